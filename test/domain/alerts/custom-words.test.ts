import { describe, expect, it } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { SiteAlerts } from '#lib/domain/history/site-item.ts';
import { after as later } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { AT, marketAt, padCompany, tickOf } from './one-pad.ts';

const rule = (rest: string) => `custom: [{ id: mine, ${rest} }]`;
const level = (severity: string, enter: string) => `{ severity: ${severity}, enter: ${enter} }`;

function alertOf(rest: string, market: Market, minedMcf = 216): SiteAlerts['user-x'] {
  return (
    tickOf(padCompany({ rules: rule(rest) }), market, null, minedMcf).item.alerts['user-mine'] ?? INITIAL_ALERT_STATE
  );
}

/** At 3,000 USD/BTC mining loses and flaring is best; at 6,000 mining is (one-pad.ts). */
describe('a rule of the company’s own on a word', () => {
  it.each([
    ['field: best, op: eq, levels: [{ severity: info, enter: flare }]', 'FIRING', 'OK'],
    ['field: best, op: ne, levels: [{ severity: info, enter: mine }]', 'FIRING', 'OK'],
    ['field: action, op: eq, levels: [{ severity: info, enter: stop }]', 'FIRING', 'OK'],
    ['field: quality, op: ne, levels: [{ severity: info, enter: ok }]', 'OK', 'OK'],
    ['field: binding, op: eq, levels: [{ severity: info, enter: fleet }]', 'FIRING', 'FIRING'],
  ])('%s: %s at a loss, %s at a gain', (rest, atLoss, atGain) => {
    expect(alertOf(rest, marketAt(AT, 3_000)).condition).toBe(atLoss);
    expect(alertOf(rest, marketAt(AT, 6_000)).condition).toBe(atGain);
  });

  it('is as loud as the level whose word it is, and quotes no number', () => {
    const rest = `field: action, op: eq, levels: [${level('warning', 'stop')}, ${level('info', 'start')}]`;
    expect(alertOf(rest, marketAt(AT, 3_000))).toMatchObject({ severity: 'warning', value: null });
    expect(alertOf(rest, marketAt(AT, 6_000), 0)).toMatchObject({ severity: 'info', value: null });
    expect(alertOf(rest, marketAt(AT, 6_000))).toMatchObject({ condition: 'OK' });
  });

  const blind = { btcUsd: { value: null, quality: 'missing', goodAt: null } } as const;

  it('ends when the word changes, and never for want of data', () => {
    const best = padCompany({ rules: rule(`field: best, op: eq, levels: [${level('info', 'flare')}]`) });
    const first = tickOf(best, marketAt(AT, 3_000)).item;
    const changed = tickOf(best, marketAt(later(AT, 300), 6_000), first).item.alerts['user-mine'];
    expect(changed).toMatchObject({ condition: 'OK', closedAt: later(AT, 300) });
    const missing = tickOf(best, marketAt(later(AT, 300), 1, blind), first).item.alerts['user-mine'];
    expect(missing).toMatchObject({ condition: 'NODATA', prior: 'FIRING', closedAt: null });
  });

  it('takes unknown for a word where it asks for it', () => {
    const asked = `field: best, op: eq, levels: [${level('info', 'unknown')}]`;
    expect(alertOf(asked, marketAt(AT, 1, blind)).condition).toBe('FIRING');
    expect(alertOf(asked, marketAt(AT, 3_000)).condition).toBe('OK');
    const other = `field: action, op: ne, levels: [${level('info', 'keep')}]`;
    expect(alertOf(other, marketAt(AT, 1, blind)).condition).toBe('NODATA');
  });
});

describe('a company file with a rule on a word', () => {
  const problemsOf = (rest: string) => {
    const parsed = parseCompany(fileWith(rest), 'co.yaml');
    return parsed.ok ? [] : parsed.problems.map(({ path, expected, nearest }) => [path, expected, nearest]);
  };
  const fileWith = (rest: string) => `company: test-co
market: { btcPrice: { sources: [coinbase, kraken, bitstamp] }, network: { sources: [mempool, blockstream] } }
audiences: { operations: { timezone: UTC, subscribe: [{ email: ops@example.com }] } }
rules: { ${rule(rest)} }
sites:
  - id: pad
    timezone: UTC
    gas: { volumeBase: us60-14.696, lhvBtuPerScf: 1000, hhvBtuPerScf: 1100 }
    power: { generators: [{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000, idleFuelFraction: 0, count: 1 }] }
    fleet: { miners: [{ thPerSecond: 100, watts: 3000, count: 300 }] }
    sell: none
    flare: { regime: none }
`;

  it.each([
    [`field: action, op: eq, levels: [${level('info', 'stop-prt')}]`, 'levels[0].enter', 'stop-part'],
    [`field: action, op: eq, levels: [${level('info', '3')}]`, 'levels[0].enter', null],
    [`field: action, op: gt, levels: [${level('info', 'stop')}]`, 'op', null],
    [`field: best, op: ne, exit: 1, levels: [${level('info', 'mine')}]`, 'exit', null],
    [`field: btcUsd, op: lt, levels: [${level('info', 'cheap')}]`, 'levels[0].enter', null],
  ])('is told what is wrong with %s', (rest, where, nearest) => {
    const [problem, ...others] = problemsOf(rest);
    expect(others).toEqual([]);
    expect(problem?.[0]).toBe(`rules.custom[0].${where}`);
    expect(problem?.[2]).toBe(nearest);
  });

  it('takes the words of the field', () => {
    expect(problemsOf(`field: action, op: ne, for: 6h, levels: [${level('info', 'keep')}]`)).toEqual([]);
  });
});
