/** Bytes and what they decode to. */
type Decoded<T> = { readonly bytes: Uint8Array; readonly value: T };

/**
 * Decodes bytes, or gives what the very same bytes of this key decoded to before: a reader then gets
 * the same object, and can keep with it what it made of it. At most `limit` keys are kept, the
 * longest unused is forgotten first. A changed item has other bytes, so nothing stale is ever given.
 */
export function decodedOnce<T>(limit: number): (key: string, bytes: Uint8Array, decode: () => T) => T {
  const kept = new Map<string, Decoded<T>>();
  return (key, bytes, decode) => {
    const known = kept.get(key);
    const isSame = known !== undefined && Buffer.compare(known.bytes, bytes) === 0;
    const decoded = isSame ? known : { bytes, value: decode() };
    kept.delete(key);
    kept.set(key, decoded);
    if (kept.size > limit) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return decoded.value;
  };
}
