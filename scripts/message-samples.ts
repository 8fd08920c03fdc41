import { FIRES_AGAIN, type MessageContent, type RenderedMessage } from '../lib/domain/alerts/message.ts';
import { renderDigest } from '../lib/domain/alerts/render/render-digest.ts';
import { renderMessage } from '../lib/domain/alerts/render/render-message.ts';
import { testMessage } from '../lib/domain/alerts/render/test-message.ts';
import { instant } from '../lib/domain/instant.ts';
import {
  AT,
  CORRECTION,
  content,
  DIGEST,
  FLARE,
  FORETOLD,
  GAIN,
  LOSS,
  notice,
  OVER,
  SPELL,
} from './sample-contents.ts';

/** One message of each kind, rule, reason and way to end, by the heading it is shown under. */
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
    of('Closed because the miners run again', {
      rule: 'idle-while-profitable',
      kind: 'resolved',
      reasons: ['all-resolved'],
      firing: [],
      resolved: [notice('Taiga 3', { ...OVER, closeReason: 'mining-started' })],
    }),
    of('Closed because the retarget has come', {
      rule: 'unprofitable-after-retarget',
      kind: 'resolved',
      reasons: ['all-resolved'],
      severity: 'info',
      firing: [],
      resolved: [notice('Taiga 3', { ...OVER, severity: 'info', closeReason: 'retargeted' })],
    }),
    of('Closed by the configuration: a site was taken out, and a rule at another', {
      kind: 'resolved',
      reasons: ['all-resolved'],
      firing: [],
      resolved: [
        notice('North Pad 12', { ...OVER, closeReason: 'decommissioned' }),
        notice('Taiga 3', { ...OVER, closeReason: 'rule-removed' }),
      ],
    }),
    of('Over, but it fires again: the end was put off, and by then the site itself had made another alert', {
      kind: 'resolved',
      reasons: ['all-resolved'],
      firing: [],
      resolved: [notice('North Pad 12', { ...OVER, closedAt: instant(AT - 10_800), closeReason: FIRES_AGAIN })],
      firesAgainCount: 1,
    }),
    of('A mute is over: what still fires, and what ended meanwhile', {
      kind: 'reminder',
      reasons: ['unmuted', 'new-resolved'],
      firing: [notice('North Pad 12')],
      resolved: [notice('Taiga 3', { ...OVER, values: GAIN })],
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
    of('Goes on and off', { kind: 'flapping', cause: 'unknown', firing: [notice('North Pad 12', SPELL)] }),
    of('Has settled', {
      kind: 'flapping',
      reasons: ['all-resolved'],
      cause: 'unknown',
      firing: [],
      resolved: [notice('North Pad 12', { ...SPELL, ...OVER, onset: OVER.openedAt, closeReason: 'settled' })],
    }),
    of('Correction: the reports that an alert rested on have changed', CORRECTION),
    of('Correction in Russian', { ...CORRECTION, locale: 'ru', timezone: 'Europe/Moscow' }),
    ['Weekly digest', renderDigest(DIGEST)],
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
