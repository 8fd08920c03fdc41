import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { type DecisionFacts, decisionValues } from '#lib/domain/alerts/decision-values.ts';
import { evaluateBetterSplit, evaluateIdle } from '#lib/domain/alerts/gain-rules.ts';
import { evaluateMassBalance } from '#lib/domain/alerts/mass-balance.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { EMPTY_GAS_STATE, type Stream } from '#lib/domain/gas/report.ts';
import { instant } from '#lib/domain/instant.ts';
import { gasOf } from '../economics/site.ts';
import { hour, row } from '../gas/rows.ts';
import { MIDNIGHT } from './contents.ts';

describe('the figures frozen with a decision', () => {
  const facts = {
    evaluation: {
      advantageUsdPerDay: -1.005,
      mineUsdPerDay: 2.344,
      sellUsdPerDay: null,
      flareUsdPerDay: -0.001,
      netbackUsdPerMmbtu: 1.23456,
      breakEvenBtcUsdVsBestAlternative: 31_200.456,
    },
    market: { at: MIDNIGHT, btcUsd: { value: 24_500.128 } },
    gas: gasOf({ produced: 300, flared: 12.34567 }),
    gasState: { ...EMPTY_GAS_STATE, newestReportAt: instant(MIDNIGHT - 7200) },
    meanAdvantageUsdPerDay: -290.555,
    flaringBaselineMcfPerDay: 9.87654,
    optimum: { optimumUsdPerDay: 5.678, gainUsdPerDay: 3.339, action: 'stop' },
    restartUsdPerDay: 12.346,
    outlook: null,
  } as unknown as DecisionFacts;

  it('are cents and thousandths, never minus nothing, and the age of the newest report', () => {
    expect(decisionValues(facts)).toMatchObject({
      mineUsdPerDay: 2.34,
      sellUsdPerDay: null,
      flareUsdPerDay: 0,
      netbackUsdPerMmbtu: 1.235,
      breakEvenBtcUsd: 31_200.46,
      btcUsd: 24_500.13,
      flaredMcfPerDay: 12.346,
      flaringBaselineMcfPerDay: 9.877,
      dataAgeSeconds: 7200,
      optimumUsdPerDay: 5.68,
      gainUsdPerDay: 3.34,
      action: 'stop',
      restartUsdPerDay: 12.35,
    });
  });

  it('have no age where nothing was reported, and no restart cost where none is given', () => {
    const without = decisionValues({ ...facts, gasState: EMPTY_GAS_STATE, restartUsdPerDay: 0 });
    expect(without.dataAgeSeconds).toBeNull();
    expect(without).not.toHaveProperty('restartUsdPerDay');
    expect(without).not.toHaveProperty('retargetAt');
  });
});

describe('gains that are left on the table', () => {
  const split = {
    ...DEFAULT_RULES.betterSplit,
    enterFractionOfRevenue: 0.03,
    exitFractionOfRevenue: 0.02,
    floorUsdPerDay: 50,
  };

  it.each([
    // 31 of 1,000 is above 3 %, but not above the floor; 30 of it is not above it
    [31, 1000, false, 'CLEAR'],
    [51, 1000, false, 'BREACH'],
    [300, 10_000, false, 'CLEAR'],
    [301, 10_000, false, 'BREACH'],
    [50, 1000, false, 'CLEAR'],
    [210, 10_000, true, 'BAND'],
    [210, 10_000, false, 'CLEAR'],
    [200, 10_000, true, 'CLEAR'],
    [null, 1000, false, 'MISSING'],
    [100, null, false, 'MISSING'],
    [100, 0, false, 'MISSING'],
  ] as const)('of %s on a revenue of %s, open %s: %s', (gain, revenue, active, found) => {
    expect(evaluateBetterSplit(gain, revenue, split, active).class).toBe(found);
  });

  it('of idle miners are unknown where either figure is, and nothing where they run', () => {
    const idle = { ...DEFAULT_RULES.idleWhileProfitable, enterFractionOfRevenue: 0.03, floorUsdPerDay: 50 };
    const judged = (value: number | null, mean: number | null, mining = 0) =>
      evaluateIdle({ value, meanAdvantageUsdPerDay: mean }, gasOf({ produced: 300, mining }), idle, false).class;
    expect([judged(0.1, 100), judged(null, 100), judged(0.1, null), judged(0.1, 100, 5)]).toEqual([
      'BREACH',
      'MISSING',
      'MISSING',
      'CLEAR',
    ]);
  });
});

describe('the rule of the gas balance', () => {
  const settings = { ...DEFAULT_RULES.massBalance, enterFraction: 0.1, exitFraction: 0.05 };
  const judged = (
    unaccounted: readonly number[],
    more: { active?: boolean; unknown?: Stream; fuelIncludesMining?: boolean } = {},
  ) => {
    // 100 produced a day, of which all but `unaccounted` is sold; 0 mined
    const rows = unaccounted.flatMap((lost, day) =>
      Object.entries({ produced: 100, sold: 100 - lost, mining: 0 }).map(([stream, volume]) =>
        row(day * 24, day * 24 + 24, volume, { stream: stream as Stream }),
      ),
    );
    const state = mergeRows(EMPTY_GAS_STATE, rows, hour(unaccounted.length * 24), '1d');
    const rates = { produced: 100, sold: 90, mining: 0, ...(more.unknown && { [more.unknown]: null }) };
    const { active = false, fuelIncludesMining = false } = more;
    const { class: found, value } = evaluateMassBalance(
      { state, gas: gasOf(rates), cadence: '1d', fuelIncludesMining },
      active,
      settings,
    );
    return [found, value === null ? null : Math.round(value * 1000) / 1000];
  };

  it('breaches with two of three days beyond the limit, in either direction, and not at it', () => {
    expect(judged([11, 0, 11])).toEqual(['BREACH', 0.11]);
    expect(judged([-11, 0, 11])).toEqual(['BREACH', 0.11]);
    expect(judged([10, 0, 11])).toEqual(['CLEAR', 0.11]);
    expect(judged([11, 11])).toEqual(['CLEAR', 0.11]);
  });

  it('holds what is open down to the exit', () => {
    expect(judged([0, 0, 5], { active: true })).toEqual(['BAND', 0.05]);
    expect(judged([0, 0, 4], { active: true })).toEqual(['CLEAR', 0.04]);
    expect(judged([0, 0, 5])).toEqual(['CLEAR', 0.05]);
  });

  it('is unknown while a stream of the balance is, mining only where the fuel does not hold it', () => {
    expect(judged([11, 0, 11], { unknown: 'sold' })).toEqual(['MISSING', null]);
    expect(judged([11, 0, 11], { unknown: 'mining' })).toEqual(['MISSING', null]);
    expect(judged([11, 0, 11], { unknown: 'mining', fuelIncludesMining: true })[0]).toBe('BREACH');
  });
});
