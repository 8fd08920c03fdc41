/** The median; of an even number, the mean of the two in the middle. Null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  const [low, high] = middlesOf(values);
  return low === undefined || high === undefined ? null : low + (high - low) / 2;
}

/** The two values in the middle, lower first; of an odd number, the same one twice. */
export function middlesOf(values: readonly number[]): readonly [number | undefined, number | undefined] {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
}
