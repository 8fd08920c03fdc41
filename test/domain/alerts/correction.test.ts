import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionStart, flaringVerdict, unprofitableVerdict } from '#lib/domain/alerts/correction.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { type Instant, instant, after as later, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { samplePoint } from '../../adapters/samples.ts';
import { testCompany } from '../../app/world.ts';
import { VALUES } from './contents.ts';

/** 2023-02-15T12:00:00Z; every figure made up. */
const NOON = instant(1_676_462_400);
const { company } = testCompany(1);
const [made] = company.sites;
if (made === undefined) throw new Error('the company has a site');
const { unprofitable } = made.rules;
const site = {
  ...made,
  rules: {
    ...made.rules,
    unprofitable: { ...unprofitable, meanOverSeconds: 12 * 3600, minimumHours: 6, floorUsdPerDay: 50 },
  },
};

function record(rule: EpisodeRecord['rule'], value: number | null, baseline: number | null): EpisodeRecord {
  const values = { ...VALUES, meanAdvantageUsdPerDay: -290.55, flaringBaselineMcfPerDay: baseline };
  const opening = { kind: 'firing' as const, at: NOON, severity: 'warning' as const, value, reason: null, values };
  return {
    site: site.id,
    rule,
    episode: 1,
    onset: NOON,
    openedAt: NOON,
    closedAt: null,
    severity: 'warning',
    cause: 'site',
    transitions: [opening],
  };
}

/** Hourly points up to noon whose mining pays so much more (USD/day) than flaring for nothing; null = unknown. */
function pointsOf(advantages: readonly (number | null)[]) {
  return advantages.map((usd, index) =>
    samplePoint(later(NOON, (index - advantages.length + 1) * 3600), {
      mineMilliUsdPerDay: usd === null ? null : usd * 1000,
      sellMilliUsdPerDay: null,
      flareMilliUsdPerDay: 0,
      bestAlternative: 'flare',
    }),
  );
}

const loss = (advantages: readonly (number | null)[]) =>
  unprofitableVerdict(record('unprofitable', -0.1, null), pointsOf(advantages), site, 3600);

describe('a loss judged again', () => {
  it('rests on the twelve clock hours up to its decision', () => {
    // From 01:00 to 12:00, the running hour included.
    expect(decisionStart(site, later(NOON, 1800))).toBe(later(NOON, -11 * 3600));
  });

  it.each([
    ['a mean of 118.40', Array(12).fill(118.4), { isFlipped: true, told: -290.55, corrected: 118.4 }],
    ['a mean of exactly the floor', Array(12).fill(50), { isFlipped: true, told: -290.55, corrected: 50 }],
    ['a mean a cent below the floor', Array(12).fill(49.99), { isFlipped: false, told: -290.55, corrected: 49.99 }],
    ['a loss still', Array(12).fill(-10), { isFlipped: false, told: -290.55, corrected: -10 }],
    // (6 × 200 + 6 × −40) ÷ 12 = 80
    [
      'gains and losses',
      [...Array(6).fill(200), ...Array(6).fill(-40)],
      { isFlipped: true, told: -290.55, corrected: 80 },
    ],
    [
      'six hours known',
      [...Array(6).fill(null), ...Array(6).fill(90)],
      { isFlipped: true, told: -290.55, corrected: 90 },
    ],
    [
      'five hours known',
      [...Array(7).fill(null), ...Array(5).fill(90)],
      { isFlipped: false, told: -290.55, corrected: null },
    ],
    ['nothing known', Array(12).fill(null), { isFlipped: false, told: -290.55, corrected: null }],
  ])('%s', (_name, advantages, expected) => {
    expect(loss(advantages)).toEqual(expected);
  });

  it('law: never turned over below the floor, nor by what is unknown', () => {
    const hour = fc.option(fc.integer({ min: -500, max: 500 }), { nil: null });
    fc.assert(
      fc.property(fc.array(hour, { minLength: 12, maxLength: 12 }), (hours) => {
        const known = hours.filter((one) => one !== null);
        const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
        const { isFlipped } = loss(hours);
        expect(isFlipped).toBe(known.length >= 6 && Math.round(mean * 100) / 100 >= 50);
      }),
    );
  });
});

/** A report a day up to noon's day: 100 Mcf flared, the last five days as given. */
function rowsOf(lastFive: readonly number[], more: readonly ReportRow[] = []): readonly ReportRow[] {
  const midnight = later(NOON, -SECONDS_PER_DAY / 2);
  const volumes = [...Array(56).fill(100), ...lastFive];
  return [...volumes.map((volume, index) => flared(later(midnight, (index - 61) * SECONDS_PER_DAY), volume)), ...more];
}

function flared(periodStart: Instant, volumeMcf: number): ReportRow {
  const periodEnd = later(periodStart, SECONDS_PER_DAY);
  return {
    site: site.id,
    stream: 'flared',
    periodStart,
    periodEnd,
    volumeMcf,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version: 1,
    reportedAt: periodEnd,
    original: `${volumeMcf} Mcf`,
  };
}

describe('a rise of flaring judged again', () => {
  const rise = (rows: readonly ReportRow[]) => flaringVerdict(record('flaring-rise', 210, 100), rows, company, site);

  it.each([
    // The rule's exit is 1.15 × the median of 100 that was frozen at the onset.
    ['the reports stand', [210, 210, 210, 210, 210], { isFlipped: false, told: 210, corrected: 210 }],
    ['they say 114 now', [114, 114, 114, 114, 114], { isFlipped: true, told: 210, corrected: 114 }],
    [
      'they say 116 now, within what counts',
      [116, 116, 116, 116, 116],
      { isFlipped: false, told: 210, corrected: 116 },
    ],
  ])('%s', (_name, lastFive, expected) => {
    expect(rise(rowsOf(lastFive))).toEqual(expected);
  });

  it('looks at no day that had not ended by then', () => {
    const midnight = later(NOON, -SECONDS_PER_DAY / 2);
    const today = [flared(midnight, 0)];
    expect(rise(rowsOf([100, 100, 210, 210, 210], today)).isFlipped).toBe(false);
  });
});
