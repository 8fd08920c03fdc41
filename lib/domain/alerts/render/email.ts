import type { EpisodeNotice, MessageContent } from '../message.ts';
import type { Severity } from '../rule.ts';
import { correctionLines } from './correction.ts';
import { decisionLines } from './decision-lines.ts';
import { figuresOf, phaseOf, WITHOUT_FIGURES } from './facts.ts';
import type { Label, Language } from './language.ts';
import { row, time } from './lines.ts';
import { age, decimal, mcf } from './numbers.ts';
import { cleanName, shownName } from './plain-text.ts';

/** The mail: what happened, where it stands, each site with its figures, what to do, where to look. */
export function emailText(content: MessageContent, headline: string, language: Language): string {
  const { labels } = language;
  const over = content.resolved.filter((one) => phaseOf(content, one) !== 'passed');
  const overCount = Math.max(0, content.resolvedCount - (content.resolved.length - over.length));
  const lines = [
    headline,
    '',
    `${severityWord(content.severity, language)} · ${cleanName(content.companyName)} · ${time(content, content.at)}`,
    ...(content.firing.length === 0 ? [] : [row(labels.cause, language.cause[content.cause])]),
    language.stillOpen(content.openCount),
    ...(content.unattendedSeconds === undefined ? [] : [language.unattended(age(content.unattendedSeconds, language))]),
    ...correctionLines(content, content.corrected ?? [], language),
    ...more((content.correctedCount ?? 0) - (content.corrected?.length ?? 0), language),
    ...content.firing.flatMap((one) => ['', ...episodeLines(content, one, language)]),
    ...more(content.firingCount - content.firing.length, language),
    ...over.flatMap((one) => ['', ...episodeLines(content, one, language)]),
    ...more(overCount - over.length, language),
    '',
    row(
      labels.next,
      content.kind === 'correction'
        ? language.correction.next
        : language.next(
            content.rule,
            content.cause,
            content.firing.every((one) => one.closedAt !== null),
          ),
    ),
    row(labels.link, content.link),
    row(labels.message, content.id),
  ];
  return `${lines.join('\n')}\n`;
}

function more(count: number, language: Language): string[] {
  return count > 0 ? ['', language.more(count)] : [];
}

function episodeLines(content: MessageContent, notice: EpisodeNotice, language: Language): string[] {
  const { labels } = language;
  const phase = phaseOf(content, notice);
  const name = shownName(notice.siteName, notice.site);
  const title = language.one(content.rule, phase, figuresOf(notice, name, language));
  const word = notice.closedAt === null ? severityWord(notice.severity, language) : labels.over;
  return [
    `${word} ${title}`,
    row(labels.since, time(content, notice.onset)),
    ...(notice.closedAt === null ? [] : [row(labels.until, time(content, notice.closedAt))]),
    ...(WITHOUT_FIGURES.has(phase) ? [] : figureLines(content, notice, language)),
  ];
}

/** The figures that matter to the rule; what is unknown is said so where it belongs to the answer. */
function figureLines(content: MessageContent, notice: EpisodeNotice, language: Language): string[] {
  const { labels } = language;
  const { values, views } = notice;
  const usd = (label: Label, value: number | null) =>
    row(labels[label], value === null ? language.unknown : `${decimal(value, 2, language)} ${language.perDay}`);
  const given = (label: Label, value: number | null | undefined, show: (known: number) => string) =>
    value === null || value === undefined ? [] : [row(labels[label], show(value))];
  const usdIfKnown = (label: Label, value: number | null | undefined) =>
    given(label, value, (known) => `${decimal(known, 2, language)} ${language.perDay}`);
  const volume = (known: number) => mcf(known, language);
  const price = (known: number) => `${decimal(known, 0, language)} USD`;
  if (content.rule === 'price-feed-stale') return [];
  if (content.rule === 'site-data-stale') {
    return given('age', values.dataAgeSeconds, (known) => age(known, language));
  }
  const flaring =
    content.rule === 'flaring-rise'
      ? [
          ...given('judged', notice.value, volume),
          ...given('flared', values.flaredMcfPerDay, volume),
          ...given('usual', values.flaringBaselineMcfPerDay, volume),
          ...given('limit', notice.permitLimitMcfPerDay, volume),
        ]
      : [];
  return [
    ...flaring,
    usd('mine', values.mineUsdPerDay),
    usd('sell', values.sellUsdPerDay),
    usd('flare', values.flareUsdPerDay),
    usd('advantage', values.advantageUsdPerDay),
    ...usdIfKnown('advantageMean', values.meanAdvantageUsdPerDay),
    ...usdIfKnown('advantage24h', views?.last24hUsdPerDay),
    ...usdIfKnown('advantage7d', views?.last7dUsdPerDay),
    ...decisionLines(content, notice, language).map(([label, text]) => row(labels[label], text)),
    ...given('breakEven', values.breakEvenBtcUsd, price),
    ...given('btcNow', values.btcUsd, price),
    ...given('netback', values.netbackUsdPerMmbtu, (known) => `${decimal(known, 2, language)} USD/MMBtu`),
    ...given('age', values.dataAgeSeconds, (known) => age(known, language)),
  ];
}

function severityWord(severity: Severity, language: Language): string {
  return language.severity[severity];
}
