import type { Site } from '../../domain/company.ts';
import type { Instant } from '../../domain/instant.ts';

/** What a parser has to know beside the bytes. */
export type ParseContext = {
  readonly file: string;
  /** Sites that rows may belong to. */
  readonly knownSites: ReadonlySet<string>;
  /** The tick time: periods that start more than 5 minutes after it are refused. */
  readonly at: Instant;
  /** Not given = auto. */
  readonly format?: string;
  /** The sites as configured, for formats that name no site and speak of gas days and months. */
  readonly sites?: readonly Site[];
  /**
   * What a sum becomes of which a part could not be read: `unknown` (null) where the rows go into the
   * system, `sum` of the other parts, marked `estimated`, where a person looks at them. Not given = unknown.
   */
  readonly incompleteSums?: 'unknown' | 'sum';
};
