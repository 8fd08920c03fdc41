import type { Instant } from '../instant.ts';

/** How far a figure can be trusted, best first. `missing` means there is no figure. */
export type Quality = 'ok' | 'degraded' | 'last-known-good' | 'missing';

export const QUALITIES: readonly Quality[] = ['ok', 'degraded', 'last-known-good', 'missing'];

/** The worse of two qualities. */
export function worse(a: Quality, b: Quality): Quality {
  if (a === b) return a;
  return QUALITIES.indexOf(a) >= QUALITIES.indexOf(b) ? a : b;
}

export type ObservationKind = 'price' | 'network' | 'fees' | 'fx' | 'gas-index';

/** What one provider answered in one tick, before anybody judged it. */
export type Observation = {
  readonly source: string;
  readonly kind: ObservationKind;
  /** FX pair or gas index id; null for price, network and fees. */
  readonly subject: string | null;
  readonly outcome:
    | {
        readonly ok: true;
        /** USD/BTC, difficulty, BTC/block, rate, or USD/MMBtu. Null where only the height is given. */
        readonly value: number | null;
        readonly height: number | null;
        /** Blocks behind a fee mean. */
        readonly blocks: number | null;
        /** When the provider says the value was made; null where it does not say. */
        readonly observedAt: Instant | null;
        /** When the answer came, under a real clock; absent or null = age is judged against the tick T. */
        readonly askedAt?: Instant | null;
        /** True = a recording says it of this very tick: the same figure again is no sign of a dead feed. */
        readonly isRecorded?: boolean;
      }
    | { readonly ok: false; readonly reason: string };
};

/**
 * What the consensus made of a source in one tick. `held` = a fine quote of a price that jumped, not
 * believed until the next tick says so too.
 */
export const SOURCE_STATUSES = [
  'used',
  'failed',
  'stale',
  'future',
  'frozen',
  'outlier',
  'invalid',
  'disagrees',
  'held',
] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

/** How the consensus judged one source in one tick; the memory of frozen feeds. */
export type SourceVerdict = {
  readonly source: string;
  readonly kind: ObservationKind;
  readonly subject: string | null;
  readonly status: SourceStatus;
  readonly value: number | null;
  readonly ageSeconds: number | null;
  /** Since when the source has given this very value. */
  readonly unchangedSince: Instant | null;
};

/** A figure with where it comes from: `goodAt` is the tick it was last observed at. */
export type Sourced = {
  readonly value: number | null;
  readonly quality: Quality;
  readonly goodAt: Instant | null;
};

export type NamedRate = Sourced & { readonly id: string };

/** Mean fees of the last days, so that a spike can be told from what is usual. */
export type FeeDays = {
  /** Start of the running UTC day. */
  readonly day: Instant;
  /** Ticks of that day with fees observed, and the sum of them, satoshi/block. */
  readonly ticks: number;
  readonly satoshiSum: number;
  /** Means of the 7 days before, newest first, satoshi/block; null = a day without any. */
  readonly satoshiMeans: readonly (number | null)[];
};

/** When the running difficulty epoch began, as far as the ticks saw it: its first block came between the two. */
export type EpochStart = {
  /** Height ÷ 2016. */
  readonly epoch: number;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
};

/**
 * The market of one tick, frozen by the first writer (MKT#T). Unknown is null with quality
 * `missing`; nothing here is ever zero or negative for want of data.
 */
export type Market = {
  readonly at: Instant;
  readonly btcUsd: Sourced;
  readonly difficulty: Sourced;
  readonly height: Sourced;
  readonly feesBtcPerBlock: Sourced;
  /** Units of the second currency per unit of the first: USDRUB = RUB per USD. */
  readonly fx: readonly NamedRate[];
  /** USD/MMBtu (HHV, dry). */
  readonly gasIndexes: readonly NamedRate[];
  readonly sources: readonly SourceVerdict[];
  /** Absent in a market that was not frozen from feeds. */
  readonly feeDays?: FeeDays;
  /** Absent while no tick has seen an epoch begin. */
  readonly epochStart?: EpochStart;
  readonly configVersion: string;
};

/** The few market figures that a site's margin depends on, as one row. Null = unknown. */
export type MarketRow = {
  readonly btcUsd: number | null;
  readonly difficulty: number | null;
  readonly height: number | null;
  readonly feesBtcPerBlock: number | null;
  /** USD/MMBtu by index id. */
  readonly gasIndexUsdPerMmbtu: Readonly<Record<string, number | null>>;
};
