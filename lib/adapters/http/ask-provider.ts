import { type Instant, instant, toIso } from '../../domain/instant.ts';
import { attemptTwice } from './attempt.ts';
import { readBody } from './body.ts';
import type { HttpClient } from './client.ts';
import type { MarketFeedsOptions } from './feeds-options.ts';
import type { Ask } from './provider.ts';

const MAX_ANSWER_BYTES = 262_144;

/** A body that was read, with when it came; or why there is none, in a few words. */
export type Answer =
  | {
      readonly ok: true;
      readonly body: unknown;
      readonly date: Instant | null;
      readonly answeredAt: Instant;
      /** Under a simulated clock: the answer says that it is what was recorded for this very tick. */
      readonly isRecorded: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/** The tick that is asked for, and what its requests go through. */
export type AskedTick = { readonly at: Instant; readonly client: HttpClient; readonly deadline: AbortSignal };

/** Asks each URL once per tick and reads its body. Never rejects. */
export function asker(options: MarketFeedsOptions, tick: AskedTick): (base: string, ask: Ask) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  return (base, ask) => {
    const key = `${base} ${ask.path} ${ask.post ?? ''} ${ask.secret?.name ?? ''}`;
    const running = asked.get(key) ?? askOnce(base, ask, options, tick);
    asked.set(key, running);
    return running;
  };
}

async function askOnce(base: string, ask: Ask, options: MarketFeedsOptions, tick: AskedTick): Promise<Answer> {
  const { isSimulated, random } = options;
  const url = urlOf(base, ask.path);
  if (url === null) return { ok: false, reason: 'the URL in the company file is not one' };
  const headers: Record<string, string> = { Accept: ask.form === 'json' ? 'application/json' : 'text/plain' };
  if (isSimulated) headers['Netback-Time'] = toIso(tick.at);
  if (ask.post !== null) headers['Content-Type'] = 'application/json';
  if (ask.secret !== null) {
    const secret = await secretOf(ask.secret.name, options, tick.deadline);
    // A replay needs no key, and a newcomer has none.
    if (secret === null && !isSimulated) return { ok: false, reason: 'secret unavailable' };
    if (secret !== null && ask.secret.as === 'basic') headers.Authorization = basic(secret);
    if (secret !== null && ask.secret.as === 'query-api_key') url.searchParams.append('api_key', secret);
  }
  const request = {
    url,
    method: ask.post === null ? ('GET' as const) : ('POST' as const),
    headers,
    body: ask.post,
    maxBytes: MAX_ANSWER_BYTES,
  };
  const outcome = await attemptTwice(request, { client: tick.client, random, isSimulated, deadline: tick.deadline });
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  if (outcome.status !== 200) return { ok: false, reason: `HTTP ${outcome.status}` };
  const body = readBody(outcome.body, outcome.headers['content-type'], ask.form);
  if (!body.ok) return body;
  const answeredAt = instant(options.clock.nowMilliseconds() / 1000);
  const isRecorded = isSimulated && outcome.headers['netback-recorded'] === headers['Netback-Time'];
  return { ok: true, body: body.value, date: httpDate(outcome.headers.date), answeredAt, isRecorded };
}

function basic(userAndPassword: string): string {
  return `Basic ${Buffer.from(userAndPassword).toString('base64')}`;
}

function urlOf(base: string, path: string): URL | null {
  const full = base.replace(/\/+$/, '') + path;
  return URL.canParse(full) ? new URL(full) : null;
}

async function secretOf(name: string, options: MarketFeedsOptions, deadline: AbortSignal): Promise<string | null> {
  const none = new Promise<null>((resolve) => deadline.addEventListener('abort', () => resolve(null), { once: true }));
  try {
    return await Promise.race([options.secret(name), none]);
  } catch {
    return null;
  }
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The Date header (RFC 9110, the fixed form); null where it is anything else. */
function httpDate(text: string | undefined): Instant | null {
  if (text === undefined || !HTTP_DATE.test(text)) return null;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : instant(milliseconds / 1000);
}
