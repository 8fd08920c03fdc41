import { describe, expect, test } from 'vitest';
import { compact, fixed, gasRate, signedWhole, span, utcMinute } from '../../web/format.js';

describe('figures on the page', () => {
  test('have a true minus sign, and none on what rounds to zero', () => {
    expect(fixed(-1220.9, 0)).toBe('\u22121,221');
    expect(fixed(-0.2, 0)).toBe('0');
    expect(fixed(-0.2, 1)).toBe('\u22120.2');
  });

  test('carry a plus sign only where they are differences that gain', () => {
    expect(signedWhole(1238.2)).toBe('+1,238');
    expect(signedWhole(0.3)).toBe('0');
    expect(signedWhole(-5)).toBe('\u22125');
  });

  test('of gas have a decimal only below 100 Mcf/d', () => {
    expect(gasRate(99.96)).toBe('100.0');
    expect(gasRate(224.6)).toBe('225');
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
