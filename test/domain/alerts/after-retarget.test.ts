import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { evaluateAfterRetarget } from '#lib/domain/alerts/after-retarget.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { advantageAfter, retargetOutlook } from '#lib/domain/alerts/retarget-outlook.ts';
import { evaluateUnprofitable } from '#lib/domain/alerts/unprofitable.ts';
import type { Evaluation } from '#lib/domain/economics/evaluation.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import { MIDNIGHT } from './contents.ts';

const HOUR = 3600;
const { unprofitable } = DEFAULT_RULES;
const settings = { enabled: true, severity: 'info', forSeconds: 0, keepFiringForSeconds: 0 } as const;
const OPEN = { ...INITIAL_ALERT_STATE, condition: 'FIRING', onset: MIDNIGHT, openedAt: MIDNIGHT, episode: 1 } as const;

/** Twelve hours of the same figures, USD/day, as unprofitable judges them. */
function meansOf(advantage: number, revenue: number) {
  const hours = Array.from({ length: 12 }, (_, index) => ({
    hour: later(MIDNIGHT, (index - 11) * HOUR),
    ticks: 1,
    advantageMilliUsdPerDaySum: Math.round(advantage * 1000),
    revenueMilliUsdPerDaySum: Math.round(revenue * 1000),
  }));
  return evaluateUnprofitable(hours, MIDNIGHT, unprofitable, false, HOUR);
}

function judge(advantage: number, revenue: number, range: readonly [number, number] | null, changes: object = {}) {
  const [lowPercent = 0, highPercent = 0] = range ?? [];
  const forecast =
    range === null ? null : { at: instant(MIDNIGHT + 86_400), remainingBlocks: 144, lowPercent, highPercent };
  const now = meansOf(advantage, revenue);
  const input = { now, forecast, isRetargeted: false, keptFraction: 1, unprofitable, settings };
  return evaluateAfterRetarget({ ...input, state: INITIAL_ALERT_STATE, ...changes });
}

describe('the advantage after a retarget', () => {
  it('loses 1 − 1 ÷ (1 + c) of the revenue kept', () => {
    // 50 − 1,000 × (1 − 1 ÷ 1.06) = 50 − 56.604 = −6.604.
    expect(advantageAfter(50, 1000, 6)).toBeCloseTo(-6.604, 3);
    // Down 20 %: 50 − 1,000 × (1 − 1.25) = 300.
    expect(advantageAfter(50, 1000, -20)).toBeCloseTo(300, 9);
  });
});

describe('the outlook that messages quote', () => {
  const evaluation = { advantageUsdPerDay: 50, revenueUsdPerDay: 2000 } as Evaluation;
  const outlookOf = (lowPercent: number, highPercent: number, changes: Partial<Evaluation> = {}) =>
    retargetOutlook({ at: MIDNIGHT, remainingBlocks: 9, lowPercent, highPercent }, { ...evaluation, ...changes }, 0.5);

  it('is the advantage at both ends of the range', () => {
    // Half of 2,000 is kept: 50 − 1,000 × (1 − 1 ÷ 1.06) = −6.60, and 50 + 1,000 × (1 ÷ 0.98 − 1) = 70.41.
    const outlook = outlookOf(-2, 6);
    expect(outlook?.worstAdvantageUsdPerDay).toBeCloseTo(-6.6, 2);
    expect(outlook?.bestAdvantageUsdPerDay).toBeCloseTo(70.41, 2);
    expect(outlookOf(-2, 6, { revenueUsdPerDay: null })?.worstAdvantageUsdPerDay).toBeNull();
  });

  it('is not told while it is wider than 20 points', () => {
    expect(outlookOf(-8, 12)).not.toBeNull();
    expect(outlookOf(-8, 12.1)).toBeNull();
  });
});

describe('unprofitable after the next retarget', () => {
  it('breaches where even the low end of the forecast takes it below −3 % and −50 USD/day', () => {
    // At +6 %: 20 − 2,000 × 0.0566 = −93.21 of 1,886.79: −4.9 %. Middle, +9 %: 20 − 165.14 = −145.14 of
    // 1,834.86: −7.91 %.
    const found = judge(20, 2000, [6, 12]);
    expect(found).toMatchObject({ class: 'BREACH', severity: 'info' });
    expect(found.value).toBeCloseTo(-0.0791, 4);
  });

  it('says nothing while the range straddles the threshold, however bad its middle is', () => {
    // At +3 %: 20 − 58.25 = −38.25 of 1,941.75: −1.97 %.
    expect(judge(20, 2000, [3, 15]).class).toBe('CLEAR');
    // −4.9 % of a tenth of that revenue is a loss of 9.32 USD/day: under the floor.
    expect(judge(2, 200, [6, 12]).class).toBe('CLEAR');
  });

  it('counts only the share of the revenue that is kept', () => {
    // Half goes by revenue: 20 − 1,000 × 0.0566 = −36.60, above −50.
    expect(judge(20, 2000, [6, 12], { keptFraction: 0.5 }).class).toBe('CLEAR');
  });

  it('leaves what is unprofitable already to the rule unprofitable, and holds what it foretold', () => {
    expect(judge(-200, 2000, [6, 12]).class).toBe('CLEAR');
    expect(judge(-200, 2000, [6, 12], { state: OPEN }).class).toBe('BAND');
  });

  it('holds until the middle of the range is clear', () => {
    expect(judge(20, 2000, [3, 15], { state: OPEN }).class).toBe('BAND');
    expect(judge(20, 2000, [-6, 6], { state: OPEN }).class).toBe('CLEAR');
  });

  it('ends with the retarget, never for want of a forecast', () => {
    const ended = judge(-200, 2000, null, { state: OPEN, isRetargeted: true });
    expect(ended).toMatchObject({ class: 'CLEAR', reason: 'retargeted' });
    expect(judge(20, 2000, null, { state: OPEN }).class).toBe('MISSING');
    expect(judge(20, 2000, null).class).toBe('CLEAR');
  });

  const low = fc.double({ min: 2, max: 40, noNaN: true });
  const width = fc.double({ min: 0, max: 10, noNaN: true });
  const advantages = fc.integer({ min: -100, max: 300 });

  it('never announces where some difficulty within 2σ leaves mining above the threshold', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    let announced = 0;
    fc.assert(
      fc.property(advantages, low, width, part, (advantage, from, wide, where) => {
        if (judge(advantage, 2000, [from, from + wide]).class !== 'BREACH') return;
        announced += 1;
        const revenue = 2000 / (1 + (from + where * wide) / 100);
        const then = advantage - 2000 + revenue;
        expect(then / revenue).toBeLessThan(-0.03 + 1e-9);
        expect(then).toBeLessThan(-50 + 1e-6);
        expect(advantage / 2000 < -0.03 && advantage < -50).toBe(false);
      }),
      { numRuns: 1000 },
    );
    expect(announced).toBeGreaterThan(50);
  });

  it('is monotone: what breaches at a forecast breaches at every harder one', () => {
    const shift = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(advantages, low, width, shift, (advantage, from, wide, more) => {
        if (judge(advantage, 2000, [from, from + wide]).class !== 'BREACH') return;
        expect(judge(advantage, 2000, [from + more, from + wide + more]).class).toBe('BREACH');
      }),
      { numRuns: 1000 },
    );
  });
});
