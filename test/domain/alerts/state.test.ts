import { describe, expect, it } from 'vitest';
import { type AlertState, INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { flapPercent, isFlapping } from '#lib/domain/alerts/flapping.ts';
import type { EvaluationClass, Rule } from '#lib/domain/alerts/rule.ts';
import { step } from '#lib/domain/alerts/state.ts';
import { instant } from '#lib/domain/instant.ts';
import { TEN_MINUTE_RULE } from './ten-minute-rule.ts';

/** Feeds one class per 300 s, starting at 0, and gives the state and what was said at the last. */
function fed(classes: readonly EvaluationClass[], rule: Partial<Rule> = {}): string {
  let state: AlertState = INITIAL_ALERT_STATE;
  let said: readonly string[] = [];
  classes.forEach((one, index) => {
    const severity = one === 'BREACH' ? ('warning' as const) : null;
    const result = step(state, { ...TEN_MINUTE_RULE, ...rule }, instant(index * 300), {
      class: one,
      severity,
      value: index,
    });
    state = result.state;
    said = result.transitions.map(({ kind }) => kind);
  });
  const shown = state.condition === 'NODATA' ? `NODATA(${state.prior})` : state.condition;
  return [shown, `episode ${state.episode}`, ...said].join(' ');
}

const B = 'BREACH';
const D = 'BAND';
const C = 'CLEAR';
const M = 'MISSING';

describe('the state machine, cell by cell (docs/alerts.md)', () => {
  // Each row: what brings the state about, the sample, what must come of it. Hold and keep are 600 s, two samples.
  it.each([
    ['OK + BREACH', [C, B], 'PENDING episode 0'],
    ['OK + BAND', [C, D], 'OK episode 0'],
    ['OK + CLEAR', [C, C], 'OK episode 0'],
    ['OK + MISSING', [C, M], 'NODATA(OK) episode 0 nodata'],
    ['PENDING + BREACH, hold not over', [B, B], 'PENDING episode 0'],
    ['PENDING + BREACH, hold over', [B, B, B], 'FIRING episode 1 firing'],
    ['PENDING + BAND', [B, D], 'OK episode 0'],
    ['PENDING + CLEAR', [B, C], 'OK episode 0'],
    ['PENDING + MISSING', [B, M], 'NODATA(OK) episode 0 nodata'],
    ['FIRING + BREACH', [B, B, B, B], 'FIRING episode 1'],
    ['FIRING + BAND', [B, B, B, D], 'FIRING episode 1'],
    ['FIRING + CLEAR', [B, B, B, C], 'RECOVERING episode 1'],
    ['FIRING + MISSING', [B, B, B, M], 'NODATA(FIRING) episode 1 nodata'],
    ['RECOVERING + BREACH', [B, B, B, C, B], 'FIRING episode 1'],
    ['RECOVERING + BAND', [B, B, B, C, D], 'FIRING episode 1'],
    ['RECOVERING + CLEAR, keep not over', [B, B, B, C, C], 'RECOVERING episode 1'],
    ['RECOVERING + CLEAR, keep over', [B, B, B, C, C, C], 'OK episode 1 resolved'],
    ['RECOVERING + MISSING', [B, B, B, C, M], 'NODATA(FIRING) episode 1 nodata'],
    ['NODATA(FIRING) + BREACH', [B, B, B, M, B], 'FIRING episode 1 data-restored'],
    ['NODATA(FIRING) + BAND', [B, B, B, M, D], 'FIRING episode 1 data-restored'],
    ['NODATA(FIRING) + CLEAR', [B, B, B, M, C], 'RECOVERING episode 1 data-restored'],
    ['NODATA(FIRING) + MISSING', [B, B, B, M, M], 'NODATA(FIRING) episode 1'],
    ['NODATA(OK) + BREACH', [M, B], 'PENDING episode 0 data-restored'],
    ['NODATA(OK) + BAND', [M, D], 'OK episode 0 data-restored'],
    ['NODATA(OK) + CLEAR', [M, C], 'OK episode 0 data-restored'],
    ['NODATA(OK) + MISSING', [M, M], 'NODATA(OK) episode 0'],
    ['the spell after a blind one starts again', [B, B, M, B, B], 'PENDING episode 0'],
    ['the clear spell after a blind one starts again', [B, B, B, C, M, C, C], 'RECOVERING episode 1'],
  ] as const)('%s', (_cell, classes, expected) => {
    expect(fed(classes)).toBe(expected);
  });

  it('fires at once without a hold and ends at once without a keep', () => {
    expect(fed([B], { forSeconds: 0 })).toBe('FIRING episode 1 firing');
    expect(fed([B, C], { forSeconds: 0, keepFiringForSeconds: 0 })).toBe('OK episode 1 resolved');
  });

  it.each([
    ['keep', 'PENDING episode 0'],
    ['alert', 'FIRING episode 1 firing'],
    ['ok', 'OK episode 0'],
    ['nodata', 'NODATA(OK) episode 0 nodata'],
  ] as const)('treats missing data while pending as the policy %s says', (noData, expected) => {
    expect(fed([B, B, M], { noData })).toBe(expected);
  });

  it('lets only a real sample promote under `keep`, whose clock runs on', () => {
    expect(fed([B, M, B], { noData: 'keep' })).toBe('FIRING episode 1 firing');
  });

  it('counts a second entry into FIRING as a new episode', () => {
    expect(fed([B, C, B], { forSeconds: 0, keepFiringForSeconds: 0 })).toBe('FIRING episode 2 firing');
  });

  it('does not count unobserved time towards the hold', () => {
    // Samples at 0, 300 and 1500; the gap of 1200 s is beyond 750 s, so 1500 has seen 300 s of the 600.
    const rule = { ...TEN_MINUTE_RULE, gapToleranceSeconds: 750, outageToleranceSeconds: 3600 };
    let state: AlertState = INITIAL_ALERT_STATE;
    for (const t of [0, 300, 1500]) {
      state = step(state, rule, instant(t), { class: B, severity: 'warning', value: -1 }).state;
    }
    expect(state.condition).toBe('PENDING');
    expect(step(state, rule, instant(1800), { class: B, severity: 'warning', value: -1 }).state.condition).toBe(
      'FIRING',
    );
  });

  it('begins a hold again after an outage, and the wait for an end as well; the onset stays', () => {
    const rule = { ...TEN_MINUTE_RULE, gapToleranceSeconds: 750, outageToleranceSeconds: 3600 };
    const run = (...samples: readonly (readonly [number, EvaluationClass])[]) =>
      samples.reduce<AlertState>(
        (state, [at, one]) =>
          step(state, rule, instant(at), { class: one, severity: one === 'BREACH' ? 'warning' : null, value: -1 })
            .state,
        INITIAL_ALERT_STATE,
      );
    // a gap of 3,601 s: the hold of 600 s counts from 3,901 on
    const again = [
      [0, B],
      [300, B],
      [3901, B],
    ] as const;
    expect(run(...again)).toMatchObject({ condition: 'PENDING', since: 3901, onset: 3901, clearSince: null });
    expect(run(...again, [4500, B]).condition).toBe('PENDING');
    expect(run(...again, [4501, B]).condition).toBe('FIRING');
    // a gap of 3,600 is none; its time alone does not count
    expect(run([0, B], [300, B], [3900, B])).toMatchObject({ condition: 'PENDING', since: 3600 });
    // a gap of 750 counts in full, one of 751 not at all
    expect(run([0, B], [750, B]).condition).toBe('FIRING');
    expect(run([0, B], [751, B])).toMatchObject({ condition: 'PENDING', since: 751 });
    const recovering = [
      [0, B],
      [600, B],
      [900, C],
    ] as const;
    expect(run(...recovering)).toMatchObject({ condition: 'RECOVERING', clearSince: 900 });
    expect(run(...recovering, [4501, C])).toMatchObject({ condition: 'RECOVERING', clearSince: 4501, onset: 0 });
    expect(run([0, B], [600, B], [4201, B])).toMatchObject({ condition: 'FIRING', clearSince: null, onset: 0 });
  });

  it('tells a change of severity of an open episode, louder or quieter, and no other', () => {
    const sample = (severity: 'info' | 'warning' | 'critical' | null) => ({ class: B, severity, value: -1 }) as const;
    const firing = [0, 600].reduce(
      (state, at) => step(state, TEN_MINUTE_RULE, instant(at), sample('warning')).state,
      INITIAL_ALERT_STATE,
    );
    const said = (severity: Parameters<typeof sample>[0]) =>
      step(firing, TEN_MINUTE_RULE, instant(900), sample(severity)).transitions.map(
        (one) => `${one.kind} ${one.severity}`,
      );
    expect([said('critical'), said('info'), said('warning'), said(null)]).toEqual([
      ['escalated critical'],
      ['downgraded info'],
      [],
      [],
    ]);
  });

  it('keeps the value that decided, of the opening or of the last change of severity', () => {
    const rule = { ...TEN_MINUTE_RULE, forSeconds: 0 };
    let state: AlertState = INITIAL_ALERT_STATE;
    const values: (number | null)[] = [];
    for (const [severity, value] of [
      ['warning', -1],
      ['warning', -2],
      ['critical', -30],
      ['critical', -40],
      ['warning', -5],
    ] as const) {
      state = step(state, rule, instant(values.length * 300), { class: B, severity, value }).state;
      values.push(state.value);
    }
    expect(values).toEqual([-1, -1, -30, -30, -5]);
  });

  it('takes the cause of the first breach, unknown where none is told, and drops it with a spell that never fired', () => {
    const breach = (cause?: 'site') =>
      step(INITIAL_ALERT_STATE, TEN_MINUTE_RULE, instant(0), {
        class: B,
        severity: 'warning',
        value: -1,
        ...(cause && { cause }),
      });
    expect([breach('site').state.cause, breach().state.cause]).toEqual(['site', 'unknown']);
    const over = (one: EvaluationClass) =>
      step(breach('site').state, TEN_MINUTE_RULE, instant(300), { class: one, severity: null, value: 1 }).state;
    for (const one of [C, M] as const) expect(over(one)).toMatchObject({ since: null, onset: null, cause: null });
  });

  it('gives transitions the severity of an episode, and none outside of one', () => {
    const blind = step(INITIAL_ALERT_STATE, TEN_MINUTE_RULE, instant(0), { class: M, severity: null, value: null });
    expect(blind.transitions).toMatchObject([{ kind: 'nodata', severity: null }]);
    const rule = { ...TEN_MINUTE_RULE, forSeconds: 0, keepFiringForSeconds: 0 };
    const fired = step(INITIAL_ALERT_STATE, rule, instant(0), { class: B, severity: 'warning', value: -1 });
    const lost = step(fired.state, rule, instant(300), { class: M, severity: null, value: null });
    expect(lost.transitions).toMatchObject([{ kind: 'nodata', severity: 'warning' }]);
    const over = step(fired.state, rule, instant(300), { class: C, severity: null, value: 1 });
    expect(over.transitions).toMatchObject([{ kind: 'resolved', severity: 'warning', reason: 'cleared' }]);
  });

  it('counts settled samples alone for its restlessness', () => {
    const bits = (...classes: readonly EvaluationClass[]) =>
      classes.reduce<AlertState>((state, one, index) => {
        const severity = one === B ? ('warning' as const) : null;
        return step(state, TEN_MINUTE_RULE, instant(index * 300), { class: one, severity, value: 1 }).state;
      }, INITIAL_ALERT_STATE).flapBits;
    // ok is 0, an open episode 1 until the third clear sample; pending and blind ones leave the memory as it is
    expect(bits(B, B, B)).toBe(0b1);
    expect(bits(B, B, B, B)).toBe(0b11);
    expect(bits(B, B, B, M)).toBe(0b1);
    expect(bits(B, B, B, M, B)).toBe(0b11);
    expect(bits(B, B, B, C, C, C, C)).toBe(0b11100);
    expect(bits(B, B, B, C, C, C, C, B)).toBe(0b11100);
  });

  it('fires on 2 of 3 samples, not before the window is full, and clears by the newest sample', () => {
    const rule = { forSeconds: 0, keepFiringForSeconds: 0, window: { m: 2, n: 3, missing: 'missing' as const } };
    expect(fed([B, B], rule)).toBe('OK episode 0');
    expect(fed([B, B, C], rule)).toBe('FIRING episode 1 firing');
    expect(fed([B, B, C, C], rule)).toBe('OK episode 1 resolved');
  });
});

describe('the restlessness of a rule', () => {
  it('is the share of changes among 21 settled states, a new one weighing more', () => {
    // one change of 20, in the oldest place 0.75 ÷ 20, in the newest 1.25 ÷ 20
    expect(flapPercent(2 ** 20)).toBeCloseTo(3.75, 12);
    expect(flapPercent(1)).toBeCloseTo(6.25, 12);
    expect([flapPercent(0), flapPercent(2 ** 21 - 1)]).toEqual([0, 0]);
    // 0101…: all 20 changes, whose weights are 1 in the mean
    expect(flapPercent(0b10101_01010_10101_01010_1)).toBeCloseTo(100, 9);
    // in the two newest places, 1.25 and 1.25 − 0.5 ÷ 19
    expect(flapPercent(0b10)).toBeCloseTo((100 * (2.5 - 0.5 / 19)) / 20, 12);
  });

  it('begins at 30 %, ends at 20 % and stays what it was between', () => {
    const at = (percent: number) => [isFlapping(percent, false), isFlapping(percent, true)];
    expect([at(30), at(29.9), at(20.1), at(20)]).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });
});
