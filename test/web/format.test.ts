import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../web/figures.js';
import { compact, fixed, signed, span, utcMinute, zonedMinute } from '../../web/format.js';
import { smsParts } from '../../web/outbox/sms.js';
import { hrefOf, routeOf } from '../../web/router.js';
import { windowOf } from '../../web/site/window.js';

describe('figures on the page', () => {
  test('have a true minus sign, and none on what rounds to zero', () => {
    expect(fixed(-1220.9, 0)).toBe('\u22121,221');
    expect(fixed(-0.2, 0)).toBe('0');
    expect(fixed(-0.2, 1)).toBe('\u22120.2');
  });

  test('carry a plus sign only where they are differences that gain', () => {
    expect(signed(1238.2)).toBe('+1,238');
    expect(signed(0.3)).toBe('0');
    expect(signed(-5)).toBe('\u22125');
  });

  test('of gas have a decimal only below 100 Mcf/d', () => {
    const { gas } = figuresOf([], { locale: 'en-US', gas: 'mcf', theme: 'auto', currency: 'USD', by: '' });
    expect(gas(99.96)).toBe('100.0');
    expect(gas(224.6)).toBe('225');
  });

  test('nobody reads in full are shortened to four figures', () => {
    expect(compact(39_156_400_059_293)).toBe('39.16T');
  });
});

describe('times on the page', () => {
  test('are in UTC to the minute; what is no time stays as it is', () => {
    expect(utcMinute('2023-02-15T03:00:59Z')).toBe('2023-02-15 03:00 UTC');
    expect(utcMinute('soon')).toBe('soon');
  });

  test('pass in the unit that fits, rounded down', () => {
    expect(span(3599)).toBe('59 min');
    expect(span(3600)).toBe('1 h');
    expect(span(172_799)).toBe('47 h');
    expect(span(172_800)).toBe('2 d');
  });
});

describe('addresses', () => {
  test('are read as they are written, whatever is in them', () => {
    const id = '1676509200.north-pad/..#?%.1';
    expect(routeOf(hrefOf('alerts', id))).toEqual({ view: 'alert', id, query: {} });
    expect(routeOf('#/alerts?rule=unprofitable&state=open')).toEqual({
      view: 'alerts',
      id: null,
      query: { rule: 'unprofitable', state: 'open' },
    });
    expect(routeOf('')).toEqual({ view: 'fleet', id: null, query: {} });
    expect(hrefOf('', null, { q: '', best: 'mine', sort: undefined })).toBe('#/?best=mine');
  });

  test.each(['#/sites', '#/nowhere', '#/outbox/1', '#/sites/a/b', '#/constructor'])('that are none: %s', (hash) => {
    expect(routeOf(hash)).toBeNull();
  });
});

describe('the window of a site', () => {
  const newest = Date.parse('2023-02-15T03:00:00Z') / 1000;

  test.each([
    ['24h', 'tick', '2023-02-14T03:05:00Z'],
    ['7d', '1h', '2023-02-08T03:00:00Z'],
    ['30d', '1h', '2023-01-16T03:00:00Z'],
    ['1y', '1d', '2022-02-15T00:00:00Z'],
  ])('of %s asks for step %s from %s', (range, step, from) => {
    // Ends with the tick after the newest, 03:05; hours and days are whole ones.
    const window = windowOf({ range }, newest, 300);
    expect([window.step, new Date(window.from * 1000).toISOString().replace('.000', '')]).toEqual([step, from]);
  });

  test('of a zoom asks for every tick where that is two days or less', () => {
    const zoomed = { from: '2023-02-10T00:00:00Z', to: '2023-02-12T00:00:00Z' };
    expect(windowOf(zoomed, newest, 300)).toMatchObject({ step: 'tick', range: null });
    expect(windowOf({ ...zoomed, to: '2023-02-12T00:00:01Z' }, newest, 300).step).toBe('1h');
  });
});

test('an SMS is counted in the alphabet that it needs', () => {
  expect(smsParts('a'.repeat(160))).toEqual({ characters: 160, parts: 1, alphabet: 'GSM-7' });
  // 161 ÷ 153 = 1.05; the euro sign takes two places: 159 + 2 = 161.
  expect(smsParts(`${'a'.repeat(159)}€`)).toEqual({ characters: 160, parts: 2, alphabet: 'GSM-7' });
  expect(smsParts('я'.repeat(71))).toEqual({ characters: 71, parts: 2, alphabet: 'UCS-2' });
});

test('a moment is told on the clock of the site', () => {
  // UTC−6 in winter.
  expect(zonedMinute('2023-02-15T03:00:00Z', 'America/Chicago')).toBe('2023-02-14 21:00 CST');
  expect(zonedMinute('2023-02-15T03:00:00Z', 'Nowhere/At all')).toBeNull();
});
