import { describe, expect, it } from 'vitest';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import { isJudgedAgain, judgeAgain } from '#lib/domain/alerts/judge-again.ts';
import type { RuleId } from '#lib/domain/alerts/rule.ts';
import type { ReportRow, Stream } from '#lib/domain/gas/report.ts';
import { type Instant, after as later, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { samplePoint } from '../../adapters/samples.ts';
import { VALUES } from './contents.ts';
import { AT, marketAt, padCompany } from './one-pad.ts';

/**
 * The made-up pad of one-pad.ts with a site cost of 80 USD/day. 216 Mcf a day make 30 PH/s: 0.09765 BTC
 * for 432 USD of O&M, so that at 30,000 USD a day of G Mcf (up to 216) earns 13.56 G − 2 G − 80 USD.
 */
const SITE_COST = '{ siteUsdPerDay: 80, siteAvoidableAfterDays: 1 }';
const RULES = `better-split: { enabled: true }
  unprofitable: { floorUsdPerDay: 10 }
  idle-while-profitable: { floorUsdPerDay: 60 }
  custom:
    - { id: flare, field: flaredMcfPerDay, op: gt, exit: 90, levels: [{ severity: warning, enter: 100 }] }
    - { id: stop, field: action, op: eq, levels: [{ severity: warning, enter: stop }] }`;
const { company } = padCompany({ company: 'tick: 1h', rules: RULES, costs: SITE_COST });
const [site = expect.fail('no site')] = company.sites;

type Volumes = Partial<Record<Stream, number>>;

/** Reports of the days before the decision, newest first, and of the day that it falls into. */
function rowsOf(days: readonly Volumes[], today: Volumes = {}): readonly ReportRow[] {
  const row = (stream: string, volumeMcf: number, start: number): ReportRow => {
    const periodStart = later(AT, start * SECONDS_PER_DAY);
    const period = { periodStart, periodEnd: later(periodStart, SECONDS_PER_DAY), reportedAt: AT };
    const rest = { hhvBtuPerScf: null, evidence: null, cause: null, version: 1, original: '' };
    return { site: 'pad', stream: stream as Stream, volumeMcf, ...period, ...rest };
  };
  const ofDay = (volumes: Volumes, start: number) =>
    Object.entries(volumes).map(([stream, volume]) => row(stream, volume, start));
  return [...days.flatMap((volumes, index) => ofDay(volumes, -1 - index)), ...ofDay(today, 0)];
}

function record(rule: RuleId, value: number | null, values: object = {}): EpisodeRecord {
  const frozen = { ...VALUES, meanAdvantageUsdPerDay: 71.5, ...values };
  return {
    site: 'pad',
    rule,
    episode: 1,
    onset: AT,
    openedAt: AT,
    closedAt: null,
    severity: 'warning',
    cause: 'market',
    transitions: [{ kind: 'firing', at: AT, severity: 'warning', value, reason: null, values: frozen }],
  };
}

const HOURS = Array.from({ length: 12 }, (_, index) => later(AT, (index - 11) * SECONDS_PER_HOUR));

/** Twelve hours up to the decision that pay so much more (USD/day) than flaring for nothing. */
const pointsOf = (usdPerDay: number | null) =>
  HOURS.map((at) =>
    samplePoint(at, {
      mineMilliUsdPerDay: usdPerDay === null ? null : usdPerDay * 1000,
      sellMilliUsdPerDay: null,
      flareMilliUsdPerDay: 0,
      bestAlternative: 'flare',
    }),
  );

type Known = { usdPerDay?: number | null; markets?: ReadonlyMap<Instant, Market>; btcUsd?: number };

function judge(told: EpisodeRecord, rows: readonly ReportRow[], known: Known = {}) {
  const { usdPerDay = null, btcUsd = 30_000 } = known;
  const markets = known.markets ?? new Map(HOURS.map((at) => [at, marketAt(at, btcUsd)]));
  return judgeAgain({ record: told, company, site, points: pointsOf(usdPerDay), rows, markets });
}

describe('a gas balance judged again', () => {
  const told = record('mass-balance', 0.1);
  const flaring = (...flared: number[]) => rowsOf(flared.map((one) => ({ produced: 300, sold: 150, flared: one })));

  it.each([
    // 300 − 150 − 120 = 30 of 300 unaccounted for, on all three days.
    ['the reports stand', [120, 120, 120], { isFlipped: false, told: 0.1, corrected: 0.1 }],
    // 3 of 300, below the exit of 2 %.
    ['all that was lost was flared', [147, 147, 147], { isFlipped: true, told: 0.1, corrected: 0.01 }],
    // 7.5 of 300, between exit and enter.
    ['2.5 % are still lost', [142.5, 142.5, 142.5], { isFlipped: false, told: 0.1, corrected: 0.025 }],
    ['two of three days are still out', [150, 120, 120], { isFlipped: false, told: 0.1, corrected: 0 }],
  ])('%s', (_name, flared, expected) => {
    const verdict = judge(told, flaring(...flared));
    expect(verdict).toMatchObject({ isFlipped: expected.isFlipped, told: expected.told });
    expect(verdict?.corrected).toBeCloseTo(expected.corrected, 9);
  });

  it('is no verdict while a stream is unknown', () => {
    expect(judge(told, rowsOf([{ produced: 300 }]))).toBeNull();
  });
});

describe('idle miners judged again', () => {
  const told = record('idle-while-profitable', 0.3);
  const standing = rowsOf([{ produced: 300, mining: 0 }]);

  it.each([
    ['would have lost the floor', -60, { isFlipped: true, told: 71.5, corrected: -60 }],
    ['would have lost a cent less', -59.99, { isFlipped: false, told: 71.5, corrected: -59.99 }],
    ['would have earned', 40, { isFlipped: false, told: 71.5, corrected: 40 }],
  ])('%s', (_name, usdPerDay, expected) => {
    expect(judge(told, standing, { usdPerDay })).toEqual(expected);
  });

  it('were running by the report of the day before', () => {
    const expected = { isFlipped: true, told: 71.5, corrected: 40, miners: 'on' };
    expect(judge(told, rowsOf([{ produced: 300, mining: 80 }]), { usdPerDay: 40 })).toEqual(expected);
  });

  it('that nobody reports on are not taken to have run', () => {
    expect(judge(told, rowsOf([{ produced: 300 }]), { usdPerDay: 40 })?.isFlipped).toBe(false);
  });

  it('that were started on the alert were idle before it', () => {
    const after = rowsOf([{ produced: 300, mining: 0 }], { produced: 300, mining: 150 });
    expect(judge(told, after, { usdPerDay: 40 })).toEqual({ isFlipped: false, told: 71.5, corrected: 40 });
  });

  it('are no verdict where nothing is known of the hours', () => {
    expect(judge(told, standing)).toBeNull();
  });
});

describe('a loss judged again', () => {
  const told = record('unprofitable', -0.1, { meanAdvantageUsdPerDay: -290.55 });

  it('was made by nobody where the miners stood', () => {
    const verdict = judge(told, rowsOf([{ produced: 300, mining: 0 }]), { usdPerDay: -290.55 });
    expect(verdict).toEqual({ isFlipped: true, told: -290.55, corrected: -290.55, miners: 'off' });
  });

  it('after which the miners were stopped was one', () => {
    const after = rowsOf([{ produced: 300, mining: 216 }], { produced: 300, mining: 0 });
    expect(judge(told, after, { usdPerDay: -290.55 })?.isFlipped).toBe(false);
  });
});

describe('a better split judged again', () => {
  const told = record('better-split', 0.3, { gainUsdPerDay: 56.88 });

  it('gains by stopping what 2 Mcf lose: 80 − 2 × 11.56', () => {
    const verdict = judge(told, rowsOf([{ produced: 2, mining: 2 }]));
    expect(verdict).toMatchObject({ isFlipped: false, told: 56.88 });
    expect(verdict?.corrected).toBeCloseTo(80 - 2 * 11.56, 0);
  });

  it('gains nothing on a full load, whatever the running day brings', () => {
    const verdict = judge(told, rowsOf([{ produced: 300, mining: 216 }], { produced: 2, mining: 2 }));
    expect(verdict).toEqual({ isFlipped: true, told: 56.88, corrected: 0 });
  });

  it('is no verdict where the market of then is no longer kept', () => {
    expect(judge(told, rowsOf([{ produced: 300, mining: 216 }]), { markets: new Map() })).toBeNull();
  });
});

describe('a foretold loss judged again', () => {
  // 340 blocks of the epoch in half their time: the difficulty is heading for about twice what it is.
  const epochStart = { epoch: 385, notBefore: later(AT, -340 * 300), notAfter: later(AT, -340 * 300) };
  const markets = new Map(HOURS.map((at) => [at, marketAt(at, 30_000, { epochStart })]));
  const told = record('unprofitable-after-retarget', -0.28);

  it('stands while 12 Mcf are reported: 162.8 USD become 81.4, less 24 and 80', () => {
    const verdict = judge(told, rowsOf([{ produced: 12 }]), { markets });
    expect(verdict).toMatchObject({ isFlipped: false, told: -0.28 });
    // (81.4 − 104) ÷ 81.4
    expect(verdict?.corrected).toBeCloseTo(-0.28, 1);
  });

  it('stands at 14 Mcf, where only the middle of the range is a loss', () => {
    // At +100 %: 94.9 − 28 − 80 = −13.1, beyond the floor of 10; at the low end, +90 %: 99.9 − 108 = −8.1.
    expect(judge(told, rowsOf([{ produced: 14 }]), { markets })?.isFlipped).toBe(false);
  });

  it('is none on a full load: 2,930 become 1,465, less 512', () => {
    const verdict = judge(told, rowsOf([{ produced: 300 }]), { markets });
    expect(verdict?.isFlipped).toBe(true);
    expect(verdict?.corrected).toBeCloseTo(953 / 1465, 1);
  });

  it('is no verdict where a market of its hours is no longer kept', () => {
    const [first = AT, ...others] = markets.keys();
    const kept = new Map(others.map((at) => [at, markets.get(at) ?? expect.fail(`${first}`)]));
    expect(judge(told, rowsOf([{ produced: 300 }]), { markets: kept })).toBeNull();
  });
});

describe("a company's own rule judged again", () => {
  const told = record('user-flare', 120);

  it.each([
    ['at 89 it is beyond its exit', { flared: 89 }, { isFlipped: true, told: 120, corrected: 89 }],
    ['at 95 it is not', { flared: 95 }, { isFlipped: false, told: 120, corrected: 95 }],
  ])('%s', (_name, volumes, expected) => {
    const rows = rowsOf([{ produced: 300, ...volumes }], { produced: 300, flared: 0 });
    expect(judge(told, rows)).toEqual(expected);
  });

  it('on a word has no figure', () => {
    const stop = record('user-stop', null);
    const full = { isFlipped: true, told: null, corrected: null };
    expect(judge(stop, rowsOf([{ produced: 300, mining: 216 }]))).toEqual(full);
    expect(judge(stop, rowsOf([{ produced: 2, mining: 2 }]))?.isFlipped).toBe(false);
  });

  it('is no verdict while its field is unknown, or once it has left the company file', () => {
    expect(judge(told, rowsOf([{ produced: 300 }]))).toBeNull();
    expect(judge(record('user-gone', 1), rowsOf([{ produced: 300, flared: 9 }]))).toBeNull();
  });
});

it('when data came is not judged again', () => {
  expect(isJudgedAgain('site-data-stale')).toBe(false);
  expect(isJudgedAgain('price-feed-stale')).toBe(false);
  expect(isJudgedAgain('user-flare')).toBe(true);
  expect(judge(record('site-data-stale', 1), rowsOf([{ produced: 300 }]))).toBeNull();
});
