import type { Company, Site } from '../../domain/company.ts';
import { explainUnderLaw } from '../../domain/economics/regime/under-law.ts';
import { keptSiteModel } from '../../domain/economics/site-model.ts';
import { gasInForce } from '../../domain/gas/in-force.ts';
import { type GasInForce, type ReportRow, STREAMS } from '../../domain/gas/report.ts';
import type { Point } from '../../domain/history/point.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, toIso } from '../../domain/instant.ts';
import type { Market } from '../../domain/market/market.ts';
import { marketRow } from '../../domain/market/market-row.ts';
import { siteMarketRow } from '../../domain/market/site-market-row.ts';
import { usdRates } from '../../domain/market/usd-rates.ts';
import { advanceSite } from '../../domain/site-tick.ts';
import type { Stores } from '../../ports.ts';
import { storedPoints } from '../read-points.ts';
import { presentGain, presentOptimum } from './latest-optimum.ts';
import { presentPoint } from './present.ts';
import { presentMarket } from './read-market.ts';

/** Report rows older than this before the tick can no longer be in force. */
const ROWS_LOOKED_BACK_SECONDS = 400 * SECONDS_PER_DAY;

/**
 * A stored point worked out again from its frozen inputs: the market of its tick, the report rows
 * known then (or those of the correction that restated it), the configuration by its hash. The same
 * code that made it makes it again; `isReproduced` says whether every stored digit came out equal.
 */
export async function readExplain(stores: Stores, site: string, at: Instant) {
  const [stored] = await storedPoints(stores, site, at, after(at, 1), 1, null, 'eventual');
  if (stored === undefined) return { isExplained: false, why: 'no-point' } as const;
  const { point } = stored;
  const [market, company] = await Promise.all([stores.market.get(at), stores.config.get(point.configVersion)]);
  const configured = company?.sites.find((one) => one.id === site);
  if (market === null || company === null || configured === undefined) {
    return { isExplained: false, why: 'inputs-gone' } as const;
  }
  const lookedBack = instant(Math.max(0, at - ROWS_LOOKED_BACK_SECONDS));
  const rows = await stores.reports.rows(site, lookedBack, after(at, 1));
  const asKnown = again(
    company,
    configured,
    market,
    point,
    rows.filter((one) => one.knownAt <= at).map((one) => one.row),
  );
  const restated = asKnown.isReproduced
    ? null
    : again(
        company,
        configured,
        market,
        point,
        rows.map((one) => one.row),
      );
  const chosen = restated?.isReproduced ? restated : asKnown;
  const model = keptSiteModel(configured, company.decisionHorizonDays, company.regimes);
  const row = siteMarketRow(marketRow(market), configured);
  const { steps, optimum } = explainUnderLaw(model, row, chosen.gas, at, usdRates(market));
  return {
    isExplained: true,
    body: {
      site,
      ...presentPoint(point, market.difficulty.value),
      ...presentGain(optimum),
      ...presentOptimum(optimum),
      isReproduced: chosen.isReproduced,
      basis: chosen === restated ? ('restated' as const) : ('as-known' as const),
      inputs: { market: presentMarket(market), reports: presentGas(chosen.gas, at) },
      steps,
    },
  } as const;
}

type Again = { readonly gas: GasInForce; readonly isReproduced: boolean };

function again(company: Company, site: Site, market: Market, stored: Point, newRows: readonly ReportRow[]): Again {
  const { configVersion } = stored;
  const model = keptSiteModel(site, company.decisionHorizonDays, company.regimes);
  const { item } = advanceSite({ company, configVersion, site, model, market, previous: null, newRows });
  const gas = gasInForce(item.gas, market.at, site.reports.staleAfterSeconds, site.reports.cadence);
  const made = item.block.points.at(-1);
  return { gas, isReproduced: made !== undefined && isSame(made, stored) };
}

/** Equal in every figure; alerts have a memory of their own, and the method may have grown. */
function isSame(made: Point, stored: Point): boolean {
  const figures = ({ openAlerts: _, methodVersion: __, ...rest }: Point) => JSON.stringify(Object.entries(rest).sort());
  return figures(made) === figures(stored);
}

function presentGas(gas: GasInForce, at: Instant) {
  return STREAMS.map((stream) => {
    const { mcfPerDay, quality, row } = gas[stream];
    return {
      stream,
      mcfPerDay,
      quality,
      periodStart: row === null ? null : toIso(row.periodStart),
      periodEnd: row === null ? null : toIso(row.periodEnd),
      version: row?.version ?? null,
      reportedAt: row === null ? null : toIso(row.reportedAt),
      ageSeconds: row === null ? null : Math.max(0, at - Math.max(row.periodEnd, row.reportedAt)),
    };
  });
}
