/** What an episode is called for matching: rule, site, severity, company. A label that is absent is empty. */
export type Labels = Readonly<Record<string, string | undefined>>;

/** Equal to a text, different from it, or matching a whole-text regular expression (or not). */
export type Matcher =
  | string
  | { readonly eq?: string; readonly ne?: string; readonly re?: string; readonly nre?: string };
export type Match = Readonly<Record<string, Matcher | undefined>>;

/** True when every matcher holds. A match without matchers holds for everything. */
export function matches(match: Match, labels: Labels): boolean {
  return Object.entries(match).every(
    ([label, matcher]) => matcher === undefined || holds(matcher, labels[label] ?? ''),
  );
}

function holds(matcher: Matcher, value: string): boolean {
  if (typeof matcher === 'string') return value === matcher;
  if (matcher.eq !== undefined && value !== matcher.eq) return false;
  if (matcher.ne !== undefined && value === matcher.ne) return false;
  if (matcher.re !== undefined && !whole(matcher.re).test(value)) return false;
  return matcher.nre === undefined || !whole(matcher.nre).test(value);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
