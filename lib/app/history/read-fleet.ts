import { type AlertState, isOpen } from '../../domain/alerts/alert-state.ts';
import { episodeId } from '../../domain/alerts/episode-record.ts';
import { SITE_RULES } from '../../domain/alerts/rule.ts';
import type { Company } from '../../domain/company.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import { toIso } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { difficultyByEpoch, difficultyOf } from './difficulty.ts';
import { latestOptima, presentGain } from './latest-optimum.ts';
import { type PresentedPoint, presentPoint } from './present.ts';

/** Company totals and every configured site's latest point, worst advantage first, unknown last. */
export async function readFleet(stores: Stores, company: Company) {
  const items = new Map((await stores.sites.all('eventual')).map((item) => [item.site, item]));
  const latest = [...items.values()].map((item) => item.block.points.at(-1) ?? null);
  const shown = company.sites.flatMap((site) => items.get(site.id) ?? []);
  const [difficulties, optima] = await Promise.all([
    difficultyByEpoch(stores.market, latest),
    latestOptima(stores, shown),
  ]);
  const sites = company.sites.map((site) => {
    const item = items.get(site.id);
    const point = item?.block.points.at(-1) ?? null;
    return {
      site: site.id,
      name: site.name,
      latest:
        point === null
          ? null
          : { ...presentPoint(point, difficultyOf(point, difficulties)), ...presentGain(optima.get(site.id)) },
      openAlerts: item === undefined ? [] : openAlertsOf(item),
      reportAgeSeconds: item === undefined ? null : reportAge(item),
    };
  });
  sites.sort((a, b) => worstFirst(a.latest, b.latest) || (a.site < b.site ? -1 : 1));
  const newest = [...items.values()].reduce((last, item) => Math.max(last, item.v), 0);
  return {
    company: company.company,
    name: company.name,
    at: newest === 0 ? null : toIso(newest as SiteItem['v']),
    totals: totalsOf(sites.map((site) => site.latest)),
    sites,
  };
}

/** Seconds from the newest report to the site's last tick; null = no report yet. */
export function reportAge(item: SiteItem): number | null {
  return item.gas.newestReportAt === null ? null : item.v - item.gas.newestReportAt;
}

/** The open episodes of a site as the fleet lists them. */
export function openAlertsOf(item: SiteItem) {
  return SITE_RULES.filter((rule) => isOpen(item.alerts[rule])).map((rule) => {
    const state: AlertState = item.alerts[rule];
    const openedAt = state.openedAt ?? item.v;
    return {
      id: episodeId({ site: item.site, rule, episode: state.episode, openedAt }),
      rule,
      severity: state.severity,
      onset: toIso(state.onset ?? openedAt),
      openedAt: toIso(openedAt),
    };
  });
}

function worstFirst(a: PresentedPoint | null, b: PresentedPoint | null): number {
  const left = a?.advantageUsdPerDay ?? Number.POSITIVE_INFINITY;
  const right = b?.advantageUsdPerDay ?? Number.POSITIVE_INFINITY;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Sums over the sites whose three values are all known; the others are counted, never taken as zero. */
function totalsOf(points: readonly (PresentedPoint | null)[]) {
  const known = points.filter((point) => point !== null && point.advantageUsdPerDay !== null);
  const sum = (figure: (point: PresentedPoint) => number | null): number | null => {
    const values = known.map((point) => (point === null ? null : figure(point))).filter((value) => value !== null);
    return values.length === 0 ? null : Math.round(values.reduce((total, value) => total + value, 0) * 1000) / 1000;
  };
  return {
    sites: points.length,
    sitesUnknown: points.length - known.length,
    mineUsdPerDay: sum((point) => point.mineUsdPerDay),
    sellUsdPerDay: sum((point) => point.sellUsdPerDay),
    flareUsdPerDay: sum((point) => point.flareUsdPerDay),
    advantageUsdPerDay: sum((point) => point.advantageUsdPerDay),
  };
}
