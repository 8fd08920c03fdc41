import { wallText } from '../../zoned.ts';
import { type EpisodeNotice, FIRES_AGAIN, type MessageContent, type RenderedMessage } from '../message.ts';
import { correctionHeadline } from './correction.ts';
import { emailText } from './email.ts';
import { ENGLISH } from './english.ts';
import { figuresOf, phaseOf, WITHOUT_FIGURES } from './facts.ts';
import { jsonText } from './json.ts';
import type { Language } from './language.ts';
import { languageOf } from './languages.ts';
import { type NoticeTexts, noticeTexts } from './notice-texts.ts';
import { decimal, perDay } from './numbers.ts';
import { asciiName, cutTo, shownName, toAscii, toGsm } from './plain-text.ts';

/** Limits of the channels: an SNS subject, two SMS parts in GSM-7 and in UCS-2. */
export const SUBJECT_CHARACTERS = 99;
export const SMS_GSM_CHARACTERS = 300;
export const SMS_UCS2_CHARACTERS = 134;

/**
 * A message in every channel's text, from one and the same headline, so that subject, SMS and mail
 * never say different things. Pure: the same content gives the same bytes. Any site name is safe.
 * Messages that tell the same notices may share `texts`.
 */
export function renderMessage(content: MessageContent, texts: NoticeTexts = noticeTexts()): RenderedMessage {
  const language = languageOf(content.locale);
  const latin = language.isGsm ? language : ENGLISH;
  return {
    id: content.id,
    at: content.at,
    audience: content.audience,
    subject: subjectOf(content, latin),
    sms: smsOf(content, language),
    email: emailText(content, headlineOf(content, language, plainName), language, texts),
    json: jsonText(content, texts),
    attributes: {
      company: content.company,
      audience: content.audience,
      rule: content.rule,
      severity: content.severity,
      kind: content.kind,
      cause: content.cause,
    },
  };
}

type NameOf = (notice: Pick<EpisodeNotice, 'site' | 'siteName'>) => string;
const plainName: NameOf = (notice) => shownName(notice.siteName, notice.site);
const latinName: NameOf = (notice) => asciiName(notice.siteName ?? '', notice.site ?? '');

/** `[CRITICAL] North Pad 12: mining pays 310 USD/day less than selling` */
function subjectOf(content: MessageContent, language: Language): string {
  return cutTo(
    toAscii(`[${tagOf(content, language)}] ${headlineOf(content, language, latinName)}`),
    SUBJECT_CHARACTERS,
  );
}

/** Kinds that are said without a severity. */
const TAG_ALONE = new Set<MessageContent['kind']>(['resolved', 'flapping', 'correction']);

function tagOf(content: MessageContent, language: Language): string {
  if (content.kind === 'firing') return language.severity[content.severity];
  const kind = language.kind[content.kind];
  return TAG_ALONE.has(content.kind) ? kind : `${language.severity[content.severity]}, ${kind}`;
}

/** What the message is about in one sentence; the firing sites come before what is over. */
function headlineOf(content: MessageContent, language: Language, nameOf: NameOf): string {
  if (content.corrected !== undefined) return correctionHeadline(content, content.corrected, language, nameOf);
  const isFlapping = content.kind === 'flapping';
  const [firing] = content.firing;
  const [resolved] = content.resolved;
  const total = content.totalUsdPerDay === null ? null : perDay(content.totalUsdPerDay, language);
  if (firing !== undefined) {
    const said =
      content.firingCount === 1
        ? one(content, firing, language, nameOf)
        : language.many(
            content.rule,
            isFlapping ? 'flapping' : 'firing',
            content.firingCount,
            isFlapping ? null : total,
          );
    const both = content.firing.filter((notice) => notice.closedAt !== null).length;
    const over = content.resolvedCount - both;
    return over > 0 ? `${said}; ${language.alsoOver(over)}` : said;
  }
  if (resolved === undefined) return language.kind[content.kind];
  const again = content.firesAgainCount ?? 0;
  const ended = content.resolvedCount - again;
  const cleared = ended === 0 ? resolved : content.resolved.find(({ closeReason }) => closeReason !== FIRES_AGAIN);
  const said =
    ended > 1 || cleared === undefined
      ? language.many(content.rule, isFlapping ? 'settled' : 'resolved', ended, null)
      : one(content, cleared, language, nameOf);
  const others = content.resolvedCount - Math.max(1, ended);
  return others > 0 ? `${said}; ${language.alsoOver(others)}` : said;
}

function one(content: MessageContent, notice: EpisodeNotice, language: Language, nameOf: NameOf): string {
  return language.one(content.rule, phaseOf(content, notice), figuresOf(notice, nameOf(notice), language));
}

/** As many whole parts as fit, the headline first; the link goes in before the details. */
function smsOf(content: MessageContent, language: Language): string {
  const limit = language.isGsm ? SMS_GSM_CHARACTERS : SMS_UCS2_CHARACTERS;
  const safe = language.isGsm ? toGsm : (text: string) => text;
  const headline = headlineOf(content, language, language.isGsm ? latinName : plainName);
  const first = cutTo(safe(`${tagOf(content, language)}: ${headline}`), limit);
  const link = safe(content.link);
  const parts = [first];
  const fits = (part: string) => [...parts, part].join('. ').length <= limit;
  const hasLink = fits(link);
  const room = hasLink ? limit - link.length - 2 : limit;
  for (const part of smsDetails(content, language).map(safe)) {
    if ([...parts, part].join('. ').length <= room) parts.push(part);
  }
  return (hasLink ? [...parts, link] : parts).join('. ');
}

function smsDetails(content: MessageContent, language: Language): string[] {
  const worst = content.firing[0] ?? content.resolved[0];
  if (worst === undefined) return [];
  const { labels } = language;
  const { values } = worst;
  const usd = (value: number | null) => (value === null ? language.unknown : perDay(value, language));
  const since = `${labels.since} ${wallText(worst.onset, content.timezone)} ${content.timezone}`;
  const isMoney = content.rule !== 'price-feed-stale' && content.rule !== 'site-data-stale';
  const saysNothing = WITHOUT_FIGURES.has(phaseOf(content, worst));
  const hasMoney = isMoney && !saysNothing && values.mineUsdPerDay !== null;
  return [
    since,
    ...(content.firingCount > 1 ? [worstNames(content, language)] : []),
    ...(hasMoney && content.firingCount <= 1
      ? [
          `${labels.mine} ${usd(values.mineUsdPerDay)}, ${labels.sell} ${usd(values.sellUsdPerDay)}, ${labels.flare} ${usd(values.flareUsdPerDay)}`,
          ...(values.breakEvenBtcUsd === null
            ? []
            : [`${labels.breakEven} ${decimal(values.breakEvenBtcUsd, 0, language)} USD`]),
        ]
      : []),
  ];
}

function worstNames(content: MessageContent, language: Language): string {
  const nameOf = language.isGsm ? latinName : plainName;
  const shown = content.firing.slice(0, 3).map((notice) => cutTo(nameOf(notice), 24));
  const rest = content.firingCount - shown.length;
  return `${language.labels.worst}: ${shown.join(', ')}${rest > 0 ? ` ${language.more(rest)}` : ''}`;
}
