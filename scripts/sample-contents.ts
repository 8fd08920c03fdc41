import type { EpisodeNotice, FrozenValues, MessageContent } from '../lib/domain/alerts/message.ts';
import { NO_VALUES } from '../lib/domain/alerts/no-values.ts';
import type { DigestContent } from '../lib/domain/alerts/render/render-digest.ts';
import { instant } from '../lib/domain/instant.ts';

/** Made-up figures of one site. */
export const LOSS: FrozenValues = {
  advantageUsdPerDay: -310,
  mineUsdPerDay: 812,
  sellUsdPerDay: 1122,
  flareUsdPerDay: -150,
  netbackUsdPerMmbtu: 2.47,
  breakEvenBtcUsd: 31_200,
  btcUsd: 24_500,
  flaredMcfPerDay: 12.5,
  meanAdvantageUsdPerDay: -290.55,
  flaringBaselineMcfPerDay: null,
  dataAgeSeconds: 7200,
  optimumUsdPerDay: 1122,
  gainUsdPerDay: 310,
  action: 'stop',
  restartUsdPerDay: 300,
  retargetAt: instant(1_677_240_000),
  retargetLowPercent: 5.4,
  retargetHighPercent: 11.2,
  retargetWorstAdvantageUsdPerDay: -512.4,
  retargetBestAdvantageUsdPerDay: -412.7,
};
/** 2023-02-15T00:00:00Z: when the messages are made. */
export const AT = instant(1_676_419_200);

/** One open episode of unprofitable; `changes` make it another. */
export function notice(siteName: string, changes: Partial<EpisodeNotice> = {}): EpisodeNotice {
  return {
    site: siteName.toLowerCase().replaceAll(' ', '-'),
    siteName,
    episode: 3,
    severity: 'warning',
    onset: instant(AT - 3600),
    openedAt: AT,
    closedAt: null,
    closeReason: null,
    value: -0.12,
    values: LOSS,
    meanOverHours: 12,
    views: { last24hUsdPerDay: -240.1, last7dUsdPerDay: 55.2 },
    ...changes,
  };
}

/** A first message about one site; `changes` make it another. */
export function content(changes: Partial<MessageContent> = {}): MessageContent {
  const firing = changes.firing ?? [notice('North Pad 12')];
  const resolved = changes.resolved ?? [];
  const rule = changes.rule ?? 'unprofitable';
  const cause = changes.cause ?? 'market';
  return {
    id: `example-co/${rule}/${cause}/operations#7`,
    kind: 'firing',
    reasons: ['first'],
    company: 'example-co',
    companyName: 'Example Oil & Gas',
    audience: 'operations',
    locale: 'en',
    timezone: 'UTC',
    rule,
    cause,
    severity: 'warning',
    at: AT,
    firing,
    firingCount: firing.length,
    resolved,
    resolvedCount: resolved.length,
    openCount: firing.filter(({ closedAt }) => closedAt === null).length,
    totalUsdPerDay: null,
    link: `https://netback.example.com/#/alerts?rule=${rule}&state=open`,
    ...changes,
  };
}

/** Mining pays. */
export const GAIN: FrozenValues = {
  ...LOSS,
  advantageUsdPerDay: 61,
  mineUsdPerDay: 1183,
  meanAdvantageUsdPerDay: 52.3,
  optimumUsdPerDay: 1183,
  gainUsdPerDay: 0,
  action: 'keep',
  retargetWorstAdvantageUsdPerDay: -141.4,
  retargetBestAdvantageUsdPerDay: -41.7,
};
/** Mining pays until the next retarget. */
export const FORETOLD: FrozenValues = {
  ...GAIN,
  restartUsdPerDay: null,
  retargetWorstAdvantageUsdPerDay: -141.4,
  retargetBestAdvantageUsdPerDay: -71.7,
};
/** An episode of a day that has ended. */
export const OVER = {
  closedAt: AT,
  closeReason: 'cleared',
  onset: instant(AT - 90_000),
  openedAt: instant(AT - 86_400),
};
/** A spell of flapping is told as one thing, without figures. */
export const SPELL: Partial<EpisodeNotice> = { episode: 0, value: null, values: NO_VALUES };
/** Flares twice what is usual. */
export const FLARE: FrozenValues = { ...LOSS, flaredMcfPerDay: 231, flaringBaselineMcfPerDay: 120 };

/** The sums of a week. */
export const DIGEST: DigestContent = {
  id: 'example-co/digest/unknown/executives#4',
  company: 'example-co',
  companyName: 'Example Oil & Gas',
  audience: 'executives',
  locale: 'en',
  timezone: 'UTC',
  every: 'week',
  link: 'https://netback.example.com/#/fleet',
  digest: {
    from: instant(AT - 7 * 86_400),
    to: AT,
    sites: 5,
    mineUsd: 18_240.4,
    sellUsd: 16_002.9,
    flareUsd: -2100,
    advantageUsd: 2237.5,
    flips: 3,
    hoursUnprofitable: 41.5,
    flaredMcf: 2210,
    flaredMcfBefore: 1980,
    worst: [
      { site: 'north-pad-12', name: 'North Pad 12', advantageUsd: -1402 },
      { site: 'taiga-3', name: 'Taiga 3', advantageUsd: 210 },
      { site: 'mesa-flats', name: 'Mesa Flats', advantageUsd: 640 },
    ],
    openAlerts: [{ rule: 'unprofitable', count: 1 }],
    coverageFraction: 0.998,
    reportCompletenessFraction: 0.971,
  },
};

/** Reports of the day before were amended nine hours after the alert. */
export const CORRECTION: Partial<MessageContent> = {
  kind: 'correction',
  reasons: [],
  at: instant(AT + 32_400),
  firing: [],
  corrected: [
    {
      site: 'north-pad-12',
      siteName: 'North Pad 12',
      episode: 3,
      openedAt: AT,
      isFlipped: true,
      told: -290.55,
      corrected: 118.4,
    },
  ],
  correctedCount: 1,
};
