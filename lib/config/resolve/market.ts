import type { GasIndexPlan, MarketPlan, VolumeBase } from '../../domain/company.ts';
import { volumeFactor } from '../../domain/gas/volume.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import type { IndexRow, MarketBlock } from '../schema/market.ts';
import { baseOf } from './bases.ts';

/** Cubic feet in 1000 m³ of the same state: (1 ÷ 0.3048)³ × 1000, exact. */
const SCF_PER_1000_M3 = 1000 / 0.3048 ** 3;
const SCF_PER_MCF = 1000;
const BTU_PER_MMBTU = 1_000_000;

/** The heating value that a price per volume is taken at: the seller's own. */
export type SoldGas = { readonly hhvBtuPerScf: number; readonly volumeBase: VolumeBase };

/** Start of the day (UTC) or the instant that a dated row names. */
export function fromInstant(text: string): Instant {
  return instant(Date.parse(text) / 1000);
}

/** The market plan; `soldOn` gives the gas of the sites that sell on an index, null where none does. */
export function marketPlan(given: MarketBlock, soldOn: (index: string) => SoldGas | null): MarketPlan {
  return {
    btcPrice: given.btcPrice,
    network: given.network,
    feesFallbackBtcPerBlock: given.feesFallbackBtcPerBlock ?? null,
    fx: (given.fx ?? []).map(({ pair, source, manual }) => ({
      pair,
      source: source ?? null,
      manual: (manual ?? []).map(({ from, rate }) => ({ from: fromInstant(from), rate })).sort(byDate),
    })),
    gasIndexes: (given.gasIndexes ?? []).map((index): GasIndexPlan => {
      const sold = soldOn(index.id);
      const rows = (index.manual ?? []).flatMap((row) => {
        const perMmbtu = perMmbtuOf(row, sold);
        return perMmbtu === null ? [] : [{ from: fromInstant(row.from), perMmbtu }];
      });
      const { id, source, secret, currency } = index;
      return {
        id,
        source: source ?? null,
        secret: secret ?? null,
        currency: currency ?? 'USD',
        manual: rows.sort(byDate),
      };
    }),
    secrets: Object.fromEntries(
      Object.entries(given.secrets ?? {}).flatMap(([id, name]) => (name ? [[id, name]] : [])),
    ),
    urls: Object.fromEntries(Object.entries(given.urls ?? {}).flatMap(([id, url]) => (url ? [[id, url]] : []))),
  };
}

/**
 * A row's price per MMBtu (HHV, dry). A price per volume is divided by the heat in that volume, of
 * the row's own `hhvBtuPerScf` (at its base) or of the gas that is sold on the index. Null = neither.
 * Example: 2200 RUB per 1000 m³ at ru20, HHV 1200 Btu/scf at ru20: 2200 ÷ (35,314.667 × 1200 ÷ 1e6) = 51.91.
 */
export function perMmbtuOf(row: IndexRow, sold: SoldGas | null): number | null {
  const direct = row.usdPerMmbtu ?? row.perMmbtu;
  if (direct !== undefined) return direct;
  const base = row.base === undefined ? (sold?.volumeBase ?? null) : baseOf(row.base);
  if (base === null) return null;
  const ofSold = sold === null ? null : sold.hhvBtuPerScf * volumeFactor(base, sold.volumeBase);
  const hhvBtuPerScf = row.hhvBtuPerScf ?? ofSold;
  if (hhvBtuPerScf === null) return null;
  const [price, scf] = row.per1000m3 === undefined ? [row.perMcf, SCF_PER_MCF] : [row.per1000m3, SCF_PER_1000_M3];
  return price === undefined ? null : price / ((scf * hhvBtuPerScf) / BTU_PER_MMBTU);
}

function byDate(a: { readonly from: Instant }, b: { readonly from: Instant }): number {
  return a.from - b.from;
}
