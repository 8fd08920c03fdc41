import { toIso } from '../../instant.ts';
import { wallText } from '../../zoned.ts';
import type { Digest } from '../digest.ts';
import type { RenderedMessage } from '../message.ts';
import { ENGLISH } from './english.ts';
import type { DigestLabel, Language } from './language.ts';
import { languageOf } from './languages.ts';
import { decimal } from './numbers.ts';
import { cleanName, cutTo, shownName, toAscii, toGsm } from './plain-text.ts';
import { SMS_GSM_CHARACTERS, SMS_UCS2_CHARACTERS, SUBJECT_CHARACTERS } from './render-message.ts';

export type DigestContent = {
  readonly id: string;
  readonly company: string;
  readonly companyName: string;
  readonly audience: string;
  readonly locale: string;
  readonly timezone: string;
  readonly every: 'day' | 'week';
  readonly digest: Digest;
  readonly link: string;
};

const LABEL_WIDTH = 30;

/** A digest in every channel's text; the same figures in each. */
export function renderDigest(content: DigestContent): RenderedMessage {
  const { digest } = content;
  const language = languageOf(content.locale);
  const latin = language.isGsm ? language : ENGLISH;
  const subject = `[${latin.kind.digest}] ${headline(content, latin)}`;
  const safe = language.isGsm ? toGsm : (text: string) => text;
  const limit = language.isGsm ? SMS_GSM_CHARACTERS : SMS_UCS2_CHARACTERS;
  return {
    id: content.id,
    at: digest.to,
    audience: content.audience,
    subject: cutTo(toAscii(subject), SUBJECT_CHARACTERS),
    sms: cutTo(safe(`${language.kind.digest}: ${headline(content, language)}. ${content.link}`), limit),
    email: emailOf(content, language),
    json: jsonOf(content),
    attributes: {
      company: content.company,
      audience: content.audience,
      rule: 'digest',
      severity: 'info',
      kind: 'digest',
      cause: 'unknown',
    },
  };
}

function headline(content: DigestContent, language: Language): string {
  const { digest } = content;
  const advantage = digest.advantageUsd === null ? language.unknown : usd(digest.advantageUsd, language);
  const words = language.digest;
  return `${cleanName(content.companyName)}, ${words[content.every]}: ${words.advantage} ${advantage}`;
}

function emailOf(content: DigestContent, language: Language): string {
  const { digest, timezone } = content;
  const words = language.digest;
  const row = (label: DigestLabel, value: string) => `  ${words[label].padEnd(LABEL_WIDTH)}${value}`;
  const money = (label: DigestLabel, value: number | null) =>
    row(label, value === null ? language.unknown : usd(value, language));
  const mcf = (value: number | null) => (value === null ? language.unknown : `${decimal(value, 0, language)} Mcf`);
  const percent = (fraction: number | null) =>
    fraction === null ? language.unknown : `${decimal(fraction * 100, 1, language)} %`;
  const open = digest.openAlerts.map(({ rule, count }) => `${rule} ${count}`).join(', ');
  const lines = [
    headline(content, language),
    '',
    row('period', `${wallText(digest.from, timezone)} - ${wallText(digest.to, timezone)} ${timezone}`),
    row('sites', String(digest.sites)),
    money('mine', digest.mineUsd),
    money('sell', digest.sellUsd),
    money('flare', digest.flareUsd),
    money('advantage', digest.advantageUsd),
    row('hoursUnprofitable', decimal(digest.hoursUnprofitable, 1, language)),
    row('flips', String(digest.flips)),
    row('flared', `${mcf(digest.flaredMcf)} (${words.before} ${mcf(digest.flaredMcfBefore)})`),
    row('coverage', percent(digest.coverageFraction)),
    row('reportsReceived', percent(digest.reportCompletenessFraction)),
    row('openAlerts', open === '' ? '0' : open),
    '',
    words.worst,
    ...digest.worst.map(({ site, name, advantageUsd }) => `  ${shownName(name, site)}: ${usd(advantageUsd, language)}`),
    '',
    `  ${language.labels.link.padEnd(LABEL_WIDTH)}${content.link}`,
    `  ${language.labels.message.padEnd(LABEL_WIDTH)}${content.id}`,
  ];
  return `${lines.join('\n')}\n`;
}

function usd(value: number, language: Language): string {
  return `${decimal(value, 0, language)} USD`;
}

function jsonOf(content: DigestContent): string {
  const { digest } = content;
  const { from, to, worst, openAlerts, ...values } = digest;
  return JSON.stringify({
    id: content.id,
    kind: 'digest',
    company: content.company,
    rule: 'digest',
    cause: 'unknown',
    severity: 'info',
    sites: worst.map(({ site }) => site),
    siteCount: digest.sites,
    reasons: [],
    onset: toIso(from),
    at: toIso(to),
    values,
    worst,
    openAlerts,
    link: content.link,
  });
}
