import type { RuleId } from '../alerts/rule.ts';
import type { Instant } from '../instant.ts';
import type { Quality } from '../market/market.ts';

export type Best = 'mine' | 'sell' | 'flare' | 'unknown';
export type Binding = 'gas' | 'power' | 'fleet' | 'none';

/** Why a figure is unknown; the closed list, in the order of their bits in storage. */
export const MISSING_INPUTS = [
  'btc-price',
  'difficulty',
  'height',
  'fees',
  'fx',
  'gas-index',
  'produced',
  'received',
  'injected',
  'fuel',
  'mining',
  'sold',
  'flared',
  'vented',
  'regime',
] as const;
export type MissingInput = (typeof MISSING_INPUTS)[number];

/**
 * One evaluated tick of one site exactly as it is stored: whole numbers in the smallest unit kept.
 * Null = unknown. What can be derived (advantage, best alternative, flaring ratio) is not stored.
 */
export type Point = {
  readonly at: Instant;
  readonly quality: Quality;
  readonly missing: readonly MissingInput[];
  readonly best: Best;
  readonly bestAlternative: 'sell' | 'flare' | null;
  readonly binding: Binding;
  /** Rules with an open episode after this tick. */
  readonly openAlerts: readonly RuleId[];
  readonly mineMilliUsdPerDay: number | null;
  readonly sellMilliUsdPerDay: number | null;
  readonly flareMilliUsdPerDay: number | null;
  readonly netbackMilliUsdPerMmbtu: number | null;
  readonly netbackMilliUsdPerMcf: number | null;
  readonly breakEvenBtcCents: number | null;
  readonly gasUsedScfPerDay: number | null;
  readonly producedScfPerDay: number | null;
  readonly soldScfPerDay: number | null;
  readonly flaredScfPerDay: number | null;
  readonly ventedScfPerDay: number | null;
  readonly btcUsdCents: number | null;
  readonly hashpriceMilliUsdPerPhDay: number | null;
  /** Difficulty epoch, height ÷ 2016; the difficulty itself is in MKT. */
  readonly epoch: number | null;
  readonly reportVersion: number | null;
  readonly configVersion: string;
  readonly methodVersion: number;
};

/**
 * A run of at most 12 points of one site: 1 h of 5 min, 3 h of 15 min, 12 h of 1 h ticks. `start` is
 * the first point's time; the end is the next multiple of twelve ticks since the epoch (block.ts).
 */
export type Block = {
  readonly start: Instant;
  readonly stepSeconds: number;
  /** 1 as the ticks wrote it; one more with every correction that rebuilt it. */
  readonly version: number;
  readonly points: readonly Point[];
};

export const POINTS_PER_BLOCK = 12;
