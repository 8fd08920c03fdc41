import type { EpisodeNotice } from '../message.ts';
import type { RuleId } from '../rule.ts';
import { decisionLines } from './decision-lines.ts';
import { figuresOf, WITHOUT_FIGURES } from './facts.ts';
import type { Label, Language, Phase } from './language.ts';
import { type Line, row, rowUpTo } from './lines.ts';
import { age, decimal, mcf } from './numbers.ts';
import { shownName } from './plain-text.ts';

/** What the mail says of one episode: what happened, since when, and its figures; times in nobody's zone yet. */
export function episodeLines(notice: EpisodeNotice, rule: RuleId, phase: Phase, language: Language): readonly Line[] {
  const { labels } = language;
  const name = shownName(notice.siteName, notice.site);
  const title = language.one(rule, phase, figuresOf(notice, name, language));
  const word = notice.closedAt === null ? language.severity[notice.severity] : labels.over;
  return [
    `${word} ${title}`,
    rowUpTo(labels.since, notice.onset),
    ...(notice.closedAt === null ? [] : [rowUpTo(labels.until, notice.closedAt)]),
    ...(WITHOUT_FIGURES.has(phase) ? [] : figureLines(notice, rule, language)),
  ];
}

/** The figures that matter to the rule; what is unknown is said so where it belongs to the answer. */
function figureLines(notice: EpisodeNotice, rule: RuleId, language: Language): readonly Line[] {
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
  if (rule === 'price-feed-stale') return [];
  if (rule === 'site-data-stale') {
    return given('age', values.dataAgeSeconds, (known) => age(known, language));
  }
  const flaring =
    rule === 'flaring-rise'
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
    ...decisionLines(notice, rule, language),
    ...given('breakEven', values.breakEvenBtcUsd, price),
    ...given('btcNow', values.btcUsd, price),
    ...given('netback', values.netbackUsdPerMmbtu, (known) => `${decimal(known, 2, language)} USD/MMBtu`),
    ...given('age', values.dataAgeSeconds, (known) => age(known, language)),
  ];
}
