import { describe, expect, test } from 'vitest';
import type { Site } from '#lib/domain/company.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import type { Evaluation } from '#lib/domain/economics/evaluation.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { RESTS_ON } from '#lib/domain/economics/unknown.ts';
import type { MarketRow } from '#lib/domain/market/market.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

const PRODUCED = gasOf({ produced: 300 });
const at = (site: Site, row: MarketRow = MARKET, gas = PRODUCED) => evaluateSite(siteModel(site, 7), row, gas);
const isKnown = (evaluation: Evaluation) =>
  Object.entries(evaluation)
    .filter(([, value]) => typeof value === 'number')
    .map(([name]) => name)
    .toSorted();

describe('an unknown input', () => {
  const known = at(siteWith());

  test.each([
    ['btcUsd', 'btc-price'],
    ['difficulty', 'difficulty'],
    ['height', 'height'],
    ['feesBtcPerBlock', 'fees'],
  ] as const)('of the market, %s, makes the margin unknown and is named', (field, name) => {
    const evaluation = at(siteWith(), { ...MARKET, [field]: null });
    expect(evaluation).toMatchObject({
      missing: [name],
      best: 'unknown',
      mineUsdPerDay: null,
      advantageUsdPerDay: null,
    });
    expect(evaluation.sellUsdPerDay).toBe(known.sellUsdPerDay);
    expect(evaluation.bestAlternative).toBe('sell');
  });

  test('such as the price leaves the break-even price known', () => {
    const evaluation = at(siteWith(), { ...MARKET, btcUsd: null });
    expect(evaluation.breakEvenBtcUsdVsBestAlternative).toBe(known.breakEvenBtcUsdVsBestAlternative);
    expect(evaluation.hashpriceUsdPerPhDay).toBeNull();
  });

  test('such as the gas index makes the sale unknown, not mining without a royalty', () => {
    const row = { ...MARKET, gasIndexUsdPerMmbtu: {} };
    const free = siteWith({ costs: { royaltyOnMinedGasFraction: 0 } });
    const evaluation = at(free, row);
    expect(evaluation).toMatchObject({
      missing: ['gas-index'],
      best: 'unknown',
      bestAlternative: null,
      bestAlternativeUsdPerDay: null,
      sellUsdPerDay: null,
      sellNetbackUsdPerMcf: null,
      advantageUsdPerDay: null,
    });
    expect(evaluation.mineUsdPerDay).toBe(at(free).mineUsdPerDay);
    expect(at(siteWith(), row).mineUsdPerDay).toBeNull();
  });

  test.each([
    ['produced', { produced: null }],
    ['received', { produced: 300, received: null }],
    ['injected', { produced: 300, injected: null }],
    ['fuel', { produced: 300, fuel: null }],
  ] as const)('stream, %s, makes the gas unknown', (name, rates) => {
    const evaluation = at(siteWith(), MARKET, gasOf(rates));
    expect(evaluation).toMatchObject({
      missing: [name],
      best: 'unknown',
      binding: 'none',
      gasUsedMcfPerDay: null,
      flareUsdPerDay: null,
    });
    expect(evaluation.hashpriceUsdPerPhDay).toBe(known.hashpriceUsdPerPhDay);
    expect(evaluation.sellNetbackUsdPerMcf).toBe(known.sellNetbackUsdPerMcf);
    expect(evaluation.powerLimitedGrossKwhPerDay).toBe(30_000);
  });

  test('is the gas of a site that never reported, not no gas', () => {
    expect(at(siteWith(), MARKET, gasOf({}))).toMatchObject({ missing: ['produced'], gasAvailableMcfPerDay: null });
  });

  test('such as the mining stream matters only where the fuel figure holds it', () => {
    const gas = gasOf({ produced: 300, fuel: 100, mining: null });
    expect(at(siteWith(), MARKET, gas).gasAvailableMcfPerDay).toBe(200);
    expect(at(siteWith({ fuelIncludesMining: true }), MARKET, gas)).toMatchObject({
      missing: ['mining'],
      gasAvailableMcfPerDay: null,
    });
  });

  test('of a stream that does not matter is not named beside one that does', () => {
    expect(at(siteWith(), MARKET, gasOf({ produced: null, mining: null })).missing).toEqual(['produced']);
  });

  test('such as the composition under a carbon price makes what is charged unknown', () => {
    const site = siteWith({ carbon: { usdPerTonneCo2e: 50, appliesTo: ['flared'] } });
    const evaluation = at(site);
    expect(evaluation).toMatchObject({
      missing: ['regime'],
      flareUsdPerDay: null,
      flareValueUsdPerMcf: null,
      best: 'unknown',
    });
    expect(evaluation.mineUsdPerDay).toBe(known.mineUsdPerDay);
  });

  test('never changes a figure that is still given', () => {
    for (const field of ['btcUsd', 'difficulty', 'height', 'feesBtcPerBlock'] as const) {
      const evaluation = at(siteWith(), { ...MARKET, [field]: null });
      for (const name of isKnown(evaluation))
        expect([field, name, evaluation[name as keyof Evaluation]]).toEqual([
          field,
          name,
          known[name as keyof Evaluation],
        ]);
    }
  });

  test('takes away no figure that does not move with it, and every one that does', () => {
    // A figure moves with an input if another value of the input gives another figure.
    const moves = (other: MarketRow, site = siteWith()) => {
      const [a, b] = [at(site), at(site, other)];
      return isKnown(a).filter(
        (name) => Math.abs((a[name as keyof Evaluation] as number) - (b[name as keyof Evaluation] as number)) > 1e-9,
      );
    };
    const rests = (input: string) =>
      Object.entries(RESTS_ON)
        .filter(([, inputs]) => inputs.some((one) => one === input))
        .map(([name]) => name);
    const inputs = [
      ['price', { ...MARKET, btcUsd: 81_000 }],
      ['difficulty', { ...MARKET, difficulty: (MARKET.difficulty as number) * 1.01 }],
      ['reward', { ...MARKET, feesBtcPerBlock: 0.05 }],
      ['sell-index', { ...MARKET, gasIndexUsdPerMmbtu: { 'henry-hub': 2.9 } }],
    ] as const;
    for (const [input, other] of inputs) {
      const free = siteWith({ costs: { royaltyOnMinedGasFraction: 0 } });
      expect(moves(other, free).filter((name) => !rests(input).includes(name))).toEqual([]);
    }
  });
});

describe('without a sale', () => {
  const none = siteWith({ sell: null, costs: { royaltyOnMinedGasFraction: 0 } });

  test('the alternative is the flare, and nothing is missing', () => {
    const evaluation = at(none, { ...MARKET, gasIndexUsdPerMmbtu: {} });
    expect(evaluation).toMatchObject({
      missing: [],
      sellUsdPerDay: null,
      sellNetbackUsdPerMcf: null,
      bestAlternative: 'flare',
      best: 'mine',
      breakEvenBtcUsdVsSell: null,
    });
    // 202.3178 Mcf × −0.5.
    expect(evaluation.bestAlternativeUsdPerDay).toBeCloseTo(-101.159, 3);
  });

  test('a royalty is reckoned by its own index and basis', () => {
    const taxed = siteWith({ sell: null, costs: { royaltyIndex: 'waha', royaltyBasisUsdPerMmbtu: -0.5 } });
    const evaluation = at(taxed, { ...MARKET, gasIndexUsdPerMmbtu: { waha: 1.5 } });
    // 0.1875 × (1.5 − 0.5) × 1.21 × 202.3178.
    expect(evaluation.royaltyOnMinedGasUsdPerDay).toBeCloseTo(45.9, 1);
    expect(at(taxed, { ...MARKET, gasIndexUsdPerMmbtu: {} })).toMatchObject({
      missing: ['gas-index'],
      mineUsdPerDay: null,
    });
  });
});
