import { createHash } from 'node:crypto';
import { acknowledge, unacknowledge } from '#lib/app/acknowledge.ts';
import { openRecords } from '#lib/app/history/read-alerts.ts';
import { MUTES_MAX, matchedEpisodes, mute, unmute } from '#lib/app/mute.ts';
import type { BodyOf, QueryOf } from '#lib/config/api-operations.ts';
import { type ParameterProblem, parameterProblem } from '#lib/config/api-problem.ts';
import type { Mute } from '#lib/domain/alerts/mute.ts';
import { SITE_RULES } from '#lib/domain/alerts/rule.ts';
import type { Company } from '#lib/domain/company.ts';
import { type Instant, toIso } from '#lib/domain/instant.ts';
import { answerAlert, nowOf } from './answer-alerts.ts';
import { type ApiRequest, type HistoryApiPorts, notFound, ok, refuse } from './answer-parts.ts';
import { type Answer, problem } from './http.ts';

/** A person takes an episode on. */
export async function answerAcknowledge(
  ports: HistoryApiPorts,
  id: string,
  body: BodyOf<'acknowledge'>,
  request: ApiRequest,
): Promise<Answer> {
  const by = request.by ?? body.by;
  if (by === undefined) return refuse(NOBODY);
  const { until = null, note = null, sticky = false } = body;
  const now = await nowOf(ports);
  const outcome = await acknowledge(ports.stores, id, { by, until, note, isSticky: sticky }, now);
  if (outcome === 'acknowledged') return answerAlert(ports, id);
  if (outcome === 'not-found') return unknownAlert(id);
  if (outcome === 'over') return over(id);
  return refuse(parameterProblem('until', toIso(until ?? now), `a moment after ${toIso(now)}`));
}

/** Takes it back. What nobody had taken on stays as it is. */
export async function answerUnacknowledge(ports: HistoryApiPorts, id: string): Promise<Answer> {
  const outcome = await unacknowledge(ports.stores, id);
  if (outcome === 'unacknowledged') return answerAlert(ports, id);
  return outcome === 'not-found' ? unknownAlert(id) : over(id);
}

function unknownAlert(id: string): Answer {
  return notFound(`No alert "${id.slice(0, 120)}"; GET /v1/alerts lists them.`);
}

function over(id: string): Answer {
  return problem(409, 'Over', `The episode ${id.slice(0, 120)} is over; there is nothing to acknowledge.`);
}

const NOBODY = parameterProblem('by', '', 'who does it: a name in the body, or a token that says so');

/** Mutes that are on or to come, with what each holds back now. */
export async function answerMutes(ports: HistoryApiPorts): Promise<Answer> {
  const now = await nowOf(ports);
  const mutes = (await ports.stores.mutes.all())
    .filter((one) => one.to > now)
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  return ok({ mutes: await Promise.all(mutes.map((one) => presentMute(ports, one, now))) });
}

/** A person holds notices back; with `preview` only what that would match. */
export async function answerMute(
  ports: HistoryApiPorts,
  query: QueryOf<'mute'>,
  body: BodyOf<'mute'>,
  request: ApiRequest,
): Promise<Answer> {
  const by = request.by ?? body.by;
  if (by === undefined) return refuse(NOBODY);
  const now = await nowOf(ports);
  const from = body.from ?? now;
  const refused = matchProblem(body.match, ports.company) ?? endProblem(from, body.to, now);
  if (refused !== null) return refuse(refused);
  const { match, to, reason } = body;
  const wanted: Mute = { id: idOf({ match, from: body.from ?? null, to, reason, by }), match, from, to, reason, by };
  if (query.preview === 'true') return ok(await presentMute(ports, wanted, now));
  if ((await mute(ports.stores, wanted, now)) === 'too-many') {
    return problem(409, 'Too many mutes', `${MUTES_MAX} mutes stand already; end one first.`);
  }
  return { status: 201, body: await presentMute(ports, wanted, now), headers: { location: `/v1/mutes/${wanted.id}` } };
}

/** Ends a mute. */
export async function answerUnmute(ports: HistoryApiPorts, id: string): Promise<Answer> {
  const now = await nowOf(ports);
  const ended = await unmute(ports.stores, id, now);
  if (ended.outcome === 'ended') return ok(await presentMute(ports, ended.mute, now));
  if (ended.outcome === 'over') return problem(409, 'Over', `The mute ${id.slice(0, 120)} is over already.`);
  return notFound(`No mute "${id.slice(0, 120)}"; GET /v1/mutes lists them.`);
}

function matchProblem(match: BodyOf<'mute'>['match'], company: Company): ParameterProblem | null {
  const { site, rule } = match;
  if (site !== undefined && !company.sites.some((one) => one.id === site)) {
    return parameterProblem('match.site', site, 'a site that GET /v1/sites lists');
  }
  const rules: readonly string[] = [...SITE_RULES, 'price-feed-stale'];
  if (rule !== undefined && !rules.includes(rule))
    return parameterProblem('match.rule', rule, `one of: ${rules.join(', ')}`);
  return null;
}

function endProblem(from: Instant, to: Instant, now: Instant): ParameterProblem | null {
  if (to <= from) return parameterProblem('to', toIso(to), `a moment after from (${toIso(from)})`);
  return to <= now ? parameterProblem('to', toIso(to), `a moment after now (${toIso(now)})`) : null;
}

/** The same wish has the same id, so that asking twice mutes once. */
function idOf(wanted: object): string {
  return `mute-${createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16)}`;
}

/** A mute with the open episodes that match it, whether it is on yet or not. */
async function presentMute(ports: HistoryApiPorts, one: Mute, now: Instant) {
  const matches = matchedEpisodes(one.match, await openRecords(ports.stores), ports.company.company);
  return {
    id: one.id,
    match: one.match as BodyOf<'mute'>['match'],
    from: toIso(one.from),
    to: toIso(one.to),
    reason: one.reason,
    by: one.by,
    isActive: one.from <= now && now < one.to,
    matches,
  };
}
