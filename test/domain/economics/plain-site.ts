import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

export type Change = NonNullable<Parameters<typeof siteWith>[0]>;

/** A generator of 10,000 Btu/kWh with an idle share. */
export const unit = (ratedKw: number, idle: number, more: object = {}) => ({
  model: null,
  count: 1,
  ratedKw,
  heatRateBtuPerKwhLhv: 10_000,
  idleFuelFraction: idle,
  ...more,
});

/** Always available, no royalty, no site cost, O&M nor shrink, a flat heat rate: every mined Mcf is worth the same. */
export const PLAIN: Change = {
  treatShrinkFraction: 0,
  costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 },
  power: { availability: 1, omUsdPerKwhGross: 0, generators: [unit(5000, 0)] },
};

/** Its optimum on some gas. */
export const optimumOf = (change: Change, rates: Parameters<typeof gasOf>[0], btcUsd = 80_000) =>
  siteOptimum(siteModel(siteWith(change), 7), { ...MARKET, btcUsd }, gasOf(rates));

/** Miners that lose 0.2 USD on every kWh: they are better off. */
export const LOSING: Change = { ...PLAIN, power: { ...PLAIN.power, omUsdPerKwhGross: 0.2 } };
