/**
 * Figures in the reader's locale, currency and unit of gas. The API gives USD and Mcf (60 °F, 14.696
 * psia, dry); what is shown here is only another way of writing it.
 */
import { compact, fixed, signed, significant } from './format.js';
import { settings } from './settings.js';

/**
 * 1000 m³ (20 °C, 101.325 kPa) in a Mcf (60 °F, 14.696 psia): 28.316846592 m³ × 293.15 ÷ 288.7056 ×
 * 101.32535 ÷ 101.325 ÷ 1000 = 0.0287529; its inverse is the method's 34.779.
 */
export const THOUSAND_CUBIC_METRES_PER_MCF = 0.0287529;

/** @typedef {{ id: string, value: number | null }} Rate an exchange rate of the market, `USDRUB` */

/**
 * @param {readonly Rate[]} rates the newest market's
 * @param {import('./settings.js').Settings} [chosen]
 */
export function figuresOf(rates, chosen = settings()) {
  const locale = chosen.locale === 'auto' ? browserLocale() : chosen.locale;
  const rate = rates.find(({ id }) => id === `USD${chosen.currency}`)?.value ?? null;
  const [currency, perUsd] = rate === null ? ['USD', 1] : [chosen.currency, rate];
  const [gasUnit, perMcf] = chosen.gas === 'mcf' ? ['Mcf', 1] : ['1000 m³', THOUSAND_CUBIC_METRES_PER_MCF];
  const gasDecimals = (value) => (Math.abs(value) >= 100 ? 0 : chosen.gas === 'mcf' ? 1 : 2);
  return {
    locale,
    currency,
    gasUnit,
    currencies: ['USD', ...rates.filter(({ id, value }) => /^USD[A-Z]{3}$/.test(id) && value !== null).map(cut)],
    isConverted: perUsd !== 1,
    perUsd,
    perMcf,
    moneyUnit: `${currency}/day`,
    gasRateUnit: `${gasUnit}/d`,
    money: (usd) => fixed(usd * perUsd, 0, locale),
    gain: (usd) => signed(usd * perUsd, 0, locale),
    price: (usd) => fixed(usd * perUsd, 2, locale),
    perGas: (usdPerMcf) => fixed((usdPerMcf * perUsd) / perMcf, 2, locale),
    gas: (mcf) => fixed(mcf * perMcf, gasDecimals(mcf * perMcf), locale),
    percent: (fraction) => `${fixed(fraction * 100, 1, locale)} %`,
    whole: (value) => fixed(value, 0, locale),
    number: (value, decimals) => fixed(value, decimals, locale),
    compact: (value) => compact(value, locale),
    significant: (value) => significant(value, locale),
  };
}

/** Some systems give a locale that is none (`en-US@posix`). */
function browserLocale() {
  const isOne = (tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length > 0;
    } catch {
      return false;
    }
  };
  return (navigator.languages ?? []).find(isOne) ?? 'en-US';
}

const cut = ({ id }) => id.slice(3);

/** @typedef {ReturnType<typeof figuresOf>} Figures */
