import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { evaluateFlaringRise } from '#lib/domain/alerts/flaring-rise.ts';
import { isMiningDown } from '#lib/domain/alerts/mining-down.ts';
import { EMPTY_GAS_STATE, type FlareFigure, type GasState } from '#lib/domain/gas/report.ts';
import { after as later } from '#lib/domain/instant.ts';
import { MIDNIGHT } from './contents.ts';

const DAY = 86_400;

/** Daily figures up to MIDNIGHT, Mcf/day, oldest first. */
const daily = (values: readonly (number | null)[]): readonly FlareFigure[] =>
  values.map((mcfPerDay, index) => {
    const periodEnd = later(MIDNIGHT, (index + 1 - values.length) * DAY);
    return { periodStart: later(periodEnd, -DAY), periodEnd, mcfPerDay, version: 1 };
  });

function state(
  mining: readonly (number | null)[] | undefined,
  produced: readonly (number | null)[],
  flared: readonly (number | null)[] = [100],
): GasState {
  const streams = { produced: daily(produced), ...(mining === undefined ? {} : { mining: daily(mining) }) };
  return { ...EMPTY_GAS_STATE, flaredDaily: daily(flared), balanceFigures: streams, newestReportAt: MIDNIGHT };
}

describe('mining down at constant production', () => {
  const STEADY = [300, 305, 295, 300];

  it.each([
    // Usual 200, so below 100.
    [[200, 210, 190, 99], STEADY, true],
    [[200, 210, 190, 100], STEADY, false],
    // A blank day before is skipped; with one known day before nothing is usual.
    [[200, null, 190, 50], STEADY, true],
    [[null, null, 190, 50], STEADY, false],
    // Usual production 300: 270 to 330 is constant.
    [[200, 210, 190, 50], [300, 300, 300, 330], true],
    [[200, 210, 190, 50], [300, 300, 300, 331], false],
    [[200, 210, 190, 50], [300, 300, 300, 269], false],
    [[200, 210, 190, 50], [300, 300, 300, null], false],
    // Never mined, and never said.
    [[0, 0, 0, 0], STEADY, false],
    [undefined, STEADY, false],
  ])('of mining %j at production %j is %s', (mining, produced, found) => {
    expect(isMiningDown(state(mining, produced))).toBe(found);
  });

  it('says nothing of a day whose flare is not known', () => {
    expect(isMiningDown(state([200, 210, 190, 50], STEADY, [100, null]))).toBe(false);
  });

  it('makes one report above the shift threshold enough', () => {
    // Base 100: 150 must be exceeded by the median of five, here 100; the newest day is 160.
    const flared = [...Array<number>(60).fill(100), 160];
    const judge = (mining: readonly number[]) =>
      evaluateFlaringRise({
        gas: state(mining, STEADY, flared),
        cadence: '1d',
        producedMcfPerDay: 300,
        permitLimitMcfPerDay: null,
        frozenBaselineMcfPerDay: null,
        settings: DEFAULT_RULES.flaringRise,
        at: MIDNIGHT,
        staleAfterSeconds: 36 * 3600,
      });
    expect(judge([200, 210, 190, 60])).toMatchObject({ class: 'BREACH', value: 160, detail: 'substitution' });
    expect(judge([200, 210, 190, 180]).class).toBe('CLEAR');
  });
});
