import { keptWith } from '../kept-with.ts';
import type { Market, NamedRate, Sourced } from './market.ts';

/** Units of a currency per USD at a tick; null = the market does not know it. USD itself is 1. */
export const usdRates: (market: Market) => (currency: string) => number | null = keptWith(
  ({ fx }) =>
    (currency) =>
      currency === 'USD' ? 1 : (perUsd(currency, fx)?.value ?? null),
);

/** The rate of a currency per USD, from the pair either way round; null = no such pair is configured. */
export function perUsd(currency: string, fx: readonly NamedRate[]): Sourced | null {
  const direct = fx.find((rate) => rate.id === `USD${currency}`);
  if (direct !== undefined) return direct;
  const inverse = fx.find((rate) => rate.id === `${currency}USD`);
  if (inverse === undefined) return null;
  return { ...inverse, value: inverse.value === null ? null : 1 / inverse.value };
}
