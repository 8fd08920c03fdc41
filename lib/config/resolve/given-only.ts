/**
 * The keys that the file gives, and no others: what is absent stays absent in the resolved company, so
 * that configurations stored before a key existed keep their version.
 */
export function givenOnly<T extends object, K extends keyof T>(
  block: T | undefined,
  keys: readonly K[],
): { readonly [key in K]?: Exclude<T[key], undefined> } {
  const entries = keys.flatMap((key) => (block?.[key] === undefined ? [] : [[key, block[key]] as const]));
  return Object.fromEntries(entries) as { readonly [key in K]?: Exclude<T[key], undefined> };
}
