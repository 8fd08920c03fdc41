/** What an episode is called for matching: rule, site, severity, company. A label that is absent is empty. */
export type Labels = Readonly<Record<string, string | undefined>>;

/** Equal to a text, different from it, or matching a whole-text regular expression (or not). */
export type Matcher =
  | string
  | { readonly eq?: string; readonly ne?: string; readonly re?: string; readonly nre?: string };
export type Match = Readonly<Record<string, Matcher | undefined>>;

/** True when every matcher holds. A match without matchers holds for everything. */
export function matches(match: Match, labels: Labels): boolean {
  for (const label in match) {
    const matcher = match[label];
    if (matcher !== undefined && !holds(matcher, labels[label] ?? '')) return false;
  }
  return true;
}

function holds(matcher: Matcher, value: string): boolean {
  if (typeof matcher === 'string') return value === matcher;
  if (matcher.eq !== undefined && value !== matcher.eq) return false;
  if (matcher.ne !== undefined && value === matcher.ne) return false;
  if (matcher.re !== undefined && !whole(matcher.re).test(value)) return false;
  return matcher.nre === undefined || !whole(matcher.nre).test(value);
}

const compiled = new Map<string, RegExp>();
/** Mutes end, and with them their patterns: beyond so many different ones the oldest are forgotten. */
const MAX_COMPILED = 1000;

function whole(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(`^(?:${pattern})$`, 'u');
  const [oldest] = compiled.keys();
  if (compiled.size >= MAX_COMPILED && oldest !== undefined) compiled.delete(oldest);
  compiled.set(pattern, made);
  return made;
}
