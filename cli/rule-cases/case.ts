/** What an adapter found wrong with a case, one line each; none = the case passed. */
export type Differences = readonly string[];

/** Compares two values as their JSON texts and says what is different. */
export function differ(what: string, got: unknown, expected: unknown): Differences {
  const [gotText, expectedText] = [JSON.stringify(got), JSON.stringify(expected)];
  return gotText === expectedText ? [] : [`${what}: got ${gotText}, expected ${expectedText}`];
}

/** A test that cannot fail is none. */
export const NOTHING_EXPECTED: Differences = [
  'expect says nothing; expected states or notifications (of a window: treatments)',
];
