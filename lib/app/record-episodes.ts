import type { AlertState, Transition } from '../domain/alerts/alert-state.ts';
import { type EpisodeRecord, episodeId } from '../domain/alerts/episode-record.ts';
import type { FrozenValues } from '../domain/alerts/message.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import type { Market } from '../domain/market/market.ts';
import type { EpisodeStore } from '../ports.ts';

type RecordedTransition = {
  readonly rule: RuleId;
  readonly transition: Transition;
  readonly state: AlertState;
  readonly values: FrozenValues;
};

/**
 * Writes the transitions of one tick into their episode records. What a run before a crash wrote
 * for the same tick is replaced by the same bytes. Transitions outside an episode leave no record.
 */
export async function recordTransitions(
  episodes: EpisodeStore,
  site: string | null,
  transitions: readonly RecordedTransition[],
): Promise<void> {
  for (const rule of new Set(transitions.map((one) => one.rule))) {
    const ofRule = transitions.filter((one) => one.rule === rule);
    const state = ofRule[0]?.state;
    if (state === undefined || state.openedAt === null) continue;
    const inEpisode = ofRule.filter((one) => belongs(state, one.transition));
    if (inEpisode.length === 0) continue;
    const record = emptyRecord(site, rule, state);
    const stored = await episodes.get(episodeId(record));
    // An episode that goes on was not over before: such a transition is of a run that committed nothing.
    const earlier = (stored?.transitions ?? []).filter(
      (one) => one.at < (inEpisode[0]?.transition.at ?? 0) && one.kind !== 'resolved',
    );
    const added = inEpisode.map((one) => ({ ...one.transition, values: one.values }));
    await episodes.put({ ...record, transitions: [...earlier, ...added] });
  }
}

/** Only what happens between the opening and the closing of the last episode belongs to it. */
function belongs(state: AlertState, transition: Transition): boolean {
  if (state.openedAt === null || transition.at < state.openedAt) return false;
  return state.closedAt === null || transition.at <= state.closedAt;
}

function emptyRecord(site: string | null, rule: RuleId, state: AlertState): EpisodeRecord {
  const openedAt = state.openedAt ?? state.onset;
  if (openedAt === null) throw new Error('an episode record needs an opened episode');
  return {
    site,
    rule,
    episode: state.episode,
    onset: state.onset ?? openedAt,
    openedAt,
    closedAt: state.closedAt,
    severity: state.severity ?? 'warning',
    cause: state.cause ?? 'unknown',
    transitions: [],
  };
}

/** A company rule's transition quotes the price alone. */
export function noTransitionValues(market: Market): FrozenValues {
  return {
    advantageUsdPerDay: null,
    mineUsdPerDay: null,
    sellUsdPerDay: null,
    flareUsdPerDay: null,
    netbackUsdPerMmbtu: null,
    breakEvenBtcUsd: null,
    btcUsd: market.btcUsd.value,
    flaredMcfPerDay: null,
    meanAdvantageUsdPerDay: null,
    flaringBaselineMcfPerDay: null,
    dataAgeSeconds: market.btcUsd.goodAt === null ? null : market.at - market.btcUsd.goodAt,
  };
}
