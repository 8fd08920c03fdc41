import type { Correction } from '../domain/alerts/correction.ts';
import { keyOf } from '../domain/alerts/group-difference.ts';
import { type Corrected, groupKey, hasSpokenSince, type RuleGroup } from '../domain/alerts/group-state.ts';
import type { CorrectedNotice, MessageContent } from '../domain/alerts/message.ts';
import { louder } from '../domain/alerts/severity.ts';
import { isHeldForAll } from '../domain/alerts/standing.ts';
import type { Audience } from '../domain/company.ts';
import { after } from '../domain/instant.ts';
import { groupCause } from './alerts-now.ts';
import { type Flush, nameOf } from './flush.ts';
import { isOf, namedUntil, toldOf, toldUntil } from './history/messages-about.ts';
import { LISTED, messageHead } from './message-content.ts';
import { recordId } from './open-episodes.ts';

/** Corrections that a group remembers having told, the newest of them. */
const MAX_CORRECTED = 10_000;

/** A correction that this group has to tell now, and what it will have told then. */
export type GroupCorrection = { readonly content: MessageContent; readonly corrected: readonly Corrected[] };

/**
 * What this audience has to hear of corrected reports, when the group has nothing else to say: only
 * of episodes that it was told of, only where the verdict is another than the one it knows, and of a
 * site at most once a UTC day, whichever rules and episodes that is about. What may not go now (a
 * mute, quiet hours, a second one of the day) stays due. Null = nothing.
 */
export async function correctionFor(run: Flush, group: RuleGroup, audience: Audience): Promise<GroupCorrection | null> {
  const { round } = run;
  const hasSpoken = hasSpokenSince(group, run.at);
  const tell: Correction[] = [];
  const due = round.due.filter(({ rule, cause }) => rule === group.rule && groupCause(cause) === group.cause);
  const pending = due.length === 0 ? NONE : stillToTell(run, group);
  for (const one of due) {
    const isNews = one.verdict.isFlipped !== lastToldOf(group, one);
    const hasTold = isNews && (await wasTold(run, group, one, pending));
    if (!isNews || (!hasTold && !pending.has(keyOf(one)))) round.settle(one, audience.id);
    else if (
      hasTold &&
      !hasSpoken &&
      !isHeldForAll(run.standing, audience, group.rule, one) &&
      !round.isTaken(audience.id, one.site)
    ) {
      round.take(audience.id, one.site);
      tell.push(one);
    }
  }
  if (tell.length === 0) return null;
  const known = tell.map(({ site, episode, openedAt, verdict }): Corrected => {
    return { site, episode, openedAt, isFlipped: verdict.isFlipped, at: run.at };
  });
  const corrected = [...(group.corrected ?? []), ...known].slice(-MAX_CORRECTED);
  return { content: contentOf(run, group, audience, tell), corrected };
}

/** What the audience takes the decision for: turned over by the last correction, else as it was announced. */
function lastToldOf(group: RuleGroup, { site, episode, openedAt }: Correction): boolean {
  const last = (group.corrected ?? []).findLast(
    (one) => one.site === site && one.episode === episode && one.openedAt === openedAt,
  );
  return last?.isFlipped ?? false;
}

const NONE: ReadonlySet<string> = new Set();

/** What may still be announced to the group: it is open, or it was put off. */
function stillToTell(run: Flush, group: RuleGroup): ReadonlySet<string> {
  const ofRule = [...run.open.values()].filter(({ rule }) => rule === group.rule);
  const open = ofRule.flatMap(({ episodes }) => episodes.map(({ site, state }) => ({ site, episode: state.episode })));
  const putOff = (group.withheld ?? []).filter(({ notice }) => notice === 'firing');
  return new Set([...open, ...putOff].map(keyOf));
}

/** Known from the group while the episode may still be told, afterwards from the messages that were sent of it. */
async function wasTold(run: Flush, group: RuleGroup, of: Correction, pending: ReadonlySet<string>): Promise<boolean> {
  if (group.told.some((one) => keyOf(one) === keyOf(of) && one.openedAt === of.openedAt)) return true;
  if (pending.has(keyOf(of))) return false;
  const { episodes, suppressed } = run.ports.stores;
  const id = recordId(group.rule, of);
  const record = await episodes.get(id);
  const held = record === null ? [] : await suppressed.ofEpisode(id);
  const [until, last] =
    record === null ? [run.at, run.at] : [toldUntil(record, held, run.at), namedUntil(record, held, run.at)];
  const prefix = `${run.company.company}/${groupKey(group)}#`;
  const messages = await run.round.messages(of.openedAt, after(last, 1));
  return messages.some(({ message }) => {
    if (!message.id.startsWith(prefix) || message.attributes.kind === 'correction') return false;
    const told = toldOf(message.json);
    return (told.isCut && message.at <= until) || [...told.firing, ...told.resolved].some((one) => isOf(of, one));
  });
}

function contentOf(run: Flush, group: RuleGroup, audience: Audience, tell: readonly Correction[]): MessageContent {
  const notices = tell
    .map((one): CorrectedNotice => {
      const { site, episode, openedAt, verdict } = one;
      return { site, siteName: nameOf(run.names, site), episode, openedAt, ...verdict };
    })
    .sort((a, b) => distance(b) - distance(a) || (a.site < b.site ? -1 : 1));
  return {
    ...messageHead(run, group, audience),
    kind: 'correction',
    reasons: [],
    severity: tell.map((one) => one.severity).reduce(louder, null) ?? 'info',
    firing: [],
    firingCount: 0,
    resolved: [],
    resolvedCount: 0,
    corrected: notices.slice(0, LISTED),
    correctedCount: notices.length,
    openCount: group.told.length,
    totalUsdPerDay: null,
    link: `${run.ports.linkBase}/#/alerts?rule=${group.rule}`,
  };
}

/** How far the figure has moved; the greatest comes first. */
function distance({ told, corrected }: CorrectedNotice): number {
  return told === null || corrected === null ? 0 : Math.abs(corrected - told);
}
