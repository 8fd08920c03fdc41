import { describe, expect, test } from 'vitest';
import { flaringStanding } from '#lib/app/history/flaring-standing.ts';
import type { Site } from '#lib/domain/company.ts';
import { volumeBaseOf } from '#lib/domain/gas/volume.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';

const settings = {
  enabled: true,
  shiftFactor: 1.4,
  shiftExitFactor: 1.15,
  shiftFactorMonthly: 1.5,
  shiftFloorMcfPerDay: 50,
  shiftFloorFractionOfProduced: 0.05,
};

const siteOf = (parts: object = {}) =>
  ({
    gas: { volumeBase: volumeBaseOf('us60-14.73') },
    flare: { permitLimitMcfPerDay: 100 },
    reports: { cadence: '1d' },
    rules: { flaringRise: settings },
    ...parts,
  }) as unknown as Site;

/** Daily flare figures, oldest first, of a site that produces 2,000 Mcf/day. */
const itemOf = (flared: readonly number[], frozen: number | null = null) =>
  ({
    block: { points: [{ producedScfPerDay: 2_000_000 }] },
    gas: { flaredDaily: flared.map((mcfPerDay) => ({ mcfPerDay })), flaredMonthly: [] },
    flaringBaselineMcfPerDay: frozen,
  }) as unknown as SiteItem;

describe('what a site’s flaring is held against', () => {
  test('is the median of 56 reports, the level that alerts, and the permit in Mcf of 60 °F, 14.696 psia', () => {
    // 56 days of 80, then five of 90: usual 80; the alert wants max(1.4 × 80, P90 = 80, 80 + max(50, 5 % of 2,000)) = 180.
    const standing = flaringStanding(siteOf(), itemOf([...Array(56).fill(80), ...Array(5).fill(90)]));
    expect(standing.recentMcfPerDay).toBe(90);
    expect(standing.baselineMcfPerDay).toBe(80);
    expect(standing.alertAboveMcfPerDay).toBe(180);
    // 100 Mcf at 14.73 psia are 100 × 14.73 ÷ 14.696 = 100.23 at 14.696.
    expect(standing.permitLimitMcfPerDay).toBeCloseTo(100.23, 2);
    expect(standing.isBaselineFrozen).toBe(false);
  });

  test('is the baseline of the onset while an episode is open', () => {
    const standing = flaringStanding(siteOf(), itemOf(Array(61).fill(200), 80));
    expect([standing.baselineMcfPerDay, standing.isBaselineFrozen]).toEqual([80, true]);
  });

  test('is unknown with fewer than 33 reports, without a point, and no alert where the rule is off', () => {
    const none = { recentMcfPerDay: null, baselineMcfPerDay: null, alertAboveMcfPerDay: null };
    expect(flaringStanding(siteOf(), itemOf(Array(32).fill(80)))).toMatchObject(none);
    expect(flaringStanding(siteOf({ flare: { permitLimitMcfPerDay: null } }), null)).toEqual({
      ...none,
      permitLimitMcfPerDay: null,
      isBaselineFrozen: false,
    });
    const off = siteOf({ rules: { flaringRise: { ...settings, enabled: false } } });
    expect(flaringStanding(off, itemOf(Array(61).fill(80))).alertAboveMcfPerDay).toBeNull();
  });
});
