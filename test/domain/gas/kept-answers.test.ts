import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { dailyShift, monthlyShift } from '#lib/domain/alerts/flaring-baseline.ts';
import { flaringLevel } from '#lib/domain/alerts/flaring-level.ts';
import { evaluateFlaringRise } from '#lib/domain/alerts/flaring-rise.ts';
import { evaluateMassBalance } from '#lib/domain/alerts/mass-balance.ts';
import { INITIAL_ALERTS } from '#lib/domain/alerts/site-rules.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasAt } from '#lib/domain/gas/gas-at.ts';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { type Cadence, EMPTY_GAS_STATE, type GasState } from '#lib/domain/gas/report.ts';
import { gasVerdicts } from '#lib/domain/gas-verdicts.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { siteWith } from '../economics/site.ts';
import { HOUR, hour, row } from './rows.ts';

const anyRows = fc.array(
  fc
    .record({
      stream: fc.constantFrom('produced', 'flared', 'mining') as fc.Arbitrary<'produced' | 'flared' | 'mining'>,
      from: fc.integer({ min: 0, max: 7 * 24 }),
      hours: fc.constantFrom(1, 6, 23, 24, 25, 48, 31 * 24),
      volume: fc.option(fc.integer({ min: -5, max: 500 })),
      reported: fc.integer({ min: 0, max: 10 * 24 }),
    })
    .map(({ stream, from, hours, volume, reported }) =>
      row(from, from + hours, volume, { stream, reportedAt: hour(reported) }),
    ),
  { maxLength: 30 },
);

/** Any second of the 30 days after the first hour, and the moments at which something begins, ends or grows old. */
const anyMoments = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 30 * 24 * HOUR }).map((seconds) => instant(hour(0) + seconds)),
    fc
      .tuple(fc.integer({ min: 0, max: 30 * 24 }), fc.constantFrom(-1, 0, 1))
      .map(([hours, shift]) => instant(hour(hours) + shift)),
  ),
  { minLength: 1, maxLength: 40 },
);
const settings = fc.tuple(
  fc.constantFrom(6, 24, 36).map((hours) => hours * HOUR),
  fc.constantFrom<Cadence>('1h', '1d', '1mo'),
);

const SITE = { ...siteWith(), rules: DEFAULT_RULES };

/** Equal, and never asked before: nothing can be kept with it. */
const unasked = (state: GasState): GasState => structuredClone(state);

describe('what is kept with a gas state', () => {
  test('is the answer that a state never asked before gives, at any moments in any order', () => {
    fc.assert(
      fc.property(anyRows, anyMoments, fc.array(settings, { minLength: 1, maxLength: 2 }), (rows, moments, asked) => {
        const state = mergeRows(EMPTY_GAS_STATE, rows, hour(0), '1d');
        for (const at of moments) {
          for (const [stale, cadence] of asked) {
            const gas = gasInForce(state, at, stale, cadence);
            expect(gas).toEqual(gasInForce(unasked(state), at, stale, cadence));
            for (const fuelIncludesMining of [true, false]) {
              const balance = (of: GasState) =>
                evaluateMassBalance({ state: of, gas, cadence, fuelIncludesMining }, false, DEFAULT_RULES.massBalance);
              expect(balance(state)).toEqual(balance(unasked(state)));
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is the verdict that the rules of gas alone give a site never judged before, in any order', () => {
    const days = (volumes: readonly (number | null)[]) =>
      volumes.flatMap((volume, number) =>
        (['produced', 'flared'] as const).map((stream) =>
          row(number * 24, number * 24 + 24, stream === 'produced' ? 300 : volume, { stream }),
        ),
      );
    const states = [
      days(new Array(40).fill(100)),
      days([...new Array(40).fill(100), ...new Array(5).fill(250)]),
      days([...new Array(20).fill(100), null, null]),
    ].map((rows) => mergeRows(EMPTY_GAS_STATE, rows, hour(46 * 24), '1d'));
    const models = [30, 60].map((hours) =>
      siteModel(
        {
          ...siteWith({ reports: { staleAfterSeconds: hours * HOUR }, flare: { permitLimitMcfPerDay: hours * 3 } }),
          rules: DEFAULT_RULES,
        },
        7,
        [],
      ),
    );
    const ticks = fc.array(
      fc.record({
        model: fc.constantFrom(...models),
        state: fc.constantFrom(...states),
        at: fc.integer({ min: 40 * 24, max: 48 * 24 }).map(hour),
        rising: fc.constantFrom('OK' as const, 'FIRING' as const),
        unbalanced: fc.constantFrom('OK' as const, 'FIRING' as const),
        frozen: fc.constantFrom(null, 100, 220),
      }),
      { minLength: 1, maxLength: 15 },
    );
    fc.assert(
      fc.property(ticks, (taken) => {
        for (const { model, state, at, rising, unbalanced, frozen } of taken) {
          const { reports, rules } = model.site;
          const gas = gasInForce(state, at, reports.staleAfterSeconds, '1d');
          const before = {
            ...INITIAL_ALERTS,
            'flaring-rise': { ...INITIAL_ALERT_STATE, condition: rising },
            'mass-balance': { ...INITIAL_ALERT_STATE, condition: unbalanced },
          };
          const input = { state, gas, cadence: '1d' as const, fuelIncludesMining: false };
          expect(gasVerdicts(model, state, gas, before, frozen, at)).toEqual({
            balance: evaluateMassBalance(input, unbalanced === 'FIRING', rules.massBalance),
            flaring: evaluateFlaringRise({
              gas: state,
              cadence: '1d',
              producedMcfPerDay: gas.produced.mcfPerDay,
              permitLimitMcfPerDay: model.permitLimitMcfPerDay,
              frozenBaselineMcfPerDay: rising === 'FIRING' ? frozen : null,
              active: rising === 'FIRING',
              settings: rules.flaringRise,
              at,
              staleAfterSeconds: reports.staleAfterSeconds,
            }),
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  test('forgets what a state never looked at before would forget, tick after tick', () => {
    fc.assert(
      fc.property(anyRows, anyMoments, (rows, moments) => {
        let state = mergeRows(EMPTY_GAS_STATE, rows, hour(0), '1d');
        for (const at of moments.toSorted((a, b) => a - b) as Instant[]) {
          const anew = mergeRows(unasked(state), [], at, '1d');
          const { state: next, gas } = gasAt(state, [], at, SITE);
          expect(next).toEqual(anew);
          expect(gas).toEqual(gasInForce(unasked(anew), at, SITE.reports.staleAfterSeconds, '1d'));
          // Asked again of the state before, at any moment after: nothing was kept for too long.
          const later = instant(at + 7 * HOUR);
          expect(gasAt(state, [], later, SITE).state).toEqual(mergeRows(unasked(state), [], later, '1d'));
          state = next;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is worked out of the figures alone: the same limits and settings in any order', () => {
    const figures = fc.array(fc.option(fc.integer({ min: 0, max: 400 })), { maxLength: 61 });
    const limits = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(figures, limits, (values, limitsAsked) => {
        const kept = values.map((mcfPerDay, day) => ({
          periodStart: hour(day * 24),
          periodEnd: hour(day * 24 + 24),
          mcfPerDay,
          version: 1,
        }));
        const rule = DEFAULT_RULES.flaringRise;
        for (const limit of limitsAsked) {
          expect(flaringLevel(kept, '1d', limit)).toEqual(flaringLevel([...kept], '1d', limit));
          expect(flaringLevel(kept, '1mo', limit)).toEqual(flaringLevel([...kept], '1mo', limit));
          expect(dailyShift(kept, limit, rule)).toEqual(dailyShift([...kept], limit, rule));
          const doubled = { ...rule, shiftFactorMonthly: rule.shiftFactorMonthly * limit };
          expect(monthlyShift(kept, doubled)).toEqual(monthlyShift([...kept], doubled));
        }
      }),
    );
  });
});
