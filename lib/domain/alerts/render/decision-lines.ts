import type { EpisodeNotice, FrozenValues } from '../message.ts';
import type { RuleId } from '../rule.ts';
import type { Language } from './language.ts';
import { type Line, row, rowUpTo } from './lines.ts';
import { decimal, perDay } from './numbers.ts';

/** Rules whose answer is to run other miners, or at another time. */
const ABOUT_MINING: ReadonlySet<RuleId> = new Set<RuleId>([
  'unprofitable',
  'unprofitable-after-retarget',
  'idle-while-profitable',
  'better-split',
]);

/**
 * What to do about the miners and what it gains, what a restart asks for, and what the next retarget
 * makes of it: frozen with the decision, each line only where its figures are known.
 */
export function decisionLines({ values }: EpisodeNotice, rule: RuleId, language: Language): readonly Line[] {
  if (!ABOUT_MINING.has(rule)) return [];
  return [...actionLines(values, language), ...retargetLines(values, language)];
}

function actionLines(values: FrozenValues, language: Language): readonly Line[] {
  const { labels } = language;
  const { action, gainUsdPerDay: gain, restartUsdPerDay: restart } = values;
  if (action === undefined || action === 'unknown') return [];
  const gained = action === 'keep' || gain === undefined || gain === null ? '' : `, +${perDay(gain, language)}`;
  const lines = [row(labels.action, `${language.actions[action]}${gained}`)];
  if (restart !== undefined && restart !== null) lines.push(row(labels.restart, perDay(restart, language)));
  return lines;
}

function retargetLines(values: FrozenValues, language: Language): readonly Line[] {
  const { labels } = language;
  const { retargetAt: at, retargetLowPercent: low, retargetHighPercent: high } = values;
  if (at === undefined || low === undefined || low === null || high === undefined || high === null) return [];
  const percent = (value: number): string => `${value > 0 ? '+' : ''}${decimal(value, 1, language)}`;
  const lines: Line[] = [rowUpTo(labels.retarget, at, `${percent(low)} … ${percent(high)} %, `)];
  const { retargetWorstAdvantageUsdPerDay: worst, retargetBestAdvantageUsdPerDay: best } = values;
  if (worst === undefined || worst === null || best === undefined || best === null) return lines;
  const usd = `${decimal(worst, 2, language)} … ${decimal(best, 2, language)} ${language.perDay}`;
  return [...lines, row(labels.afterRetarget, usd)];
}
