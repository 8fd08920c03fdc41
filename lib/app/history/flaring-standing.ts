import { dailyShift, monthlyShift } from '../../domain/alerts/flaring-baseline.ts';
import type { Site } from '../../domain/company.ts';
import { SCF_PER_MCF } from '../../domain/conversions.ts';
import { US60, volumeFactor } from '../../domain/gas/volume.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';

/**
 * What the site's flaring is held against, Mcf/day: its usual level, the level that raises the alert,
 * and the permit's limit. The baseline is the one frozen at the onset while a flaring rise is open.
 * Null = too few reports, no rule, or no limit. Settings and arithmetic are those of the rule flaring-rise.
 */
export function flaringStanding(site: Site, item: SiteItem | null) {
  const settings = site.rules.flaringRise;
  const produced = item?.block.points.at(-1)?.producedScfPerDay ?? null;
  const shift =
    item === null
      ? null
      : site.reports.cadence === '1mo'
        ? monthlyShift(item.gas.flaredMonthly, settings)
        : dailyShift(item.gas.flaredDaily, produced === null ? null : produced / SCF_PER_MCF, settings);
  const frozen = item?.flaringBaselineMcfPerDay ?? null;
  const limit = site.flare.permitLimitMcfPerDay;
  return {
    recentMcfPerDay: shift?.recentMcfPerDay ?? null,
    baselineMcfPerDay: frozen ?? shift?.baselineMcfPerDay ?? null,
    alertAboveMcfPerDay: settings.enabled ? (shift?.enterMcfPerDay ?? null) : null,
    permitLimitMcfPerDay: limit === null ? null : limit * volumeFactor(site.gas.volumeBase, US60),
    isBaselineFrozen: frozen !== null,
  };
}
