import { type Fault, fault, type YamlPath } from '../problem.ts';
import type { SiteParts } from './parts.ts';

/** Where gas can go besides mining: limits that leave room, a threshold that makes flaring dearer. */
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
  return faults;
}
