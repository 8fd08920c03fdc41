import type { EpisodeNotice, FrozenValues, MessageContent, RenderedMessage } from '../lib/domain/alerts/message.ts';
import type { DigestContent } from '../lib/domain/alerts/render/render-digest.ts';
import { renderDigest } from '../lib/domain/alerts/render/render-digest.ts';
import { renderMessage } from '../lib/domain/alerts/render/render-message.ts';
import { testMessage } from '../lib/domain/alerts/render/test-message.ts';
import { instant } from '../lib/domain/instant.ts';

/** Made-up figures of one site. */
const LOSS: FrozenValues = {
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
const AT = instant(1_676_419_200);

function notice(siteName: string, changes: Partial<EpisodeNotice> = {}): EpisodeNotice {
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

function content(changes: Partial<MessageContent> = {}): MessageContent {
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

const GAIN: FrozenValues = {
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
const FORETOLD: FrozenValues = {
  ...GAIN,
  restartUsdPerDay: null,
  retargetWorstAdvantageUsdPerDay: -141.4,
  retargetBestAdvantageUsdPerDay: -71.7,
};
const OVER = { closedAt: AT, closeReason: 'cleared', onset: instant(AT - 90_000), openedAt: instant(AT - 86_400) };
const FLARE: FrozenValues = { ...LOSS, flaredMcfPerDay: 231, flaringBaselineMcfPerDay: 120 };

const digest: DigestContent = {
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
const CORRECTION: Partial<MessageContent> = {
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

/** One message of each kind and rule, by the heading it is shown under. */
export function messageSamples(): readonly (readonly [heading: string, message: RenderedMessage])[] {
  const of = (heading: string, changes: Partial<MessageContent>) => [heading, renderMessage(content(changes))] as const;
  return [
    of('Unprofitable, one site', {}),
    of('Unprofitable, a fall of the market over 200 sites', {
      firing: ['North Pad 12', 'Taiga 3', 'Mesa Flats'].map((name) => notice(name, { severity: 'critical' })),
      firingCount: 200,
      openCount: 200,
      severity: 'critical',
      totalUsdPerDay: -58_110,
    }),
    of('Escalated', {
      kind: 'escalated',
      reasons: ['escalated'],
      severity: 'critical',
      firing: [notice('North Pad 12', { severity: 'critical' })],
    }),
    of('Escalated to the second tier: nobody has taken it on', {
      id: 'example-co/unprofitable/market/directors#1',
      audience: 'directors',
      kind: 'escalated',
      reasons: ['first', 'escalated'],
      severity: 'critical',
      at: instant(AT + 1800),
      firing: [notice('North Pad 12', { severity: 'critical' })],
      unattendedSeconds: 1800,
    }),
    of('Reminder', { kind: 'reminder', reasons: ['repeat'] }),
    of('Resolved', {
      kind: 'resolved',
      reasons: ['all-resolved'],
      firing: [],
      resolved: [notice('North Pad 12', { ...OVER, values: GAIN })],
    }),
    of('Closed because the miners were stopped', {
      kind: 'resolved',
      reasons: ['all-resolved'],
      firing: [],
      resolved: [notice('North Pad 12', { ...OVER, closeReason: 'mining-stopped' })],
    }),
    of('Came and went while a mute lasted', {
      reasons: ['new', 'all-resolved'],
      firing: [notice('North Pad 12', OVER)],
      resolved: [notice('North Pad 12', OVER)],
    }),
    of('Flaring rise', {
      rule: 'flaring-rise',
      cause: 'site',
      firing: [notice('Mesa Flats', { value: 210, values: FLARE, permitLimitMcfPerDay: 250 })],
    }),
    of('Idle while profitable', {
      rule: 'idle-while-profitable',
      firing: [notice('Taiga 3', { values: GAIN })],
    }),
    of('Unprofitable after the next retarget', {
      rule: 'unprofitable-after-retarget',
      severity: 'info',
      firing: [notice('Taiga 3', { severity: 'info', value: -0.064, values: { ...FORETOLD } })],
    }),
    of('Better split', {
      rule: 'better-split',
      severity: 'info',
      firing: [notice('Mesa Flats', { severity: 'info', value: 0.08, values: { ...LOSS, action: 'stop-part' } })],
    }),
    of('Mass balance', { rule: 'mass-balance', cause: 'site', firing: [notice('Mesa Flats', { value: 0.072 })] }),
    of('No gas report', {
      rule: 'site-data-stale',
      cause: 'site',
      firing: [notice('Taiga 3', { values: { ...LOSS, dataAgeSeconds: 136_800 } })],
    }),
    of('No good price', {
      rule: 'price-feed-stale',
      firing: [notice('', { site: null, siteName: null, values: { ...LOSS, dataAgeSeconds: 1020 } })],
    }),
    of('Goes on and off', { kind: 'flapping' }),
    of('Correction: the reports that an alert rested on have changed', CORRECTION),
    of('Correction in Russian', { ...CORRECTION, locale: 'ru', timezone: 'Europe/Moscow' }),
    ['Weekly digest', renderDigest(digest)],
    ['Test', testMessage({ company: 'example-co', name: 'Example Oil & Gas' }, { id: 'operations', locale: 'en' }, AT)],
    of('In Russian', { locale: 'ru', timezone: 'Europe/Moscow' }),
    of('In Spanish', { locale: 'es', timezone: 'America/Bogota' }),
    of('In Portuguese', { locale: 'pt', timezone: 'America/Sao_Paulo' }),
  ];
}

/** docs/messages.md: every sample in every channel. */
export function messagesPage(): string {
  const parts = messageSamples().map(([heading, message]) => {
    const json = JSON.stringify(JSON.parse(message.json), null, 1);
    return [
      `## ${heading}`,
      `Subject (${message.subject.length}): \`${message.subject}\``,
      `SMS (${message.sms.length}): \`${message.sms}\``,
      `Mail:\n\n\`\`\`text\n${message.email.trimEnd()}\n\`\`\``,
      `<details><summary>JSON</summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`,
    ].join('\n\n');
  });
  return `# Messages

What people and machines receive, one of each kind, made by the real renderer from made-up figures:
\`node scripts/messages-page.ts\` writes this page, a test keeps it true. What is sent when: [alerts.md](alerts.md).

${parts.join('\n\n')}
`;
}
