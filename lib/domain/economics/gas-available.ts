import type { GasInForce } from '../gas/report.ts';
import type { MissingInput } from '../history/point.ts';

/** What the balance needs to know of a site. */
type BalanceTerms = { readonly fuelIncludesMining: boolean; readonly firmMcfPerDay: number };

const KNOWN: readonly MissingInput[] = [];

/**
 * Gas that mining could have, Mcf/day: produced + received − injected − lease fuel − firm sales, not
 * below zero. Lease fuel is the fuel stream, less mining where the site's fuel figure holds it. Null
 * while a stream that was once reported is unknown, or while neither produced nor received was ever
 * reported: a site without reports is unknown, not empty.
 */
export function gasAvailable(terms: BalanceTerms, gas: GasInForce): number | null {
  const { produced, received, injected, fuel, mining } = gas;
  if (!produced.everReported && !received.everReported) return null;
  const gross = rateOf(produced);
  const bought = rateOf(received);
  const back = rateOf(injected);
  const burnt = rateOf(fuel);
  const mined = terms.fuelIncludesMining ? rateOf(mining) : 0;
  if (gross === null || bought === null || back === null || burnt === null || mined === null) return null;
  const lease = burnt > mined ? burnt - mined : 0;
  const available = gross + bought - back - lease - terms.firmMcfPerDay;
  return available > 0 ? available : 0;
}

/** The streams for which the gas available is unknown. */
export function missingStreams(terms: BalanceTerms, gas: GasInForce): readonly MissingInput[] {
  const { produced, received, injected, fuel, mining } = gas;
  if (!produced.everReported && !received.everReported) return ['produced'];
  const missing: MissingInput[] = [];
  if (rateOf(produced) === null) missing.push('produced');
  if (rateOf(received) === null) missing.push('received');
  if (rateOf(injected) === null) missing.push('injected');
  if (rateOf(fuel) === null) missing.push('fuel');
  if (terms.fuelIncludesMining && rateOf(mining) === null) missing.push('mining');
  return missing.length === 0 ? KNOWN : missing;
}

function rateOf(stream: GasInForce[keyof GasInForce]): number | null {
  return stream.everReported ? stream.mcfPerDay : 0;
}

/**
 * Factor on the site's heating values from a report row in force: the row's HHV ÷ the site's. 1
 * where no row states one. The row of produced gas counts, that of received gas where nothing is
 * produced.
 */
export function heatingValueRatio(siteHhvBtuPerScf: number, gas: GasInForce): number {
  const source = gas.produced.everReported ? gas.produced : gas.received;
  const stated = source.row?.hhvBtuPerScf ?? null;
  return stated === null ? 1 : stated / siteHhvBtuPerScf;
}
