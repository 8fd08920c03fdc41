import { ENGLISH } from './english.ts';
import type { Language } from './language.ts';
import { PORTUGUESE } from './portuguese.ts';
import { RUSSIAN } from './russian.ts';
import { SPANISH } from './spanish.ts';

/** Every language of the messages; a new one is a file of its own and a place in this list. */
const LANGUAGES: readonly Language[] = [ENGLISH, RUSSIAN, SPANISH, PORTUGUESE];

/** The language of a locale such as `ru` or `pt-BR`; English where there is none. */
export function languageOf(locale: string): Language {
  const base = locale.split('-')[0];
  return LANGUAGES.find((one) => one.locale === base) ?? ENGLISH;
}
