import { after, type Instant } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';

/** The company's tick length as its configuration had it at a moment; null = now. What no market was frozen for has today's. */
export async function tickSecondsAsOf(
  stores: Pick<Stores, 'market' | 'config'>,
  asOf: Instant | null,
  tickSeconds: number,
): Promise<number> {
  if (asOf === null) return tickSeconds;
  const market = await stores.market.latestBefore(after(asOf, 1));
  const company = market === null ? null : await stores.config.get(market.configVersion);
  return company?.tickSeconds ?? tickSeconds;
}
