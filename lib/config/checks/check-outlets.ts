import { type Fault, fault, type YamlPath } from '../problem.ts';
import type { SiteParts } from './parts.ts';

/** Where gas can go besides mining, and what is owed on it: limits, thresholds, titles and dates that fit. */
export function checkOutlets(site: SiteParts, path: YamlPath): readonly Fault[] {
  const faults: Fault[] = [];
  const { inject, flare } = site;
  const [least, most] = [inject?.minimumMcfPerDay ?? 0, inject?.capMcfPerDay ?? Number.POSITIVE_INFINITY];
  if (least > most)
    faults.push(fault([...path, 'inject', 'minimumMcfPerDay'], least, `not above capMcfPerDay (${most})`));
  const [below, above] = [flare?.chargeUsdPerMcf ?? 0, flare?.threshold?.chargeUsdPerMcf];
  if (above !== undefined && above < below)
    faults.push(
      fault([...path, 'flare', 'threshold', 'chargeUsdPerMcf'], above, `not below flare.chargeUsdPerMcf (${below})`),
    );
  const owed = (flare?.royaltyFraction ?? 0) + (flare?.productionTaxFraction ?? 0);
  if (site.sell === 'none' && owed > 0 && site.costs?.royaltyIndex == null)
    faults.push(
      fault(
        [...path, 'costs', 'royaltyIndex'],
        undefined,
        'an index for royalty and tax on flared gas, with sell: none',
      ),
    );
  if (site.gas?.title === 'state' && site.sell !== undefined && site.sell !== 'none')
    faults.push(fault([...path, 'sell'], 'terms of a sale', 'none: gas of the state is not the operator’s to sell'));
  for (const [index, { from, to }] of (site.costs?.incentives ?? []).entries()) {
    if (to != null && to <= from)
      faults.push(fault([...path, 'costs', 'incentives', index, 'to'], to, `a day after from (${from})`));
  }
  return faults;
}
