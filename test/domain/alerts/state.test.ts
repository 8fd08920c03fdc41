import { describe, expect, it } from 'vitest';
import { type AlertState, INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { EvaluationClass, Rule } from '#lib/domain/alerts/rule.ts';
import { step } from '#lib/domain/alerts/state.ts';
import { instant } from '#lib/domain/instant.ts';

const RULE: Rule = {
  op: 'lt',
  enter: 0,
  exit: 10,
  forSeconds: 600,
  keepFiringForSeconds: 600,
  window: null,
  staleAfterSeconds: null,
  noData: 'nodata',
  levels: [{ severity: 'warning', enter: 0 }],
  repeatIntervalSeconds: { info: null, warning: 86_400, critical: 14_400 },
  gapToleranceSeconds: null,
  outageToleranceSeconds: null,
};

/** Feeds one class per 300 s, starting at 0, and gives the state and what was said at the last. */
function fed(classes: readonly EvaluationClass[], rule: Partial<Rule> = {}): string {
  let state: AlertState = INITIAL_ALERT_STATE;
  let said: readonly string[] = [];
  classes.forEach((one, index) => {
    const severity = one === 'BREACH' ? ('warning' as const) : null;
    const result = step(state, { ...RULE, ...rule }, instant(index * 300), { class: one, severity, value: index });
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
    const rule = { ...RULE, gapToleranceSeconds: 750, outageToleranceSeconds: 3600 };
    let state: AlertState = INITIAL_ALERT_STATE;
    for (const t of [0, 300, 1500]) {
      state = step(state, rule, instant(t), { class: B, severity: 'warning', value: -1 }).state;
    }
    expect(state.condition).toBe('PENDING');
    expect(step(state, rule, instant(1800), { class: B, severity: 'warning', value: -1 }).state.condition).toBe(
      'FIRING',
    );
  });

  it('fires on 2 of 3 samples, not before the window is full, and clears by the newest sample', () => {
    const rule = { forSeconds: 0, keepFiringForSeconds: 0, window: { m: 2, n: 3, missing: 'missing' as const } };
    expect(fed([B, B], rule)).toBe('OK episode 0');
    expect(fed([B, B, C], rule)).toBe('FIRING episode 1 firing');
    expect(fed([B, B, C, C], rule)).toBe('OK episode 1 resolved');
  });
});
