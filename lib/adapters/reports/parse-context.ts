import type { Instant } from '../../domain/instant.ts';

/** What a parser has to know beside the bytes: the file's name, whose rows it may hold, and the tick time. */
export type ParseContext = {
  readonly file: string;
  readonly knownSites: ReadonlySet<string>;
  readonly at: Instant;
};
