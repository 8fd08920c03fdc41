/** Gives the text that was made for the same key before, or makes it; at most `limit` are kept, the longest unused goes. */
export function keptTexts(limit: number): (key: string, make: () => string) => string {
  const kept = new Map<string, string>();
  return (key, make) => {
    const text = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, text);
    for (const [oldest] of kept) {
      if (kept.size <= limit) break;
      kept.delete(oldest);
    }
    return text;
  };
}
