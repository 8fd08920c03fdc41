import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { classify, isBeyond } from '#lib/domain/alerts/classify.ts';
import { customRule, evaluateCustom } from '#lib/domain/alerts/custom-rule.ts';
import { matches } from '#lib/domain/alerts/labels.ts';
import { endMute, hasUnmuted, isMuting, type Mute } from '#lib/domain/alerts/mute.ts';
import { isMessageOnly, type Rule } from '#lib/domain/alerts/rule.ts';
import { isAtLeast, louder, mildestSeverity } from '#lib/domain/alerts/severity.ts';
import { silenceTolerances } from '#lib/domain/alerts/timing.ts';
import {
  addToHours,
  evaluateUnprofitable,
  HOURS_KEPT,
  isTickClear,
  meanAdvantage,
} from '#lib/domain/alerts/unprofitable.ts';
import { evaluateWindow } from '#lib/domain/alerts/window.ts';
import type { CustomRule } from '#lib/domain/company.ts';
import { type Instant, after as later } from '#lib/domain/instant.ts';
import { samplePoint } from '../../adapters/samples.ts';
import { MIDNIGHT } from './contents.ts';

const HOUR = 3600;

describe('a value against a threshold', () => {
  it.each([
    ['lt', [true, false, false]],
    ['le', [true, true, false]],
    ['gt', [false, false, true]],
    ['ge', [false, true, true]],
    ['eq', [false, true, false]],
    ['ne', [true, false, true]],
  ] as const)('%s holds below, at and above it: %s', (op, holds) => {
    expect([1, 2, 3].map((value) => isBeyond(op, value, 2))).toEqual(holds);
  });

  const rule: Rule = {
    ...customRule({ levels: [{ severity: 'warning', enter: 100 }] } as unknown as CustomRule, 300),
    op: 'gt',
    enter: 100,
    exit: 80,
    staleAfterSeconds: 60,
  };

  it('is missing where it is null, no number, or as old as the limit', () => {
    const found = (value: number | null, age: number | null, of = rule) => classify(of, value, age, false).class;
    expect([found(null, 0), found(Number.NaN, 0), found(101, 60), found(101, 59), found(101, null)]).toEqual([
      'MISSING',
      'MISSING',
      'MISSING',
      'BREACH',
      'BREACH',
    ]);
    expect(found(101, 1e9, { ...rule, staleAfterSeconds: null })).toBe('BREACH');
  });

  it('holds an open episode down to the exit, which is clear, and only where there is one', () => {
    const found = (value: number, active: boolean, of = rule) => classify(of, value, 0, active).class;
    expect([found(100, true), found(81, true), found(80, true), found(90, false)]).toEqual([
      'BAND',
      'BAND',
      'CLEAR',
      'CLEAR',
    ]);
    expect(found(90, true, { ...rule, exit: null })).toBe('CLEAR');
  });
});

describe('severities', () => {
  it('are compared from info to critical, and nothing is quieter than any', () => {
    expect([isAtLeast('warning', 'warning'), isAtLeast('warning', 'critical'), isAtLeast('critical', 'info')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([louder(null, 'info'), louder('info', null), louder(null, null)]).toEqual(['info', 'info', null]);
    expect([louder('info', 'critical'), louder('critical', 'info')]).toEqual(['critical', 'critical']);
    expect([mildestSeverity({ levels: [] }), mildestSeverity({ levels: [{ severity: 'info' }] })]).toEqual([
      'warning',
      'info',
    ]);
  });

  it('are not of digests and tests, which belong to no rule', () => {
    expect((['digest', 'test', 'unprofitable', 'user-x'] as const).map(isMessageOnly)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

it('the engine may be silent for 2.5 ticks, and for an hour or as long before a hold starts again', () => {
  expect(silenceTolerances(300)).toEqual({ gapToleranceSeconds: 750, outageToleranceSeconds: 3600 });
  expect(silenceTolerances(3600)).toEqual({ gapToleranceSeconds: 9000, outageToleranceSeconds: 9000 });
});

describe('the share of produced gas that is flared', () => {
  it.each([
    [50_000, 200_000, 'CLEAR', 0.25],
    [50_001, 100_000, 'BREACH', 0.50001],
    [null, 200_000, 'MISSING', null],
    [50_000, null, 'MISSING', null],
    [0, 0, 'MISSING', null],
  ])('of %s in %s scf is %s', (flaredScfPerDay, producedScfPerDay, found, value) => {
    const custom = {
      id: 'share',
      field: 'flaringRatio',
      op: 'gt',
      exit: null,
      levels: [{ severity: 'warning', enter: 0.5 }],
    };
    const point = samplePoint(MIDNIGHT, { flaredScfPerDay, producedScfPerDay });
    const facts = { point, difficulty: null, optimum: () => expect.fail('not asked for') };
    const rule = customRule(custom as unknown as CustomRule, 300);
    const verdict = evaluateCustom(custom as unknown as CustomRule, rule, facts, INITIAL_ALERT_STATE);
    expect(verdict).toMatchObject({ class: found, value });
  });
});

describe('a mute', () => {
  const at = (seconds: number): Instant => later(MIDNIGHT, seconds);
  const mute: Mute = { id: 'm', match: { site: 'pad' }, from: at(100), to: at(200), reason: '', by: 'a' };
  const labels = { site: 'pad' };

  it('holds from its beginning to just before its end, for what it matches', () => {
    expect([99, 100, 199, 200].map((second) => isMuting(mute, labels, at(second)))).toEqual([false, true, true, false]);
    expect(isMuting(mute, { site: 'other' }, at(150))).toBe(false);
  });

  it('has ended since a moment if its end lies after that and not after now, and none holds on', () => {
    const has = (since: number, now: number, mutes = [mute]) => hasUnmuted(mutes, labels, at(since), at(now));
    expect([has(100, 199), has(100, 200), has(199, 200), has(200, 300)]).toEqual([false, true, true, false]);
    expect(has(100, 200, [mute, { ...mute, from: at(150), to: at(300) }])).toBe(false);
    expect(has(100, 200, [{ ...mute, match: { site: 'other' } }])).toBe(false);
    // taken back before it began: it never was
    expect(has(0, 300, [endMute(mute, at(50))])).toBe(false);
  });

  it('taken back is over from then on; before its beginning it never was, after its end it stays', () => {
    expect(endMute(mute, at(150)).to).toBe(at(150));
    expect(endMute(mute, at(50)).to).toBe(at(100));
    expect([endMute(mute, at(200)), endMute(mute, at(300))]).toEqual([mute, mute]);
  });
});

describe('a match', () => {
  it('holds where every matcher does, for the whole text, an absent label being empty', () => {
    const labels = { site: 'pad-7', rule: 'unprofitable' };
    expect(matches({}, labels)).toBe(true);
    expect(matches({ site: 'pad-7', rule: { ne: 'flaring-rise' } }, labels)).toBe(true);
    expect(matches({ site: 'pad-7', rule: { ne: 'unprofitable' } }, labels)).toBe(false);
    expect([matches({ site: 'pad' }, labels), matches({ site: { eq: 'pad' } }, labels)]).toEqual([false, false]);
    expect([matches({ site: { re: 'pad-.' } }, labels), matches({ site: { re: 'pad' } }, labels)]).toEqual([
      true,
      false,
    ]);
    expect([matches({ site: { nre: 'pad-.' } }, labels), matches({ site: { nre: 'pad' } }, labels)]).toEqual([
      false,
      true,
    ]);
    expect([matches({ field: '' }, labels), matches({ field: { ne: '' } }, labels)]).toEqual([true, false]);
    expect(matches({ site: undefined }, labels)).toBe(true);
  });
});

describe('the hours that a site keeps', () => {
  const sum = (hoursBack: number, ticks = 1) => ({
    hour: later(MIDNIGHT, -hoursBack * HOUR),
    ticks,
    advantageMilliUsdPerDaySum: ticks * 1000,
    revenueMilliUsdPerDaySum: ticks * 5000,
  });
  const added = (hours: Parameters<typeof addToHours>[0], advantage: number | null, revenue: number | null) =>
    addToHours(hours, later(MIDNIGHT, 600), advantage, revenue).map(({ hour, ...rest }) => [
      (MIDNIGHT - hour) / HOUR,
      rest.ticks,
      rest.advantageMilliUsdPerDaySum,
      rest.revenueMilliUsdPerDaySum,
    ]);

  it('grow by a tick in the running hour, or by a new hour', () => {
    expect(added([sum(1), sum(0, 2)], -3, 10)).toEqual([
      [1, 1, 1000, 5000],
      [0, 3, -1000, 20_000],
    ]);
    expect(added([sum(1)], -3, 10)).toEqual([
      [1, 1, 1000, 5000],
      [0, 1, -3000, 10_000],
    ]);
  });

  it('are the last twelve, and none of the future', () => {
    expect(HOURS_KEPT).toBe(12);
    expect(added([sum(13), sum(12), sum(11), sum(-1)], 1, 5).map(([back]) => back)).toEqual([11, 0]);
    expect(added([sum(13), sum(12), sum(11), sum(-1)], null, 5).map(([back]) => back)).toEqual([11]);
    expect(added([sum(11)], 1, null).map(([back]) => back)).toEqual([11]);
  });

  it('leave out what is too great to be counted exactly', () => {
    expect(added([], 1e13, 5)).toEqual([]);
    expect(added([], 9e12, 5)).toHaveLength(1);
  });

  it('have a mean over those of the window alone', () => {
    // two hours: (1,000 + 3 × 1,000) ÷ 4 ticks = 1 USD/day; hours outside of it would change it
    const odd = { ...sum(2), advantageMilliUsdPerDaySum: 900_000 };
    const future = { ...sum(-1), advantageMilliUsdPerDaySum: 900_000 };
    expect(meanAdvantage([odd, sum(1), sum(0, 3), future], later(MIDNIGHT, 600), 2 * HOUR)).toBe(1);
    // with the third hour (900 + 1 + 3) ÷ 5 = 180.8
    expect(meanAdvantage([odd, sum(1), sum(0, 3)], later(MIDNIGHT, 600), 3 * HOUR)).toBe(180.8);
    expect(meanAdvantage([odd], later(MIDNIGHT, 600), 2 * HOUR)).toBeNull();
  });
});

it.each([
  // enter −3 %, floor 50 USD/day
  [-20, 1000, true],
  [-100, 1000, false],
  [-40, 400, true],
  [-50, 400, true],
  [-51, 400, false],
  [-300, 10_000, true],
  [-301, 10_000, false],
  [-1, 0, null],
  [null, 1000, null],
  [-1, null, null],
])('a tick of %s on %s USD/day is clear by itself: %s', (advantage, revenue, isClear) => {
  const settings = { ...DEFAULT_RULES.unprofitable, floorUsdPerDay: 50 };
  expect(isTickClear(advantage, revenue, settings)).toBe(isClear);
});

it('as much of an hour as there was so far is enough for a mean over one hour', () => {
  const settings = { ...DEFAULT_RULES.unprofitable, meanOverSeconds: HOUR, minimumHours: 1 };
  const judged = (ticks: number) => {
    const sums = { advantageMilliUsdPerDaySum: -500_000 * ticks, revenueMilliUsdPerDaySum: 1_000_000 * ticks };
    return evaluateUnprofitable([{ hour: MIDNIGHT, ticks, ...sums }], later(MIDNIGHT, 600), settings, false, 300).class;
  };
  // at 00:10 there were the ticks of 00:00, 00:05 and 00:10
  expect([judged(3), judged(2)]).toEqual(['BREACH', 'MISSING']);
});

it('a window of 2 of 3 looks at the newest three real points', () => {
  const verdict = (points: readonly (boolean | null)[], treatment: Parameters<typeof evaluateWindow>[2] = 'missing') =>
    evaluateWindow({ m: 2, n: 3 }, points, treatment);
  expect(verdict([true, true, false])).toBe('ALARM');
  expect(verdict([true, false, false, true])).toBe('OK');
  expect(verdict([false, false, false])).toBe('OK');
  // one breaching point and two missing: as CloudWatch's tables for each treatment
  expect(verdict([true, null, null], 'breaching')).toBe('ALARM');
  expect(verdict([true, null, null], 'notBreaching')).toBe('OK');
  expect(verdict([true, null, null], 'ignore')).toBe('KEEP_CURRENT');
  expect(verdict([true, null, null], 'missing')).toBe('ALARM');
  expect(verdict([null, null, true], 'missing')).toBe('KEEP_CURRENT');
  expect([verdict([null, null, null]), verdict([null, null, null], 'ignore')]).toEqual([
    'INSUFFICIENT_DATA',
    'KEEP_CURRENT',
  ]);
  expect(verdict([false, null, null], 'ignore')).toBe('OK');
});
