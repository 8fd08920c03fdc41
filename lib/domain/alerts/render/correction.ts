import { toIso } from '../../instant.ts';
import type { CorrectedNotice, MessageContent } from '../message.ts';
import { isBuiltIn, type RuleId } from '../rule.ts';
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
    unit: UNITS[unitOf(content.rule)],
    ...(one.miners === undefined ? {} : { miners: one.miners }),
  }));
}

function said(content: MessageContent, notice: CorrectedNotice, language: Language, name: string): string {
  const { corrected, isFlipped, miners = null } = notice;
  const { rule } = content;
  const figure = corrected === null ? null : shown(rule, isBuiltIn(rule) ? Math.abs(corrected) : corrected, language);
  return language.correction.one({ rule, name, isFlipped, figure, isLoss: (corrected ?? 0) < 0, miners });
}

/** In a sentence: whole USD from 10 up. */
function shown(rule: RuleId, value: number, language: Language): string {
  return unitOf(rule) === 'money' ? perDay(value, language) : exact({ rule }, value, language);
}

function exact({ rule }: Pick<MessageContent, 'rule'>, value: number | null, language: Language): string {
  if (value === null) return language.unknown;
  switch (unitOf(rule)) {
    case 'volume':
      return mcf(value, language);
    case 'fraction':
      return `${decimal(value * 100, 1, language)} %`;
    case 'field':
      return decimal(value, 2, language);
    case 'money':
      return `${decimal(value, 2, language)} ${language.perDay}`;
  }
}

/** The unit of a rule's verdict, as the machine-readable text names it; null = that of the rule's field. */
const UNITS = { volume: 'Mcf/day', fraction: 'fraction', money: 'USD/day', field: null } as const;

function unitOf(rule: RuleId): keyof typeof UNITS {
  if (!isBuiltIn(rule)) return 'field';
  if (rule === 'flaring-rise') return 'volume';
  return rule === 'mass-balance' || rule === 'unprofitable-after-retarget' ? 'fraction' : 'money';
}
