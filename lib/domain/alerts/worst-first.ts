import type { EpisodeNotice } from './message.ts';
import type { RuleId } from './rule.ts';
import { severityRank } from './severity.ts';

/**
 * Episodes in the order in which people should read them: the loudest first, then the greatest loss
 * (or rise, or age), then by site id, so that equal sets give equal messages. Unknown figures last.
 */
export function worstFirst(rule: RuleId, notices: readonly EpisodeNotice[]): readonly EpisodeNotice[] {
  return [...notices].sort(
    (a, b) =>
      severityRank(b.severity) - severityRank(a.severity) ||
      descending(weight(rule, a), weight(rule, b)) ||
      compareText(a.site ?? '', b.site ?? '') ||
      a.episode - b.episode,
  );
}

/** How bad one episode is, in the unit of its rule; null = unknown. */
function weight(rule: RuleId, { values, value }: EpisodeNotice): number | null {
  switch (rule) {
    case 'unprofitable':
      return values.advantageUsdPerDay === null ? null : -values.advantageUsdPerDay;
    case 'flaring-rise':
      return value === null ? null : value - (values.flaringBaselineMcfPerDay ?? 0);
    default:
      return value;
  }
}

function descending(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return b - a;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
