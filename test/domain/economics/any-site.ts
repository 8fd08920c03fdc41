import fc from 'fast-check';
import { VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import type { MarketRow } from '#lib/domain/market/market.ts';
import { siteWith } from './site.ts';

/** Any number of a range. */
export const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Any site that sells, several units and miner models, and any market. */
export const anySite = fc
  .record({
    base: fc.constantFrom(...Object.values(VOLUME_BASES)),
    lhv: share(800, 1500),
    shrink: share(0, 0.2),
    units: fc.integer({ min: 1, max: 5 }),
    ratedKw: share(100, 1500),
    heatRate: share(8500, 13_000),
    idle: share(0, 0.2),
    availability: share(0.7, 1),
    parasitic: share(0, 0.12),
    om: share(0, 0.04),
    newCount: fc.integer({ min: 1, max: 400 }),
    oldCount: fc.integer({ min: 0, max: 400 }),
    pool: share(0, 0.04),
    siteUsd: share(0, 2000),
    royalty: share(0, 0.25),
    revenueShare: share(0, 0.3),
    tax: share(0, 0.05),
    basis: share(-3, 1),
    gathering: share(0, 1.5),
    ngl: share(0, 1),
    cap: fc.option(share(0, 500)),
    charge: share(0, 3),
  })
  .map((a) =>
    siteWith({
      gas: { volumeBase: a.base, lhvBtuPerScf: a.lhv, hhvBtuPerScf: a.lhv * 1.1 },
      treatShrinkFraction: a.shrink,
      power: {
        generators: [
          {
            model: null,
            count: a.units,
            ratedKw: a.ratedKw,
            heatRateBtuPerKwhLhv: a.heatRate,
            idleFuelFraction: a.idle,
          },
        ],
        availability: a.availability,
        parasiticFraction: a.parasitic,
        omUsdPerKwhGross: a.om,
      },
      fleet: {
        miners: [
          { model: 'old', count: a.oldCount, thPerSecond: 100, watts: 3250 },
          { model: 'new', count: a.newCount, thPerSecond: 200, watts: 3500 },
        ],
      },
      pool: { feeFraction: a.pool },
      costs: {
        siteUsdPerDay: a.siteUsd,
        royaltyOnMinedGasFraction: a.royalty,
        revenueShareFraction: a.revenueShare,
        miningTaxFraction: a.tax,
      },
      sell: { basisUsdPerMmbtu: a.basis, gatheringUsdPerMcf: a.gathering, nglUsdPerMcf: a.ngl, capMcfPerDay: a.cap },
      flare: { chargeUsdPerMcf: a.charge },
    }),
  );
/** Any market between the halvings of 2024 and 2028. */
export const anyMarket = fc
  .record({
    btcUsd: share(10_000, 200_000),
    difficulty: share(2e13, 2e14),
    fees: share(0, 0.5),
    height: fc.integer({ min: 840_000, max: 1_049_999 }),
    index: share(-5, 8),
  })
  .map(
    (m): MarketRow => ({
      btcUsd: m.btcUsd,
      difficulty: m.difficulty,
      height: m.height,
      feesBtcPerBlock: m.fees,
      gasIndexUsdPerMmbtu: { 'henry-hub': m.index },
    }),
  );
/** Any rate of gas, Mcf/day. */
export const anyGas = share(0, 800);
