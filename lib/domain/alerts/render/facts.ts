import type { EpisodeNotice, MessageContent } from '../message.ts';
import { CLOSED_OTHERWISE, type Figures, type Language, type Phase } from './language.ts';
import { age, decimal, mcf, perDay } from './numbers.ts';

/** The figures of one episode as words of the language; `name` as the channel shows it. */
export function figuresOf(notice: EpisodeNotice, name: string, language: Language): Figures {
  const { values, value } = notice;
  const difference = values.meanAdvantageUsdPerDay ?? values.advantageUsdPerDay;
  return {
    name,
    difference: difference === null ? null : perDay(difference, language, true),
    isLoss: (difference ?? 0) < 0,
    meanHours: values.meanAdvantageUsdPerDay === null ? null : (notice.meanOverHours ?? null),
    alternative: alternativeOf(notice),
    flared: value === null ? null : mcf(value, language),
    usual: values.flaringBaselineMcfPerDay === null ? null : mcf(values.flaringBaselineMcfPerDay, language),
    age: ageOf(notice, language),
    percent: value === null ? null : `${decimal(value * 100, 1, language)} %`,
    value: value === null ? null : decimal(value, 2, language),
  };
}

/** In which phase a message tells an episode; one that fired and ended unheard is in both lists. */
export function phaseOf(content: MessageContent, notice: EpisodeNotice): Phase {
  if (content.kind === 'flapping') return notice.closedAt === null ? 'flapping' : 'settled';
  if (notice.closedAt === null) return 'firing';
  const inBoth = content.firing.some((one) => one.site === notice.site && one.episode === notice.episode);
  if (inBoth) return 'passed';
  return CLOSED_OTHERWISE.find((reason) => reason === notice.closeReason) ?? 'resolved';
}

/** The better of the two other uses of the gas; null while either that matters is unknown. */
function alternativeOf({ values: { sellUsdPerDay, flareUsdPerDay } }: EpisodeNotice): 'sell' | 'flare' | null {
  if (flareUsdPerDay === null) return null;
  return sellUsdPerDay !== null && sellUsdPerDay > flareUsdPerDay ? 'sell' : 'flare';
}

/** Age of the newest data at the moment that the figures are of; of the stale rules the value is that age too. */
function ageOf(notice: EpisodeNotice, language: Language): string | null {
  const seconds = notice.values.dataAgeSeconds ?? notice.value;
  return seconds === null ? null : age(seconds, language);
}

/** Phases in which the site's figures say nothing about what happened. */
export const WITHOUT_FIGURES = new Set<Phase>([...CLOSED_OTHERWISE, 'flapping', 'settled']);
