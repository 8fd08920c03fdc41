import type { Language } from './language.ts';

/** `-1,234.50` in the language's marks; never `-0`. */
export function decimal(value: number, digits: number, language: Language): string {
  const fixed = Math.abs(value).toFixed(digits);
  const wholeEnd = digits === 0 ? fixed.length : fixed.length - digits - 1;
  const whole = inThousands(fixed.slice(0, wholeEnd), language.groupMark);
  const unsigned = digits === 0 ? whole : `${whole}${language.decimalMark}${fixed.slice(wholeEnd + 1)}`;
  return value < 0 && Number(fixed) !== 0 ? `-${unsigned}` : unsigned;
}

function inThousands(whole: string, mark: string): string {
  if (whole.length <= 3) return whole;
  return whole.length > 6 ? whole.replace(/\B(?=(\d{3})+$)/g, mark) : `${whole.slice(0, -3)}${mark}${whole.slice(-3)}`;
}

/** Whole USD/day from 10 up, cents below; without sign when `isAbsolute`. */
export function perDay(value: number, language: Language, isAbsolute = false): string {
  const shown = isAbsolute ? Math.abs(value) : value;
  return `${decimal(shown, Math.abs(value) < 10 ? 2 : 0, language)} ${language.perDay}`;
}

/** Mcf/day with one decimal below 100. */
export function mcf(value: number, language: Language): string {
  return `${decimal(value, Math.abs(value) < 100 ? 1 : 0, language)} ${language.mcfPerDay}`;
}

/** `17 min`, `38 h`, `12 days`: whole units, rounded down, so that nothing looks older than it is. */
export function age(seconds: number, language: Language): string {
  if (seconds < 7200) return `${Math.floor(seconds / 60)} ${language.minutes}`;
  if (seconds < 5 * 86_400) return `${Math.floor(seconds / 3600)} ${language.hours}`;
  return `${Math.floor(seconds / 86_400)} ${language.days}`;
}
