import type { AlertState } from './domain/alerts/alert-state.ts';
import type { Company, Site } from './domain/company.ts';
import type { ReportRow } from './domain/gas/report.ts';
import type { UploadForm, UploadTerms } from './domain/gas/report-upload.ts';
import type { DayAggregate, MonthAggregate } from './domain/history/fold.ts';
import type { Block } from './domain/history/point.ts';
import type { SiteItem } from './domain/history/site-item.ts';
import type { Instant } from './domain/instant.ts';
import type { Market, Observation } from './domain/market/market.ts';
import type {
  AcknowledgementStore,
  CorrectionStore,
  EpisodeStore,
  GroupStore,
  MessageStore,
  MuteStore,
  SuppressedStore,
} from './ports/alerts.ts';

export type * from './ports/alerts.ts';

/** The world's time: only for leases and deadlines; decisions use the tick time T. */
export type Clock = { nowMilliseconds(): number };

/** Names a holder of a lease. */
export type Ids = { owner(): string };

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};
export type Metrics = { count(name: string, value: number): void };

/** Asks every configured feed once, in parallel, within the fetch budget. Never throws. */
export type MarketFeeds = { observe(company: Company, at: Instant): Promise<readonly Observation[]> };

/** What a server said of its file, so that an unchanged one is not sent again, and the digest of its bytes. */
export type FileValidators = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly digest: string;
};

/** One pulled gas report file, or why there is none. */
export type PulledReport =
  | {
      readonly outcome: 'file';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly validators: FileValidators;
    }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'failed'; readonly reason: string };
/** Asks a site's report endpoint for its file; `known` = the one that need not be sent again. */
export type ReportSource = { pull(site: Site, at: Instant, known: FileValidators | null): Promise<PulledReport> };

/** A report row that was refused, said so that its sender can mend it. */
export type RejectedRow = {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly expected: string;
};

/** Reads a gas report in any known format, of any text encoding; never throws. */
export type ReportParser = {
  parse(
    content: string | Uint8Array,
    context: {
      readonly file: string;
      readonly knownSites: ReadonlySet<string>;
      readonly at: Instant;
      /** Not given = whichever the file shows itself to be. */
      readonly format?: string;
      /** The sites as configured, for formats that name no site and speak of gas days and months. */
      readonly sites?: readonly Site[];
    },
  ): {
    readonly rows: readonly ReportRow[];
    readonly rejected: readonly RejectedRow[];
    /** False = the format has no versions of its own: what differs from the stored row is its next version. */
    readonly hasVersions: boolean;
  };
};

/** CFG: configurations by content hash. */
export type ConfigStore = {
  putIfAbsent(version: string, company: Company): Promise<void>;
  get(version: string): Promise<Company | null>;
};

/** MKT: frozen markets, first writer wins. */
export type MarketStore = {
  /** False when T was frozen before; the caller then reads the winner's. */
  putIfAbsent(market: Market): Promise<boolean>;
  get(at: Instant): Promise<Market | null>;
  /** The newest with `at < before`. */
  latestBefore(before: Instant): Promise<Market | null>;
  /** Oldest first, `from` < at ≤ `to`, at most `limit`. */
  range(fromExclusive: Instant, toInclusive: Instant, limit: number): Promise<readonly Market[]>;
};

/**
 * `strong` sees every write that was answered before; `eventual` may lag by a second and costs half.
 * What decides is read strong, what is shown is read eventual.
 */
export type Consistency = 'strong' | 'eventual';

/** SITE: one item per site. Strong unless said otherwise. */
/** A site's item as it is stored, decoded when it is asked for. */
export type StoredSite = { readonly site: string; readonly v: Instant; readonly item: () => SiteItem };
export type SiteStore = {
  all(consistency?: Consistency): Promise<readonly SiteItem[]>;
  /** As `all`, strong, for whoever takes the items one by one. */
  stored(): Promise<readonly StoredSite[]>;
  get(site: string, consistency?: Consistency): Promise<SiteItem | null>;
  /** Commits when nothing newer or equal is there (`v < item.v`); false = somebody did it. */
  putIfNewer(item: SiteItem): Promise<boolean>;
  remove(site: string): Promise<void>;
};

/** CO/STATE: state of the company rules. */
export type CompanyState = { readonly v: Instant; readonly priceFeedStale: AlertState };
export type CompanyStateStore = {
  get(): Promise<CompanyState | null>;
  putIfNewer(state: CompanyState): Promise<boolean>;
};

/** H#site: sealed blocks, days and months. Eventual unless said otherwise. */
export type HistoryStore = {
  putBlock(site: string, block: Block): Promise<void>;
  /** Blocks that overlap [from, to), oldest first; `limit` counts blocks. */
  blocks(site: string, from: Instant, to: Instant, limit: number, consistency?: Consistency): Promise<readonly Block[]>;
  putDay(site: string, day: DayAggregate): Promise<void>;
  /** Days that begin in [from, to), oldest first; months likewise. */
  days(site: string, from: Instant, to: Instant, consistency?: Consistency): Promise<readonly DayAggregate[]>;
  putMonth(site: string, month: MonthAggregate): Promise<void>;
  months(site: string, from: Instant, to: Instant, consistency?: Consistency): Promise<readonly MonthAggregate[]>;
};

/**
 * A#site: what corrections replaced, so that a reader can ask what was known at an earlier moment.
 * `replacedAt` is the tick time of the run that wrote the newer version.
 */
export type ReplacedStore = {
  putBlock(site: string, block: Block, replacedAt: Instant): Promise<void>;
  putDay(site: string, day: DayAggregate, replacedAt: Instant): Promise<void>;
  putMonth(site: string, month: MonthAggregate, replacedAt: Instant): Promise<void>;
  /** Versions of the blocks that start in [from, to) that a run after `asOf` replaced; of each block the one in force at `asOf`. */
  blocksAsOf(site: string, from: Instant, to: Instant, asOf: Instant): Promise<readonly Block[]>;
  daysAsOf(site: string, from: Instant, to: Instant, asOf: Instant): Promise<readonly DayAggregate[]>;
  monthsAsOf(site: string, from: Instant, to: Instant, asOf: Instant): Promise<readonly MonthAggregate[]>;
};

/**
 * DIRTY: reports for [from, periodTo) came to be known at the tick `to`: points between `from` and
 * `to` were made without them. Kept until those are restated.
 */
export type DirtyMark = {
  readonly site: string;
  readonly from: Instant;
  readonly periodTo: Instant;
  readonly to: Instant;
};
export type DirtyStore = {
  put(mark: DirtyMark): Promise<void>;
  /** At most `limit`, in no promised order. */
  marks(limit: number): Promise<readonly DirtyMark[]>;
  remove(mark: DirtyMark): Promise<void>;
};

/** R#site and INBOX: report rows and pointers to rows not yet merged. */
export type InboxPointer = {
  readonly site: string;
  readonly file: string;
  readonly periodFrom: Instant;
  readonly periodTo: Instant;
  /** The tick at which the rows became known; a tick before it must not use them. */
  readonly knownAt: Instant;
};
export type StoredReportRow = { readonly row: ReportRow; readonly knownAt: Instant };
/** The file that a site's endpoint gave last, all of whose rows are stored as this configuration reads them. */
export type PulledFile = FileValidators & { readonly configVersion: string; readonly storedAt: Instant };
export type PutRowOutcome = 'accepted' | 'unchanged' | 'conflict';
export type ReportStore = {
  putRowIfAbsent(row: ReportRow, knownAt: Instant): Promise<PutRowOutcome>;
  /** Rows whose period starts in [from, to), every version. */
  rows(site: string, from: Instant, to: Instant): Promise<readonly StoredReportRow[]>;
  putPointer(pointer: InboxPointer): Promise<void>;
  pointers(): Promise<readonly InboxPointer[]>;
  deletePointer(pointer: InboxPointer): Promise<void>;
  /** Null = none, or one that was kept too long ago. */
  pulledFile(site: string): Promise<PulledFile | null>;
  keepPulledFile(site: string, file: PulledFile): Promise<void>;
};

/** NONCE: nonces of pushed reports, each taken once while its timestamp could still be accepted. */
export type NonceStore = {
  /** False when the site's nonce was taken before. It may be forgotten after `until`. */
  take(site: string, nonce: string, until: Instant): Promise<boolean>;
};

/** Says whether a pushed report was signed with a secret, in a time that does not tell how wrong it is. */
export type SignatureCheck = {
  isSigned(
    secret: string,
    request: {
      readonly method: string;
      readonly path: string;
      readonly timestamp: string;
      readonly nonce: string;
      readonly body: Uint8Array;
    },
    signature: string,
  ): boolean;
};

/** Reads a file that was dropped into the report bucket; null = it is gone, `too-large` = it is not read. */
export type ReportDrop = { read(key: string, version: string | null): Promise<Uint8Array | null | 'too-large'> };

/** Signs forms by which a sender without an account puts a file into the report bucket. */
export type ReportUploads = { form(terms: UploadTerms): UploadForm };

/** TICK: one claim per function of the chain. */
export type TickClaim = {
  readonly running: Instant | null;
  readonly untilMilliseconds: number;
  readonly owner: string;
  readonly done: Instant | null;
  readonly note?: TickNote;
};
/** What a function leaves with its last finished tick, so that others need not read it again. */
export type TickNote = {
  /** recompute-margins: the company's rules after that tick. */
  readonly company?: CompanyState;
  /** recompute-margins: no rule of any site or of the company is open, or goes on and off. */
  readonly isQuiet?: boolean;
  /** seal-history: verdicts of corrected reports wait to be told. */
  readonly hasCorrections?: boolean;
};
export type TickStore = {
  get(functionName: string): Promise<TickClaim | null>;
  /** The claims of all functions, in one reading. */
  all(): Promise<ReadonlyMap<string, TickClaim>>;
  /**
   * Claims T when `done < T` and no live lease is held. `held` = somebody runs now (throw, so that
   * the caller is tried again); `done` = T or a later tick is finished. The claim tells what was done before.
   */
  claim(
    functionName: string,
    at: Instant,
    owner: string,
    nowMilliseconds: number,
    untilMilliseconds: number,
  ): Promise<{
    readonly outcome: 'claimed' | 'held' | 'done';
    readonly done: Instant | null;
    readonly note?: TickNote;
    /** An earlier T that was claimed and never finished: its run was killed, or failed after every retry. */
    readonly unfinished?: Instant;
  }>;
  /** Marks T done and frees the lease, if `owner` still holds it; without a note the one before stays. */
  finish(functionName: string, at: Instant, owner: string, note?: TickNote): Promise<void>;
};

/** Tells the outside that a tick is done. */
export type Heartbeat = { beat(at: Instant): Promise<void> };

/** All stores of one company, as every use case takes them. */
export type Stores = {
  readonly config: ConfigStore;
  readonly market: MarketStore;
  readonly sites: SiteStore;
  readonly company: CompanyStateStore;
  readonly history: HistoryStore;
  readonly replaced: ReplacedStore;
  readonly dirty: DirtyStore;
  readonly reports: ReportStore;
  readonly nonces: NonceStore;
  readonly ticks: TickStore;
  readonly episodes: EpisodeStore;
  readonly groups: GroupStore;
  readonly messages: MessageStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly mutes: MuteStore;
  readonly suppressed: SuppressedStore;
  readonly corrections: CorrectionStore;
};
