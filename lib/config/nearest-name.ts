/** The known name that a mistyped one most likely means; null when none is near enough to suggest. */
export function nearestName(given: string, known: Iterable<string>): string | null {
  const names = [...known];
  const wanted = given.toLowerCase();
  if (wanted.length >= 3) {
    const longer = names.find((name) => name.toLowerCase().startsWith(wanted));
    if (longer !== undefined) return longer;
  }
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  const isNear = bestDistance <= Math.max(2, Math.ceil(given.length * 0.45));
  return isNear ? best : null;
}

/** Levenshtein distance: single letters put in, taken out or changed. Example: ("baisis", "basis") = 1. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
