import { toIso } from '../../instant.ts';
import type { CorrectedNotice, MessageContent } from '../message.ts';
import type { Language } from './language.ts';
import { row, time } from './lines.ts';
import { decimal, mcf, perDay } from './numbers.ts';
import { cleanName, shownName } from './plain-text.ts';

/** What a correction is about in one sentence. */
export function correctionHeadline(
  content: MessageContent,
  corrected: readonly CorrectedNotice[],
  language: Language,
  nameOf: (notice: CorrectedNotice) => string,
): string {
  const [first] = corrected;
  const count = content.correctedCount ?? corrected.length;
  if (first === undefined || count > 1) return language.correction.many(count);
  return said(content, first, language, nameOf(first));
}

/** The part of the mail that tells each corrected alert: what was told then, what the reports say now. */
export function correctionLines(
  content: MessageContent,
  corrected: readonly CorrectedNotice[],
  language: Language,
): readonly string[] {
  const { labels } = language.correction;
  return corrected.flatMap((one) => [
    '',
    said(content, one, language, shownName(one.siteName, one.site)),
    row(labels.openedAt, time(content, one.openedAt)),
    row(labels.told, exact(content, one.told, language)),
    row(labels.corrected, exact(content, one.corrected, language)),
  ]);
}

/** The entries of `corrected[]` in the machine-readable text. */
export function correctionEntries(content: MessageContent) {
  return (content.corrected ?? []).map((one) => ({
    site: one.site,
    siteName: one.siteName === null ? null : cleanName(one.siteName),
    episode: one.episode,
    openedAt: toIso(one.openedAt),
    isFlipped: one.isFlipped,
    told: one.told,
    corrected: one.corrected,
    unit: content.rule === 'flaring-rise' ? 'Mcf/day' : 'USD/day',
  }));
}

function said(content: MessageContent, notice: CorrectedNotice, language: Language, name: string): string {
  const { corrected, isFlipped } = notice;
  const words = language.correction.one;
  if (corrected === null) return words({ rule: content.rule, name, isFlipped, figure: null, isLoss: false });
  const figure = content.rule === 'flaring-rise' ? mcf(corrected, language) : perDay(corrected, language, true);
  return words({ rule: content.rule, name, isFlipped, figure, isLoss: corrected < 0 });
}

function exact(content: MessageContent, value: number | null, language: Language): string {
  if (value === null) return language.unknown;
  return content.rule === 'flaring-rise' ? mcf(value, language) : `${decimal(value, 2, language)} ${language.perDay}`;
}
