import { describe, expect, test } from 'vitest';
import { AT, marketAt, padCompany, tickOf } from './one-pad.ts';

/** Flaring the 216 Mcf for 2 USD/Mcf costs 432 USD: mining is then the better use and there is nothing to gain. */
const betterSplitUnder = (regime: string) =>
  tickOf(padCompany({ regime }), marketAt(AT, 3_000)).item.alerts['better-split'].condition;

describe('the better split of a site', () => {
  test('counts what the law charges for the gas that mining would leave to the flare', () => {
    expect(['PENDING', 'FIRING']).toContain(betterSplitUnder('none'));
    expect(betterSplitUnder('nigeria')).toBe('OK');
  });
});
