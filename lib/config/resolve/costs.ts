import type { Costs, DatedIncentive } from '../../domain/cost-terms.ts';
import type { CostsBlock } from '../schema/terms.ts';
import { givenOnly } from './given-only.ts';
import { fromInstant } from './market.ts';

type Or = <V>(key: string, value: V | undefined, fallback: V) => V;

/** What mining costs, with every default filled in. */
export function costsOf(costs: CostsBlock | undefined, or: Or): Costs {
  return {
    siteUsdPerDay: or('costs.siteUsdPerDay', costs?.siteUsdPerDay, 0),
    siteAvoidableAfterDays: costs?.siteAvoidableAfterDays ?? null,
    royaltyOnMinedGasFraction: or('costs.royaltyOnMinedGasFraction', costs?.royaltyOnMinedGasFraction, 0),
    royaltyIndex: costs?.royaltyIndex ?? null,
    royaltyBasisUsdPerMmbtu: costs?.royaltyBasisUsdPerMmbtu ?? 0,
    revenueShareFraction: or('costs.revenueShareFraction', costs?.revenueShareFraction, 0),
    miningTaxFraction: or('costs.miningTaxFraction', costs?.miningTaxFraction, 0),
    gasPurchaseUsdPerMcf: costs?.gasPurchaseUsdPerMcf ?? 0,
    gasPurchaseIndexFraction: costs?.gasPurchaseIndexFraction ?? 0,
    hostingUsdPerKwh: costs?.hostingUsdPerKwh ?? 0,
    rentalUsdPerKwMonth: costs?.rentalUsdPerKwMonth ?? 0,
    royaltyOn: costs?.royaltyOn ?? 'index',
    minedGasIncentiveUsdPerMcf: costs?.minedGasIncentiveUsdPerMcf ?? 0,
    ...(costs?.restartUsd === undefined ? {} : { restartUsd: costs.restartUsd }),
    ...givenOnly(costs, ['revenueShareOf', 'incomeTaxFraction']),
    ...(costs?.incentives === undefined ? {} : { incentives: costs.incentives.map(incentiveOf) }),
  };
}

function incentiveOf({ name, usdPerMcf, from, to }: NonNullable<CostsBlock['incentives']>[number]): DatedIncentive {
  return { name, usdPerMcf, from: fromInstant(from), to: to == null ? null : fromInstant(to) };
}
