import { describe, expect, expectTypeOf, test } from 'vitest';
import { btuPerScfOf, heatRateOfKilojoules } from '#lib/domain/conversions.ts';
import {
  breakEvenBtcUsd,
  breakEvenDifficulty,
  breakEvenGas,
  breakEvenPower,
} from '#lib/domain/economics/break-even.ts';
import { mmbtuPerMcf } from '#lib/domain/economics/margin.ts';
import { sellableMcfPerDay, sellNetbackUsdPerMcf } from '#lib/domain/economics/selling.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { btcPerThDay, hashpriceUsdPerPhDay } from '#lib/domain/market/hashprice.ts';
import { as, type UsdPerBtc, type UsdPerDay, type UsdPerMcf } from '#lib/domain/units.ts';
import { siteWith } from '../domain/economics/site.ts';

const { sell } = siteModel(siteWith(), 7);
const price = as('usdPerBtc', 80_000);
const difficulty = as('difficulty', 1e14);
const fees = as('btcPerBlock', 0.04);
const usd = as('usdPerDay', 100);
const coins = as('btcPerDay', 0.01);
const kept = as('fraction', 0.9);
const mcf = as('mcfPerDay', 200);
const index = as('usdPerMmbtu', 2.8);
const energy = as('mmbtuPerMcf', 1.21);

/** Each line below is a mistake that must not compile: `tsc` fails if one of them does. */
function mistakes(): void {
  // @ts-expect-error a plain number has no unit
  btcPerThDay(1e14, fees);
  // @ts-expect-error price and difficulty changed places
  hashpriceUsdPerPhDay(difficulty, price, 900_000, fees);
  // @ts-expect-error fees are BTC per block, not a price
  hashpriceUsdPerPhDay(price, difficulty, 900_000, price);
  // @ts-expect-error coins and dollars changed places
  breakEvenBtcUsd(coins, usd, kept);
  // @ts-expect-error a volume is no fraction
  breakEvenDifficulty(difficulty, usd, mcf, usd);
  // @ts-expect-error USD/Mcf is not USD/day
  breakEvenGas(as('usdPerMcf', 3), kept, usd, mcf);
  // @ts-expect-error USD/TH would be a thousand times off: hashprice is per PH
  breakEvenPower(as('usdPerKwh', 0.05), kept, as('joulesPerTh', 20));
  if (sell === null) return;
  // @ts-expect-error an index is per MMBtu, not per Mcf
  sellNetbackUsdPerMcf(sell, as('usdPerMcf', 2.8), energy);
  // @ts-expect-error heat per Mcf is in MMBtu, a heating value is in Btu/scf
  sellNetbackUsdPerMcf(sell, index, as('btuPerScf', 1210));
  // @ts-expect-error money is no volume
  sellableMcfPerDay(sell, usd, mcf);
  // @ts-expect-error MJ/m³ is not Btu/scf
  mmbtuPerMcf(as('megajoulePerCubicMetre', 40));
  // @ts-expect-error Btu/scf is not MJ/m³
  btuPerScfOf(as('btuPerScf', 1010));
  // @ts-expect-error Btu/kWh is not kJ/kWh
  heatRateOfKilojoules(as('btuPerKwh', 10_000));
}

describe('units', () => {
  test('are told apart by the type checker, in what a formula takes and gives', () => {
    expect(mistakes).toBeTypeOf('function');
    expectTypeOf(breakEvenBtcUsd(usd, coins, kept)).toEqualTypeOf<UsdPerBtc | null>();
    expectTypeOf<UsdPerDay>().not.toExtend<UsdPerMcf>();
    expectTypeOf<UsdPerDay>().toExtend<number>();
    expectTypeOf<number>().not.toExtend<UsdPerDay>();
  });

  test('are erased at run time', () => {
    expect(as('usdPerDay', 12.5)).toBe(12.5);
    // 100 ÷ (0.01 × 0.9).
    expect(breakEvenBtcUsd(usd, coins, kept)).toBeCloseTo(11_111.11, 2);
  });
});
