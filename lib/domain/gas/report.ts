import type { Instant } from '../instant.ts';

export type Stream = 'produced' | 'sold' | 'flared' | 'vented' | 'fuel' | 'mining' | 'injected' | 'received';

/** Largest file that is taken in from the report bucket; larger ones go through `netback import`. */
export const MAX_DROPPED_BYTES = 5 * 1024 * 1024;

export const STREAMS: readonly Stream[] = [
  'produced',
  'sold',
  'flared',
  'vented',
  'fuel',
  'mining',
  'injected',
  'received',
];

/** How often a site reports. */
export type Cadence = '1h' | '1d' | '1mo';

export type Evidence = 'measured' | 'allocated' | 'estimated';

/**
 * One normalised row of a gas report: how much gas of one stream in one period. Volumes are in Mcf
 * at 60 °F, 14.696 psia, dry, over the whole period. Null = the report left it blank (missing,
 * never zero). Negative = a reversal: the value is unknown until a higher version comes.
 */
export type ReportRow = {
  readonly site: string;
  readonly stream: Stream;
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  readonly volumeMcf: number | null;
  /** Heating value carried by the row, Btu/scf at 60 °F, 14.696 psia, dry; null = the site's own. */
  readonly hhvBtuPerScf: number | null;
  readonly evidence: Evidence | null;
  readonly cause: string | null;
  readonly version: number;
  readonly reportedAt: Instant;
  /** As it stood in the report: value, unit and base as text, for explain. */
  readonly original: string;
};

/** A row as the site's item keeps it. */
export type InForceRow = {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  /** Mcf over the period; null = blank or reversed. */
  readonly volumeMcf: number | null;
  readonly hhvBtuPerScf: number | null;
  readonly version: number;
  readonly reportedAt: Instant;
  /**
   * Why the gas was flared, where the report states a cause that a law may leave out. Routine and
   * unstated ones always count and are not kept: a site's item has to stay small.
   */
  readonly cause?: string;
};

/** One daily or monthly figure of a stream (of total flare, for the detector). Null = blank or reversed. */
export type FlareFigure = {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  readonly mcfPerDay: number | null;
  readonly version: number;
};

/**
 * The gas inputs that a site's item carries from tick to tick. `candidates` holds per stream every
 * row that can still become the report in force; a stream absent here was never reported.
 */
export type GasState = {
  readonly candidates: Readonly<Partial<Record<Stream, readonly InForceRow[]>>>;
  /** At most the last 61 daily figures of total flare, oldest first. */
  readonly flaredDaily: readonly FlareFigure[];
  /** At most the last 13 monthly figures, oldest first. */
  readonly flaredMonthly: readonly FlareFigure[];
  /** Newest `reportedAt` merged so far: the age of the site's data counts from it. */
  readonly newestReportAt: Instant | null;
  /**
   * Of every stream reported but flared (kept above), at most the last 4 figures of the site's balance
   * period (gas day, or month on a monthly site), oldest first: what massBalance needs. Absent = none.
   */
  readonly balanceFigures?: Readonly<Partial<Record<Stream, readonly FlareFigure[]>>>;
};

export const EMPTY_GAS_STATE: GasState = { candidates: {}, flaredDaily: [], flaredMonthly: [], newestReportAt: null };

/** The volume rate of one stream in force at a tick. */
export type StreamInForce = {
  /** Mcf/day at 60 °F, 14.696 psia, dry; null = unknown. */
  readonly mcfPerDay: number | null;
  readonly everReported: boolean;
  /** `ok` in its cadence, `last-known-good` carried beyond it, `missing` unknown. */
  readonly quality: 'ok' | 'last-known-good' | 'missing';
  readonly row: InForceRow | null;
};

/** All streams in force at T, and what the site's data are worth. */
export type GasInForce = Readonly<Record<Stream, StreamInForce>>;
