import { describe, expect, test } from 'vitest';
import { shippedRegimes } from '#lib/config/regimes.ts';
import { evaluateUnderLaw, explainUnderLaw, optimumUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from '../site.ts';
import { day } from './facts-of.ts';

const regimes = [...shippedRegimes().values()];
const gas = gasOf({ produced: 300, flared: 40 });
const noRate = () => null;
const at = day('2024-06-01');

function modelIn(regime: string, flare: object = {}) {
  return siteModel(
    siteWith({ sell: null, costs: { royaltyOnMinedGasFraction: 0 }, flare: { regime, chargeUsdPerMcf: 0, ...flare } }),
    7,
    regimes,
  );
}

describe('a site under a flaring regime', () => {
  test('pays its charge on the gas that mining would leave to the flare: Nigeria, 2.00 USD/Mcf', () => {
    const free = evaluateUnderLaw(modelIn('none'), MARKET, gas, at, noRate);
    const charged = evaluateUnderLaw(modelIn('nigeria', { oilBblPerDay: 20_000 }), MARKET, gas, at, noRate);
    expect(charged.flareValueUsdPerMcf).toBeCloseTo(-2, 9);
    // Flaring costs 2.00 a Mcf more, so mining gains 2.00 × the gas it uses.
    const gained = (charged.advantageUsdPerDay ?? 0) - (free.advantageUsdPerDay ?? 0);
    expect(gained).toBeCloseTo(2 * (free.gasUsedMcfPerDay ?? 0), 6);
    expect(charged.mineUsdPerDay).toBe(free.mineUsdPerDay);
  });

  test("adds the site's own charge to that of the law", () => {
    const model = modelIn('nigeria', { oilBblPerDay: 20_000, chargeUsdPerMcf: 0.5 });
    expect(evaluateUnderLaw(model, MARKET, gas, at, noRate).flareValueUsdPerMcf).toBeCloseTo(-2.5, 9);
  });

  test('pays on gas burnt in engines where the law says so: Norway taxes both alike (method H1)', () => {
    const nokPerUsd = (currency: string) => (currency === 'NOK' ? 10 : null);
    const taxed = evaluateUnderLaw(modelIn('norway'), MARKET, gas, at, nokPerUsd);
    const free = evaluateUnderLaw(modelIn('none'), MARKET, gas, at, nokPerUsd);
    // NOK 1.85/Sm³ × 28.26235 Sm³/Mcf ÷ 10 = USD 5.2285 on either use: the advantage does not move.
    expect(taxed.flareValueUsdPerMcf).toBeCloseTo(-5.2285, 3);
    expect(taxed.advantageUsdPerDay).toBeCloseTo(free.advantageUsdPerDay ?? 0, 6);
    expect(taxed.mineUsdPerDay).toBeLessThan(free.mineUsdPerDay ?? 0);
  });

  test('charges a vented Mcf by its methane and a flared one by what it burns to: Alberta, CAD 80 in 2024', () => {
    const composition = { c1: 1 };
    const site = siteWith({
      sell: null,
      costs: { royaltyOnMinedGasFraction: 0 },
      gas: { composition },
      flare: { regime: 'canada-alberta', chargeUsdPerMcf: 0 },
    });
    const venting = gasOf({ produced: 300, flared: 40, vented: 1 });
    const charged = evaluateUnderLaw(siteModel(site, 7, regimes), MARKET, venting, at, () => 1);
    // 1 Mcf of methane at 98 %: 0.98 × 52.604 kg CO2 + 0.02 × 19.176 kg × 29.8 = 62.98 kg; × CAD 80/t = 5.04
    expect(charged.flareValueUsdPerMcf).toBeCloseTo(-5.038, 2);
    expect(charged.missing).not.toContain('regime');
  });

  test('has an unknown worth of flaring without the exchange rate of its law', () => {
    const blind = evaluateUnderLaw(modelIn('norway'), MARKET, gas, at, noRate);
    expect(blind).toMatchObject({ flareUsdPerDay: null, advantageUsdPerDay: null, best: 'unknown' });
    expect(blind.missing).toContain('fx');
  });

  test('keeps best and advantage while both ends of an unknown law agree, and says what is missing', () => {
    const model = modelIn('algeria');
    const rates = (currency: string) => (currency === 'DZD' ? 133.3 : null);
    const free = evaluateUnderLaw(modelIn('none'), MARKET, gas, at, rates);
    const unsure = evaluateUnderLaw(model, MARKET, gas, at, rates);
    expect(free.best).toBe('mine');
    // A charge on flaring only helps mining: both ends say mine, and the nearer to zero is the free one.
    expect(unsure).toMatchObject({ best: 'mine', flareUsdPerDay: null, flareValueUsdPerMcf: null });
    expect(unsure.advantageUsdPerDay).toBeCloseTo(free.advantageUsdPerDay ?? 0, 9);
    expect(unsure.missing).toContain('regime');
    expect(optimumUnderLaw(model, MARKET, gas, at, rates).action).toBe('unknown');
  });

  test('knows nothing where the ends of an unknown law disagree', () => {
    // At half the price mining loses against free flaring, and gains where flaring costs 2.55 a Mcf.
    const poor = { ...MARKET, btcUsd: 65_000 };
    const rates = (currency: string) => (currency === 'DZD' ? 133.3 : null);
    expect(evaluateUnderLaw(modelIn('none'), poor, gas, at, rates).best).toBe('flare');
    expect(evaluateUnderLaw(modelIn('none', { chargeUsdPerMcf: 2.55 }), poor, gas, at, rates).best).toBe('mine');
    const unsure = evaluateUnderLaw(modelIn('algeria'), poor, gas, at, rates);
    expect(unsure).toMatchObject({ best: 'unknown', advantageUsdPerDay: null });
  });

  test('explains the charge, or why there is none', () => {
    const step = (regime: string, name: string) =>
      explainUnderLaw(modelIn(regime), MARKET, gas, at, () => 133.3).steps.find((one) => one.name === name)?.value;
    expect(step('nigeria', 'regimeChargeUsdPerMcf')).toBeCloseTo(2, 9);
    expect(step('algeria', 'regimeChargeUsdPerMcf')).toBeNull();
    expect(step('algeria', 'regimeReason')).toContain('were not found');
    expect(step('none', 'regimeChargeUsdPerMcf')).toBeUndefined();
  });
});
