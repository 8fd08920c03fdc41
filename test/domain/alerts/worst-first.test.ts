import { describe, expect, it } from 'vitest';
import { digestOf, type SiteHours } from '#lib/domain/alerts/digest.ts';
import { worstFirst } from '#lib/domain/alerts/worst-first.ts';
import { foldPoints } from '#lib/domain/history/fold.ts';
import { after as later } from '#lib/domain/instant.ts';
import { samplePoint } from '../../adapters/samples.ts';
import { MIDNIGHT, notice, VALUES } from './contents.ts';

describe('the order in which people read episodes', () => {
  const order = (...[rule, notices]: Parameters<typeof worstFirst>) =>
    [notices, notices.toReversed()].map((some) =>
      worstFirst(rule, some).map(({ site, episode }) => `${site}${episode}`),
    );
  const losing = (site: string, advantageUsdPerDay: number | null, more: object = {}) =>
    notice(site, { values: { ...VALUES, advantageUsdPerDay }, ...more });

  it('is the loudest first, then the greatest loss, unknown last, whatever the order of arrival', () => {
    const notices = [
      losing('small', -10),
      losing('gain', 5),
      losing('great', -900),
      losing('blind', null),
      losing('loud', -1, { severity: 'critical' }),
      losing('low', -9999, { severity: 'info' }),
    ];
    const wanted = ['loud1', 'great1', 'small1', 'gain1', 'blind1', 'low1'];
    expect(order('unprofitable', notices)).toEqual([wanted, wanted]);
  });

  it('is by site, then by episode, where nothing else tells them apart', () => {
    const notices = [
      losing('b', -10),
      losing('a', -10, { episode: 2 }),
      losing('a', -10),
      losing('c', null),
      losing('b', null),
    ];
    const wanted = ['a1', 'a2', 'b1', 'b1', 'c1'];
    expect(order('unprofitable', notices)).toEqual([wanted, wanted]);
    // an alert of the company, without a site, comes before them
    const mixed = [losing('a', -10), notice(null, { values: { ...VALUES, advantageUsdPerDay: -10 } })];
    expect(worstFirst('unprofitable', mixed).map(({ site }) => site)).toEqual([null, 'a']);
  });

  it('of flaring is by the rise over what is usual, of other rules by their value', () => {
    const flaring = (site: string, value: number | null, usual: number | null) =>
      notice(site, { value, values: { ...VALUES, flaringBaselineMcfPerDay: usual } });
    // rises of 150, 200 and, with nothing usual, 180
    const rises = [flaring('a', 450, 300), flaring('b', 300, 100), flaring('c', 180, null), flaring('d', null, 50)];
    expect(order('flaring-rise', rises)[0]).toEqual(['b1', 'c1', 'a1', 'd1']);
    const ages = [notice('a', { value: 1 }), notice('b', { value: 3 }), notice('c', { value: 2 })];
    expect(order('site-data-stale', ages)[0]).toEqual(['b1', 'c1', 'a1']);
  });
});

describe('a digest', () => {
  const DAY = 86_400;
  const HOUR = 3600;
  const TO = later(MIDNIGHT, DAY);
  /** One hour of hourly ticks, one point: mining, the best alternative and flare in USD/day. */
  const siteOf = (site: string, mine: number | null, more: Partial<SiteHours> = {}): SiteHours => {
    const point = samplePoint(MIDNIGHT, {
      mineMilliUsdPerDay: mine === null ? null : mine * 1000,
      sellMilliUsdPerDay: 0,
      flareMilliUsdPerDay: 0,
      flaredScfPerDay: 24_000,
    });
    const hours = [foldPoints([point], MIDNIGHT, later(MIDNIGHT, HOUR), HOUR)];
    const reports = { expectedPeriods: 4, reportedPeriods: 3 };
    return { site, name: site.toUpperCase(), tickSeconds: HOUR, hours, before: [], reports, ...more };
  };
  const digest = (sites: readonly SiteHours[]) => digestOf(sites, MIDNIGHT, TO, 2, []);

  it('is money and gas over the time of the points there are', () => {
    // an hour at 240 and at −48 USD/day: 10 − 2 = 8 USD; at 24 Mcf/day each: 2 Mcf; 2 of 48 ticks; 6 of 8 reports
    const found = digest([siteOf('a', 240), siteOf('b', -48)]);
    expect(found).toMatchObject({
      sites: 2,
      flips: 2,
      mineUsd: 8,
      advantageUsd: 8,
      flaredMcf: 2,
      flaredMcfBefore: null,
    });
    expect(found.coverageFraction).toBeCloseTo(2 / 48, 12);
    expect(found.reportCompletenessFraction).toBe(0.75);
    expect(found.hoursUnprofitable).toBe(1);
    const before = [siteOf('a', 240).hours[0]].flatMap((hour) => hour ?? []);
    expect(digest([siteOf('a', 240, { before })]).flaredMcfBefore).toBe(1);
  });

  it('names the three worst, the least advantage first, of alike ones by site', () => {
    const sites = [siteOf('d', 100), siteOf('b', -10), siteOf('c', -10), siteOf('a', -20), siteOf('e', null)];
    for (const some of [sites, sites.toReversed()])
      expect(digest(some).worst.map(({ site }) => site)).toEqual(['a', 'b', 'c']);
    expect(digest([siteOf('d', 100), siteOf('e', null)]).worst).toEqual([
      { site: 'd', name: 'D', advantageUsd: 100 / 24 },
    ]);
  });

  it('knows nothing of nothing', () => {
    const nothing = { mineUsd: null, advantageUsd: null, flaredMcf: null, coverageFraction: 0, worst: [] };
    expect(digest([])).toMatchObject({ sites: 0, ...nothing, reportCompletenessFraction: null });
    expect(digest([siteOf('a', 1, { hours: [] })])).toMatchObject(nothing);
  });
});
