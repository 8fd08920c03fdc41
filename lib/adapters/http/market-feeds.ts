import type { Company, MarketPlan } from '../../domain/company.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Observation, ObservationKind } from '../../domain/market/market.ts';
import type { MarketFeeds } from '../../ports.ts';
import { type Answer, asker } from './ask-provider.ts';
import { httpClient } from './client.ts';
import type { MarketFeedsOptions } from './feeds-options.ts';
import { loopbackBase } from './guard.ts';
import { patience } from './patience.ts';
import type { Ask, Channel, Provider, Subject } from './provider.ts';
import { PROVIDERS } from './providers.ts';

/** All feeds of a tick are asked in parallel and given up together after this. */
const FETCH_PHASE_MILLISECONDS = 8000;

/** A question of the tick: one figure from one provider. */
type Question = {
  readonly source: string;
  readonly kind: ObservationKind;
  readonly subject: string | null;
  readonly secret: string | null;
};

/**
 * Asks the providers of the company file over HTTP. Every figure asked for gives exactly one
 * observation: what was read, or why nothing was, in a few words without URL, key or body. Done
 * within 8 s whatever the other side does; an answer that two figures need is asked for once.
 * @throws NetbackError `usage` for a feeds base that is not on this machine; `observe` never throws.
 */
export function marketFeeds(options: MarketFeedsOptions): MarketFeeds {
  const local = options.feedsBase === null ? null : loopbackBase(options.feedsBase);
  return {
    observe: async (company: Company, at: Instant) => {
      const plan = company.market;
      const client =
        local === null
          ? httpClient({ kind: 'public', hosts: allowedHosts(plan) })
          : httpClient({ kind: 'loopback', origin: local.origin });
      const base = (provider: Provider) =>
        local === null ? (plan.urls[provider.id] ?? provider.baseUrl) : `${local.origin}${local.path}/${provider.id}`;
      const phase = patience(FETCH_PHASE_MILLISECONDS, options.isSimulated);
      try {
        const ask = asker(options, { at, client, deadline: phase.signal });
        return await Promise.all(questionsOf(plan).map((question) => observation(question, at, base, ask, options)));
      } finally {
        phase.stop();
      }
    },
  };
}

function allowedHosts(plan: MarketPlan): ReadonlySet<string> {
  const urls = PROVIDERS.map((provider) => plan.urls[provider.id] ?? provider.baseUrl);
  return new Set(urls.flatMap((url) => (url !== null && URL.canParse(url) ? [new URL(url).hostname] : [])));
}

/** A provider is asked for fees when it is a network source and tells fees. */
function questionsOf(plan: MarketPlan): readonly Question[] {
  const plain = (kind: ObservationKind, sources: readonly string[]) =>
    sources.map((source) => ({ source, kind, subject: null, secret: plan.secrets[source] ?? null }));
  const feeSources = plan.network.sources.filter((source) => channelOf(source, 'fees') !== null);
  return [
    ...plain('price', plan.btcPrice.sources),
    ...plain('network', plan.network.sources),
    ...plain('fees', feeSources),
    ...plan.fx.flatMap(({ source, pair }): Question[] =>
      source === null ? [] : [{ source, kind: 'fx', subject: pair, secret: null }],
    ),
    ...plan.gasIndexes.flatMap(({ source, id, secret }): Question[] =>
      source === null ? [] : [{ source, kind: 'gas-index', subject: id, secret }],
    ),
  ];
}

function channelOf(source: string, kind: ObservationKind): { provider: Provider; channel: Channel } | null {
  const provider = PROVIDERS.find(({ id }) => id === source);
  const channel = provider?.channels.find((one) => one.kind === kind);
  return provider === undefined || channel === undefined ? null : { provider, channel };
}

async function observation(
  question: Question,
  at: Instant,
  baseOf: (provider: Provider) => string | null,
  ask: (base: string, ask: Ask) => Promise<Answer>,
  options: MarketFeedsOptions,
): Promise<Observation> {
  const { source, kind, subject, secret } = question;
  const failed = (reason: string): Observation => ({ source, kind, subject, outcome: { ok: false, reason } });
  const found = channelOf(source, kind);
  if (found === null) return failed(`no ${kind} from this source`);
  const base = baseOf(found.provider);
  if (base === null) return failed('no URL in the company file');
  try {
    const about: Subject = { at, subject, secret };
    const answers = await Promise.all(found.channel.asks(about).map((one) => ask(base, one)));
    const bodies: unknown[] = [];
    for (const answer of answers) {
      if (!answer.ok) return failed(answer.reason);
      bodies.push(answer.body);
    }
    const reading = found.channel.read(bodies, about);
    if (!reading.ok) return failed(reading.reason);
    const last = answers.findLast((answer) => answer.ok);
    const headerTime = found.channel.isDatedByHeader === true && !options.isSimulated ? (last?.date ?? null) : null;
    return {
      source,
      kind,
      subject: subject ?? reading.label ?? null,
      outcome: {
        ok: true,
        value: reading.value,
        height: reading.height,
        blocks: reading.blocks,
        observedAt: reading.observedAt ?? headerTime,
        askedAt: options.isSimulated ? null : (last?.answeredAt ?? null),
        ...(last?.isRecorded === true ? { isRecorded: true } : {}),
      },
    };
  } catch {
    return failed('answer could not be read');
  }
}
