import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedRegimes } from '#lib/config/regimes.ts';
import { rowInForce } from '#lib/domain/economics/regime/in-force.ts';
import { evaluateUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { after, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { gasOf, MARKET, siteWith } from '../site.ts';
import { day } from './facts-of.ts';

const regimes = [...shippedRegimes().values()];

/** One law known to a price, one to verify with gaps, one without a rate, one on the value of the gas. */
const flares = [
  { regime: 'nigeria', oilBblPerDay: 20_000 },
  { regime: 'russia' },
  { regime: 'algeria' },
  { regime: 'norway' },
  { regime: 'us-federal-blm', oilBblPerDay: 40, isScenarioCharged: true },
];
const models = flares.map((flare) => siteModel(siteWith({ flare }), 7, regimes));
const gases = [
  gasOf({ produced: 300, flared: 40 }),
  gasOf({ produced: 300, flared: 4 }),
  gasOf({ produced: 90, flared: 80, vented: 1 }),
];

const steps = fc.array(
  fc.record({
    of: fc.nat(flares.length - 1),
    gas: fc.nat(gases.length - 1),
    // Around the ends of rows, years, months and days.
    day: fc.constantFrom('2012-12-31', '2018-06-01', '2022-12-31', '2024-06-09', '2024-06-30', '2026-01-31'),
    seconds: fc.constantFrom(0, 3600, SECONDS_PER_DAY - 1, SECONDS_PER_DAY),
    perUsd: fc.constantFrom(null, 80, 90),
    index: fc.constantFrom(null, 2.5, 3),
  }),
  { minLength: 1, maxLength: 20 },
);

test('what is kept of a law is the answer that a model never asked before gives, in any order', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      for (const { of, gas: kind, day: date, seconds, perUsd, index } of taken) {
        const model = models[of] ?? expect.fail('no model');
        const gas = gases[kind] ?? expect.fail('no gas');
        const at = after(day(date), seconds);
        const row = { ...MARKET, gasIndexUsdPerMmbtu: { 'henry-hub': index } };
        // Equal, and never asked before: nothing can have been kept with them.
        const anew = evaluateUnderLaw(structuredClone(model), row, structuredClone(gas), at, () => perUsd);
        expect(evaluateUnderLaw(model, row, gas, at, () => perUsd)).toEqual(anew);
        const { regime } = model;
        if (regime !== null) expect(rowInForce(regime, at)).toEqual(rowInForce(structuredClone(regime), at));
      }
    }),
    { numRuns: 60 },
  );
});
