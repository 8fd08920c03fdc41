/** Made by scripts/make-api-client.ts from the description of the API. Do not edit: run it again. */

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly parameter?: string;
  readonly got?: string;
  readonly expected?: string;
};

export type Point = {
  /** ISO-8601, UTC, `Z`. */
  readonly at: string;
  readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
  /** Inputs that were unknown. */
  readonly missing: readonly (
    | 'btc-price'
    | 'difficulty'
    | 'height'
    | 'fees'
    | 'fx'
    | 'gas-index'
    | 'produced'
    | 'received'
    | 'injected'
    | 'fuel'
    | 'mining'
    | 'sold'
    | 'flared'
    | 'vented'
    | 'regime'
  )[];
  readonly best: 'mine' | 'sell' | 'flare' | 'unknown';
  readonly bestAlternative: 'sell' | 'flare' | null;
  /** Cash margin of mining the gas that mining uses, USD/day. */
  readonly mineUsdPerDay: number | null;
  /** The same gas sold, USD/day. */
  readonly sellUsdPerDay: number | null;
  /** The same gas flared, USD/day. */
  readonly flareUsdPerDay: number | null;
  /** Mine less the best alternative, USD/day. */
  readonly advantageUsdPerDay: number | null;
  /** What a unit of gas earns mined, USD/MMBtu (HHV). */
  readonly netbackUsdPerMmbtu: number | null;
  /** What a unit of gas earns mined, USD/Mcf. */
  readonly netbackUsdPerMcf: number | null;
  /** BTC price at which the advantage is 0, USD. */
  readonly breakEvenBtcUsd: number | null;
  /** Revenue of 1 PH/s for a day, gross of pool, USD. */
  readonly hashpriceUsdPerPhDay: number | null;
  /** BTC price, USD. */
  readonly btcUsd: number | null;
  /** Network difficulty. */
  readonly difficulty: number | null;
  readonly binding: 'gas' | 'power' | 'fleet' | 'none';
  /** Gas that mining uses, Mcf/day. */
  readonly gasUsedMcfPerDay: number | null;
  /** Mcf/day. */
  readonly producedMcfPerDay: number | null;
  /** Mcf/day. */
  readonly soldMcfPerDay: number | null;
  /** Mcf/day. */
  readonly flaredMcfPerDay: number | null;
  /** Mcf/day. */
  readonly ventedMcfPerDay: number | null;
  /** Flared ÷ produced, a fraction. */
  readonly flaringRatio: number | null;
  readonly reportVersion: number | null;
  readonly configVersion: string;
  readonly methodVersion: number;
};

export type Aggregate = {
  /** ISO-8601, UTC, `Z`. */
  readonly from: string;
  /** ISO-8601, UTC, `Z`. */
  readonly to: string;
  readonly ticks: number;
  readonly expectedTicks: number;
  /** ticks ÷ expectedTicks, a fraction. */
  readonly coverage: number;
  /** Mean of the known ticks, USD/day. */
  readonly advantageUsdPerDayMean: number | null;
  /** USD/day. */
  readonly advantageUsdPerDayMin: number | null;
  /** USD/day. */
  readonly advantageUsdPerDayMax: number | null;
  /** USD/day. */
  readonly mineUsdPerDayMean: number | null;
  /** USD/day. */
  readonly sellUsdPerDayMean: number | null;
  /** USD/day. */
  readonly flareUsdPerDayMean: number | null;
  /** USD. */
  readonly btcUsdMean: number | null;
  /** Sum over the known ticks, Mcf. */
  readonly gasUsedMcf: number | null;
  /** Sum over the known ticks, Mcf. */
  readonly producedMcf: number | null;
  /** Sum over the known ticks, Mcf. */
  readonly soldMcf: number | null;
  /** Sum over the known ticks, Mcf. */
  readonly flaredMcf: number | null;
  /** Sum over the known ticks, Mcf. */
  readonly ventedMcf: number | null;
  /** Hours with a negative advantage. */
  readonly hoursUnprofitable: number;
};

export type Gap = {
  /** ISO-8601, UTC, `Z`. */
  readonly from: string;
  /** ISO-8601, UTC, `Z`. */
  readonly to: string;
  readonly reason: 'no-tick' | 'no-market' | 'no-report' | 'site-removed';
};

export type OpenAlert = {
  readonly id: string;
  readonly rule:
    | 'unprofitable'
    | 'flaring-rise'
    | 'site-data-stale'
    | 'mass-balance'
    | 'idle-while-profitable'
    | 'better-split'
    | 'unprofitable-after-retarget';
  readonly severity: 'info' | 'warning' | 'critical' | null;
  /** ISO-8601, UTC, `Z`. */
  readonly onset: string;
  /** ISO-8601, UTC, `Z`. */
  readonly openedAt: string;
};

export type Site = {
  readonly site: string;
  readonly name: string;
  readonly isRemoved: boolean;
  /** As deployed, every default filled in. */
  readonly configuration: {
    readonly [name: string]: unknown;
  } | null;
  readonly latest: {
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
    readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    /** Inputs that were unknown. */
    readonly missing: readonly (
      | 'btc-price'
      | 'difficulty'
      | 'height'
      | 'fees'
      | 'fx'
      | 'gas-index'
      | 'produced'
      | 'received'
      | 'injected'
      | 'fuel'
      | 'mining'
      | 'sold'
      | 'flared'
      | 'vented'
      | 'regime'
    )[];
    readonly best: 'mine' | 'sell' | 'flare' | 'unknown';
    readonly bestAlternative: 'sell' | 'flare' | null;
    /** Cash margin of mining the gas that mining uses, USD/day. */
    readonly mineUsdPerDay: number | null;
    /** The same gas sold, USD/day. */
    readonly sellUsdPerDay: number | null;
    /** The same gas flared, USD/day. */
    readonly flareUsdPerDay: number | null;
    /** Mine less the best alternative, USD/day. */
    readonly advantageUsdPerDay: number | null;
    /** What a unit of gas earns mined, USD/MMBtu (HHV). */
    readonly netbackUsdPerMmbtu: number | null;
    /** What a unit of gas earns mined, USD/Mcf. */
    readonly netbackUsdPerMcf: number | null;
    /** BTC price at which the advantage is 0, USD. */
    readonly breakEvenBtcUsd: number | null;
    /** Revenue of 1 PH/s for a day, gross of pool, USD. */
    readonly hashpriceUsdPerPhDay: number | null;
    /** BTC price, USD. */
    readonly btcUsd: number | null;
    /** Network difficulty. */
    readonly difficulty: number | null;
    readonly binding: 'gas' | 'power' | 'fleet' | 'none';
    /** Gas that mining uses, Mcf/day. */
    readonly gasUsedMcfPerDay: number | null;
    /** Mcf/day. */
    readonly producedMcfPerDay: number | null;
    /** Mcf/day. */
    readonly soldMcfPerDay: number | null;
    /** Mcf/day. */
    readonly flaredMcfPerDay: number | null;
    /** Mcf/day. */
    readonly ventedMcfPerDay: number | null;
    /** Flared ÷ produced, a fraction. */
    readonly flaringRatio: number | null;
    readonly reportVersion: number | null;
    readonly configVersion: string;
    readonly methodVersion: number;
    /** The best that the site could do with all its gas, USD/day. */
    readonly optimumUsdPerDay: number | null;
    /** Optimum less what runs now, USD/day. */
    readonly gainUsdPerDay: number | null;
    /** What leads from what runs now to the optimum, where it pays for a restart. */
    readonly action: 'keep' | 'stop' | 'start' | 'stop-part' | 'must-run' | 'unknown';
  } | null;
  readonly openAlerts: readonly OpenAlert[];
  /** Age of the newest report at the tick. */
  readonly reportAgeSeconds: number | null;
};

export type Market = {
  /** ISO-8601, UTC, `Z`. */
  readonly at: string;
  /** USD. */
  readonly btcUsd: number | null;
  /** Network difficulty. */
  readonly difficulty: number | null;
  readonly height: number | null;
  /** Mean fees of a block, BTC. */
  readonly feesBtcPerBlock: number | null;
  /** Revenue of 1 PH/s for a day, gross of pool, USD. */
  readonly hashpriceUsdPerPhDay: number | null;
  readonly quality: {
    readonly btcUsd: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    readonly difficulty: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    readonly height: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    readonly feesBtcPerBlock: 'ok' | 'degraded' | 'last-known-good' | 'missing';
  };
  readonly ageSeconds: {
    /** Seconds; null = not known. */
    readonly btcUsd: number | null;
    /** Seconds; null = not known. */
    readonly difficulty: number | null;
    /** Seconds; null = not known. */
    readonly height: number | null;
    /** Seconds; null = not known. */
    readonly feesBtcPerBlock: number | null;
  };
  readonly fx: readonly {
    readonly id: string;
    readonly value: number | null;
    readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    /** Seconds; null = not known. */
    readonly ageSeconds: number | null;
  }[];
  readonly gasIndexesUsdPerMmbtu: readonly {
    readonly id: string;
    readonly value: number | null;
    readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    /** Seconds; null = not known. */
    readonly ageSeconds: number | null;
  }[];
  readonly sources: readonly {
    readonly source: string;
    readonly kind: 'price' | 'network' | 'fees' | 'fx' | 'gas-index';
    readonly subject: string | null;
    readonly status: 'used' | 'failed' | 'stale' | 'future' | 'frozen' | 'outlier' | 'invalid' | 'disagrees' | 'held';
    readonly value: number | null;
    /** Seconds; null = not known. */
    readonly ageSeconds: number | null;
    readonly unchangedSince: string | null;
  }[];
  /** The next change of the difficulty at 2σ; null = the start of the epoch was not seen. */
  readonly retarget: {
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
    readonly remainingBlocks: number;
    readonly lowPercent: number;
    readonly highPercent: number;
  } | null;
  readonly configVersion: string;
};

export type Alert = {
  readonly id: string;
  /** Null for a rule of the company. */
  readonly site: string | null;
  readonly rule: string;
  readonly episode: number;
  readonly state: 'open' | 'acknowledged' | 'resolved';
  readonly severity: 'info' | 'warning' | 'critical';
  readonly cause: 'market' | 'site' | 'unknown';
  /** ISO-8601, UTC, `Z`. */
  readonly onset: string;
  /** ISO-8601, UTC, `Z`. */
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly acknowledgement: {
    readonly by: string;
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
    /** ISO-8601, UTC, `Z`. */
    readonly until: string;
    readonly note: string | null;
    readonly isSticky: boolean;
  } | null;
  readonly transitions: readonly {
    readonly kind: 'firing' | 'escalated' | 'downgraded' | 'resolved' | 'nodata' | 'data-restored' | 'reminder';
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
    readonly severity: 'info' | 'warning' | 'critical' | null;
    readonly value: number | null;
    readonly reason: string | null;
    /** Figures of the site at that tick, frozen. */
    readonly values: {
      readonly [name: string]: number | string | null;
    };
  }[];
  readonly messages: readonly {
    readonly id: string;
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
    /** ISO-8601, UTC, `Z`. */
    readonly sentAt: string;
    readonly audience: string;
    readonly kind: string;
    readonly subject: string;
    /** False where the message names only its ten worst sites. */
    readonly isNamed: boolean;
  }[];
  /** Given where more messages were sent in its time than one answer looks through. */
  readonly mayLackMessages?: true;
  readonly suppressed: readonly {
    readonly audience: string;
    readonly notice: string;
    readonly reason: string;
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
  }[];
};

export type Message = {
  readonly id: string;
  /** ISO-8601, UTC, `Z`. */
  readonly at: string;
  /** ISO-8601, UTC, `Z`. */
  readonly sentAt: string;
  readonly audience: string;
  readonly attributes: {
    readonly [name: string]: string;
  };
  readonly subject: string;
  readonly sms: string;
  readonly email: string;
  /** The JSON text of the message. */
  readonly default: string;
  readonly attempts: number;
};

export type Mute = {
  readonly id: string;
  readonly match: {
    readonly site?: string;
    readonly rule?: string;
    readonly severity?: 'info' | 'warning' | 'critical';
  };
  /** ISO-8601, UTC, `Z`. */
  readonly from: string;
  /** ISO-8601, UTC, `Z`. */
  readonly to: string;
  readonly reason: string;
  readonly by: string;
  readonly isActive: boolean;
  /** Open episodes that it holds back, or would were it on. */
  readonly matches: readonly {
    readonly id: string;
    readonly site: string | null;
    readonly rule: string;
    readonly severity: 'info' | 'warning' | 'critical';
  }[];
};

export type Report = {
  readonly stream: 'produced' | 'sold' | 'flared' | 'vented' | 'fuel' | 'mining' | 'injected' | 'received';
  /** ISO-8601, UTC, `Z`. */
  readonly periodStart: string;
  /** ISO-8601, UTC, `Z`. */
  readonly periodEnd: string;
  /** Mcf over the period; null = blank, negative = a reversal. */
  readonly volumeMcf: number | null;
  /** Heating value that came with the row; null = the site’s own. */
  readonly hhvBtuPerScf: number | null;
  readonly evidence: 'measured' | 'allocated' | 'estimated' | null;
  readonly cause: string | null;
  readonly version: number;
  readonly isNewestVersion: boolean;
  /** ISO-8601, UTC, `Z`. */
  readonly reportedAt: string;
  /** The tick from which the row could be used. */
  readonly knownAt: string;
  /** Value, unit and base as they stood in the report. */
  readonly original: string;
};

export type ClientOptions = {
  /** Where the API is, such as https://example.com; empty = the same origin. */
  readonly base?: string;
  /** Headers of every request, such as a token. */
  readonly headers?: () => Record<string, string>;
  readonly fetch?: typeof fetch;
};

export type CallOptions = { readonly signal?: AbortSignal; readonly headers?: Record<string, string> };

/** An answer that is no JSON: CSV, NDJSON, metrics. `next` is the cursor of the next page, `rows` how many it holds. */
export type ApiText = { readonly text: string; readonly next: string | null; readonly rows: number | null };

/** A refusal (RFC 9457), or an answer that is none. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  /** Seconds to wait before asking again; null where the answer does not say. */
  readonly retryAfterSeconds: number | null;
}

export const OPERATIONS: Readonly<
  Record<keyof ApiClient, { readonly method: string; readonly path: string; readonly query: readonly string[] }>
>;

export type ApiClient = {
  /** Last good run of each source and function; 503 when a tick is three intervals late. */
  health(
    given?: Record<string, never>,
    options?: CallOptions,
  ): Promise<{
    readonly status: 'ok' | 'late';
    readonly version: string;
    readonly company: string;
    readonly tickSeconds: number;
    readonly lastTick: string | null;
    /** Age of the last tick whose alerts went out. */
    readonly lateSeconds: number | null;
    readonly backlog: {
      readonly undeliveredMessages: number;
    };
    readonly functions: readonly {
      readonly name: string;
      readonly done: string | null;
      readonly running: string | null;
    }[];
    readonly price: {
      readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
      readonly goodAt: string | null;
      /** Seconds; null = not known. */
      readonly ageSeconds: number | null;
    };
    readonly sources: readonly {
      readonly source: string;
      readonly kind: 'price' | 'network' | 'fees' | 'fx' | 'gas-index';
      readonly subject: string | null;
      readonly status: 'used' | 'failed' | 'stale' | 'future' | 'frozen' | 'outlier' | 'invalid' | 'disagrees' | 'held';
      /** Seconds; null = not known. */
      readonly ageSeconds: number | null;
      readonly goodAt: string | null;
    }[];
  }>;
  /** Company totals and the latest point of every site, worst advantage first. */
  fleet(
    given?: {
      /** a whole number from 1 to 10000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{
    readonly company: string;
    readonly name: string;
    readonly at: string | null;
    readonly totals: {
      readonly sites: number;
      readonly sitesUnknown: number;
      /** Sum over the sites whose three values are known, USD/day. */
      readonly mineUsdPerDay: number | null;
      /** USD/day. */
      readonly sellUsdPerDay: number | null;
      /** USD/day. */
      readonly flareUsdPerDay: number | null;
      /** USD/day. */
      readonly advantageUsdPerDay: number | null;
    };
    readonly sites: readonly {
      readonly site: string;
      readonly name: string;
      readonly latest: {
        /** ISO-8601, UTC, `Z`. */
        readonly at: string;
        readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
        /** Inputs that were unknown. */
        readonly missing: readonly (
          | 'btc-price'
          | 'difficulty'
          | 'height'
          | 'fees'
          | 'fx'
          | 'gas-index'
          | 'produced'
          | 'received'
          | 'injected'
          | 'fuel'
          | 'mining'
          | 'sold'
          | 'flared'
          | 'vented'
          | 'regime'
        )[];
        readonly best: 'mine' | 'sell' | 'flare' | 'unknown';
        readonly bestAlternative: 'sell' | 'flare' | null;
        /** Cash margin of mining the gas that mining uses, USD/day. */
        readonly mineUsdPerDay: number | null;
        /** The same gas sold, USD/day. */
        readonly sellUsdPerDay: number | null;
        /** The same gas flared, USD/day. */
        readonly flareUsdPerDay: number | null;
        /** Mine less the best alternative, USD/day. */
        readonly advantageUsdPerDay: number | null;
        /** What a unit of gas earns mined, USD/MMBtu (HHV). */
        readonly netbackUsdPerMmbtu: number | null;
        /** What a unit of gas earns mined, USD/Mcf. */
        readonly netbackUsdPerMcf: number | null;
        /** BTC price at which the advantage is 0, USD. */
        readonly breakEvenBtcUsd: number | null;
        /** Revenue of 1 PH/s for a day, gross of pool, USD. */
        readonly hashpriceUsdPerPhDay: number | null;
        /** BTC price, USD. */
        readonly btcUsd: number | null;
        /** Network difficulty. */
        readonly difficulty: number | null;
        readonly binding: 'gas' | 'power' | 'fleet' | 'none';
        /** Gas that mining uses, Mcf/day. */
        readonly gasUsedMcfPerDay: number | null;
        /** Mcf/day. */
        readonly producedMcfPerDay: number | null;
        /** Mcf/day. */
        readonly soldMcfPerDay: number | null;
        /** Mcf/day. */
        readonly flaredMcfPerDay: number | null;
        /** Mcf/day. */
        readonly ventedMcfPerDay: number | null;
        /** Flared ÷ produced, a fraction. */
        readonly flaringRatio: number | null;
        readonly reportVersion: number | null;
        readonly configVersion: string;
        readonly methodVersion: number;
        /** The best that the site could do with all its gas, USD/day. */
        readonly optimumUsdPerDay: number | null;
        /** Optimum less what runs now, USD/day. */
        readonly gainUsdPerDay: number | null;
        /** What leads from what runs now to the optimum, where it pays for a restart. */
        readonly action: 'keep' | 'stop' | 'start' | 'stop-part' | 'must-run' | 'unknown';
      } | null;
      readonly openAlerts: readonly OpenAlert[];
      /** Age of the newest report at the tick. */
      readonly reportAgeSeconds: number | null;
    }[];
    /** Cursor of the next page; null = this is the last. */
    readonly next: string | null;
  }>;
  /** Every site as deployed, without secrets, with its latest point. */
  sites(
    given?: {
      /** a whole number from 1 to 10000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{
    readonly sites: readonly Site[];
    /** Cursor of the next page; null = this is the last. */
    readonly next: string | null;
  }>;
  /** One site as deployed, without secrets, with its latest point. */
  site(
    given: {
      /** Id of a site, as GET /v1/sites lists it. */
      readonly site: string;
    },
    options?: CallOptions,
  ): Promise<{
    readonly site: string;
    readonly name: string;
    readonly isRemoved: boolean;
    /** As deployed, every default filled in. */
    readonly configuration: {
      readonly [name: string]: unknown;
    } | null;
    readonly latest: {
      /** ISO-8601, UTC, `Z`. */
      readonly at: string;
      readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
      /** Inputs that were unknown. */
      readonly missing: readonly (
        | 'btc-price'
        | 'difficulty'
        | 'height'
        | 'fees'
        | 'fx'
        | 'gas-index'
        | 'produced'
        | 'received'
        | 'injected'
        | 'fuel'
        | 'mining'
        | 'sold'
        | 'flared'
        | 'vented'
        | 'regime'
      )[];
      readonly best: 'mine' | 'sell' | 'flare' | 'unknown';
      readonly bestAlternative: 'sell' | 'flare' | null;
      /** Cash margin of mining the gas that mining uses, USD/day. */
      readonly mineUsdPerDay: number | null;
      /** The same gas sold, USD/day. */
      readonly sellUsdPerDay: number | null;
      /** The same gas flared, USD/day. */
      readonly flareUsdPerDay: number | null;
      /** Mine less the best alternative, USD/day. */
      readonly advantageUsdPerDay: number | null;
      /** What a unit of gas earns mined, USD/MMBtu (HHV). */
      readonly netbackUsdPerMmbtu: number | null;
      /** What a unit of gas earns mined, USD/Mcf. */
      readonly netbackUsdPerMcf: number | null;
      /** BTC price at which the advantage is 0, USD. */
      readonly breakEvenBtcUsd: number | null;
      /** Revenue of 1 PH/s for a day, gross of pool, USD. */
      readonly hashpriceUsdPerPhDay: number | null;
      /** BTC price, USD. */
      readonly btcUsd: number | null;
      /** Network difficulty. */
      readonly difficulty: number | null;
      readonly binding: 'gas' | 'power' | 'fleet' | 'none';
      /** Gas that mining uses, Mcf/day. */
      readonly gasUsedMcfPerDay: number | null;
      /** Mcf/day. */
      readonly producedMcfPerDay: number | null;
      /** Mcf/day. */
      readonly soldMcfPerDay: number | null;
      /** Mcf/day. */
      readonly flaredMcfPerDay: number | null;
      /** Mcf/day. */
      readonly ventedMcfPerDay: number | null;
      /** Flared ÷ produced, a fraction. */
      readonly flaringRatio: number | null;
      readonly reportVersion: number | null;
      readonly configVersion: string;
      readonly methodVersion: number;
      /** The best that the site could do with all its gas, USD/day. */
      readonly optimumUsdPerDay: number | null;
      /** Optimum less what runs now, USD/day. */
      readonly gainUsdPerDay: number | null;
      /** What leads from what runs now to the optimum, where it pays for a restart. */
      readonly action: 'keep' | 'stop' | 'start' | 'stop-part' | 'must-run' | 'unknown';
      readonly optimum: {
        /** Mcf/day. */
        readonly mine: number | null;
        /** Mcf/day. */
        readonly sell: number | null;
        /** Mcf/day. */
        readonly inject: number | null;
        /** Mcf/day. */
        readonly flare: number | null;
        /** Mcf/day. */
        readonly shutIn: number | null;
        /** Models at work, best first; the last may run in part. */
        readonly minersOn: readonly string[];
      };
      /** What each class of miners adds while all run, USD/day. */
      readonly classes: readonly {
        readonly model: string;
        readonly usdPerDay: number | null;
      }[];
    } | null;
    readonly openAlerts: readonly OpenAlert[];
    /** Age of the newest report at the tick. */
    readonly reportAgeSeconds: number | null;
    /** Null for a site that was taken out. */
    readonly flaring: {
      /** Median of the last 5 daily reports, or the newest month, Mcf/day. */
      readonly recentMcfPerDay: number | null;
      /** Its usual level, Mcf/day; the one of the onset while a flaring rise is open. */
      readonly baselineMcfPerDay: number | null;
      /** The recent level that raises the alert, Mcf/day; null = too few reports, or no rule. */
      readonly alertAboveMcfPerDay: number | null;
      /** Mcf/day; null = no limit. */
      readonly permitLimitMcfPerDay: number | null;
      readonly isBaselineFrozen: boolean;
    } | null;
  }>;
  /** History of a site: ticks, or hours, days and months of UTC, with every gap and its reason. */
  margins(
    given: {
      /** Id of a site, as GET /v1/sites lists it. */
      readonly site: string;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly from: string | number;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly to: string | number;
      readonly step?: 'tick' | '1h' | '1d' | '1mo' | undefined;
      readonly format?: 'json' | 'csv' | 'ndjson' | undefined;
      /** a whole number from 1 to 10000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly asOf?: string | number | undefined;
    },
    options?: CallOptions,
  ): Promise<
    | {
        readonly site: string;
        readonly step: 'tick' | '1h' | '1d' | '1mo';
        readonly timezone: 'UTC';
        /** ISO-8601, UTC, `Z`. */
        readonly from: string;
        /** ISO-8601, UTC, `Z`. */
        readonly to: string;
        readonly asOf: string | null;
        readonly points: readonly Point[] | readonly Aggregate[];
        readonly gaps: readonly Gap[];
        /** Cursor of the next page; null = this is the last. */
        readonly next: string | null;
      }
    | ApiText
  >;
  /** How a stored point came about: inputs with source and age, every formula, versions. */
  explain(
    given: {
      /** Id of a site, as GET /v1/sites lists it. */
      readonly site: string;
      /** The `at` of a point: ISO-8601 with a zone, or epoch seconds. */
      readonly instant: string | number;
    },
    options?: CallOptions,
  ): Promise<{
    /** ISO-8601, UTC, `Z`. */
    readonly at: string;
    readonly quality: 'ok' | 'degraded' | 'last-known-good' | 'missing';
    /** Inputs that were unknown. */
    readonly missing: readonly (
      | 'btc-price'
      | 'difficulty'
      | 'height'
      | 'fees'
      | 'fx'
      | 'gas-index'
      | 'produced'
      | 'received'
      | 'injected'
      | 'fuel'
      | 'mining'
      | 'sold'
      | 'flared'
      | 'vented'
      | 'regime'
    )[];
    readonly best: 'mine' | 'sell' | 'flare' | 'unknown';
    readonly bestAlternative: 'sell' | 'flare' | null;
    /** Cash margin of mining the gas that mining uses, USD/day. */
    readonly mineUsdPerDay: number | null;
    /** The same gas sold, USD/day. */
    readonly sellUsdPerDay: number | null;
    /** The same gas flared, USD/day. */
    readonly flareUsdPerDay: number | null;
    /** Mine less the best alternative, USD/day. */
    readonly advantageUsdPerDay: number | null;
    /** What a unit of gas earns mined, USD/MMBtu (HHV). */
    readonly netbackUsdPerMmbtu: number | null;
    /** What a unit of gas earns mined, USD/Mcf. */
    readonly netbackUsdPerMcf: number | null;
    /** BTC price at which the advantage is 0, USD. */
    readonly breakEvenBtcUsd: number | null;
    /** Revenue of 1 PH/s for a day, gross of pool, USD. */
    readonly hashpriceUsdPerPhDay: number | null;
    /** BTC price, USD. */
    readonly btcUsd: number | null;
    /** Network difficulty. */
    readonly difficulty: number | null;
    readonly binding: 'gas' | 'power' | 'fleet' | 'none';
    /** Gas that mining uses, Mcf/day. */
    readonly gasUsedMcfPerDay: number | null;
    /** Mcf/day. */
    readonly producedMcfPerDay: number | null;
    /** Mcf/day. */
    readonly soldMcfPerDay: number | null;
    /** Mcf/day. */
    readonly flaredMcfPerDay: number | null;
    /** Mcf/day. */
    readonly ventedMcfPerDay: number | null;
    /** Flared ÷ produced, a fraction. */
    readonly flaringRatio: number | null;
    readonly reportVersion: number | null;
    readonly configVersion: string;
    readonly methodVersion: number;
    /** The best that the site could do with all its gas, USD/day. */
    readonly optimumUsdPerDay: number | null;
    /** Optimum less what runs now, USD/day. */
    readonly gainUsdPerDay: number | null;
    /** What leads from what runs now to the optimum, where it pays for a restart. */
    readonly action: 'keep' | 'stop' | 'start' | 'stop-part' | 'must-run' | 'unknown';
    readonly optimum: {
      /** Mcf/day. */
      readonly mine: number | null;
      /** Mcf/day. */
      readonly sell: number | null;
      /** Mcf/day. */
      readonly inject: number | null;
      /** Mcf/day. */
      readonly flare: number | null;
      /** Mcf/day. */
      readonly shutIn: number | null;
      /** Models at work, best first; the last may run in part. */
      readonly minersOn: readonly string[];
    };
    /** What each class of miners adds while all run, USD/day. */
    readonly classes: readonly {
      readonly model: string;
      readonly usdPerDay: number | null;
    }[];
    readonly site: string;
    /** True where the figures worked out again equal the stored ones, digit for digit. */
    readonly isReproduced: boolean;
    /** Report rows known at the tick, or those of a later correction. */
    readonly basis: 'as-known' | 'restated';
    readonly inputs: {
      readonly market: Market;
      readonly reports: readonly {
        readonly stream: 'produced' | 'sold' | 'flared' | 'vented' | 'fuel' | 'mining' | 'injected' | 'received';
        /** Rate in force, Mcf/day. */
        readonly mcfPerDay: number | null;
        readonly quality: 'ok' | 'last-known-good' | 'missing';
        readonly periodStart: string | null;
        readonly periodEnd: string | null;
        readonly version: number | null;
        readonly reportedAt: string | null;
        readonly ageSeconds: number | null;
      }[];
    };
    readonly steps: readonly {
      readonly id: number;
      readonly name: string;
      readonly value: number | string | null;
      readonly unit: string;
      readonly formula: string;
      /** Section of docs/method.md. */
      readonly method: string;
    }[];
  }>;
  /** Gas report rows whose period starts in the window, every version. */
  reports(
    given: {
      /** Id of a site, as GET /v1/sites lists it. */
      readonly site: string;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly from?: string | number | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly to?: string | number | undefined;
      /** a whole number from 1 to 10000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{
    readonly site: string;
    /** ISO-8601, UTC, `Z`. */
    readonly from: string;
    /** ISO-8601, UTC, `Z`. */
    readonly to: string;
    readonly completeness: {
      /** The newest tick: what is known until then counts. */
      readonly at: string;
      readonly cadence: '1h' | '1d' | '1mo' | null;
      /** The least share with which the month’s flaring is judged. */
      readonly minimumFraction: number;
      /** Σ reportedPeriods ÷ Σ expectedPeriods of the streams; null = unknown: `reason`. */
      readonly completenessFraction: number | null;
      /** Periods of the cadence that start in [from, to): reported, or `staleAfter` past their end. */
      readonly expectedPeriods: number | null;
      readonly reportedPeriods: number | null;
      readonly reason: 'never-reported' | 'nothing-due' | 'site-removed' | 'no-configuration' | null;
      readonly streams: readonly {
        readonly stream: 'produced' | 'sold' | 'flared' | 'vented' | 'fuel' | 'mining' | 'injected' | 'received';
        /** reportedPeriods ÷ expectedPeriods; null = nothing was due yet. */
        readonly completenessFraction: number | null;
        readonly expectedPeriods: number;
        /** Periods with a volume; blank and reversed ones are not, a coarser row says nothing of its parts. */
        readonly reportedPeriods: number;
        /** Periods begun, not reported, not yet `staleAfter` past their end. */
        readonly awaitedPeriods: number;
        readonly gapCount: number;
        /** Missing periods, neighbours as one, the newest 100. */
        readonly gaps: readonly {
          /** ISO-8601, UTC, `Z`. */
          readonly from: string;
          /** ISO-8601, UTC, `Z`. */
          readonly to: string;
          /** unknown-volume = blank or reversed. */
          readonly reason: 'no-report' | 'unknown-volume';
        }[];
        readonly evidence: readonly {
          readonly evidence: 'measured' | 'allocated' | 'estimated' | null;
          readonly rows: number;
        }[];
        /** Of flared and vented; null = not stated. */
        readonly causes: readonly {
          readonly cause: string | null;
          readonly rows: number;
          /** Mcf. */
          readonly volumeMcf: number;
        }[];
      }[];
    };
    readonly massBalance: {
      readonly by: 'gas-day' | 'gas-month' | null;
      /** True = mining is in fuel and not taken off twice. */
      readonly fuelIncludesMining: boolean | null;
      /** Why nothing can be balanced. */
      readonly reason: 'never-reported' | 'no-production' | 'no-outlet' | 'no-configuration' | null;
      readonly knownPeriods: number;
      /** Σ over the known periods, Mcf. */
      readonly unaccountedMcf: number | null;
      /** Σ unaccounted ÷ Σ produced over the known periods, signed. */
      readonly unaccountedFraction: number | null;
      /** Periods that start in [from, to) and have ended. */
      readonly periods: readonly {
        /** ISO-8601, UTC, `Z`. */
        readonly from: string;
        /** ISO-8601, UTC, `Z`. */
        readonly to: string;
        /** Mcf over the period; null = unknown, 0 = or never reported. */
        readonly volumesMcf: {
          readonly produced: number | null;
          readonly sold: number | null;
          readonly flared: number | null;
          readonly vented: number | null;
          readonly fuel: number | null;
          readonly mining: number | null;
          readonly injected: number | null;
          readonly received: number | null;
        };
        /** Mcf; null = a stream that the site reports is unknown. */
        readonly unaccountedMcf: number | null;
        /** Unaccounted ÷ produced, signed; null also where nothing was produced. */
        readonly unaccountedFraction: number | null;
      }[];
    };
    readonly reports: readonly Report[];
    /** Cursor of the next page; null = this is the last. */
    readonly next: string | null;
  }>;
  /** Push a gas report in any known format, signed with a key of the site, at most 4 MB. */
  pushReport(
    given: {
      /** Id of a site, as GET /v1/sites lists it. */
      readonly site: string;
      readonly body: string;
    },
    options?: CallOptions,
  ): Promise<{
    readonly accepted: readonly {
      readonly stream: 'produced' | 'sold' | 'flared' | 'vented' | 'fuel' | 'mining' | 'injected' | 'received';
      /** ISO-8601, UTC, `Z`. */
      readonly periodStart: string;
      /** ISO-8601, UTC, `Z`. */
      readonly periodEnd: string;
      readonly version: number;
      readonly volumeMcf: number | null;
    }[];
    readonly unchanged: readonly {
      readonly stream: 'produced' | 'sold' | 'flared' | 'vented' | 'fuel' | 'mining' | 'injected' | 'received';
      /** ISO-8601, UTC, `Z`. */
      readonly periodStart: string;
      /** ISO-8601, UTC, `Z`. */
      readonly periodEnd: string;
      readonly version: number;
      readonly volumeMcf: number | null;
    }[];
    readonly rejected: readonly {
      readonly file: string;
      readonly line: number;
      readonly column: string;
      readonly value: string;
      readonly expected: string;
    }[];
    readonly counts: {
      readonly accepted: number;
      readonly unchanged: number;
      readonly rejected: number;
    };
  }>;
  /** A form, signed for 5 minutes, to put report files of at most 5 MiB into the bucket of the site. */
  offerUpload(
    given: {
      /** Id of a site, as GET /v1/sites lists it. */
      readonly site: string;
      readonly body: {
        readonly contentType?:
          | 'text/csv'
          | 'text/plain'
          | 'application/json'
          | 'application/xml'
          | 'application/zip'
          | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
          | 'application/octet-stream';
      };
    },
    options?: CallOptions,
  ): Promise<{
    readonly site: string;
    readonly url: string;
    /** Send them as they are; S3 itself puts the file’s own name at the end of `key`. */
    readonly fields: {
      readonly [name: string]: string;
    };
    /** Where the files come to stand in the bucket. */
    readonly keyPrefix: string;
    readonly maxBytes: number;
    /** ISO-8601, UTC, `Z`. */
    readonly expiresAt: string;
  }>;
  /** Frozen markets: every tick, or the first of each hour or day of UTC. */
  market(
    given?: {
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly from?: string | number | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly to?: string | number | undefined;
      readonly step?: 'tick' | '1h' | '1d' | undefined;
      /** a whole number from 1 to 1000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{
    readonly step: 'tick' | '1h' | '1d';
    readonly timezone: 'UTC';
    /** ISO-8601, UTC, `Z`. */
    readonly from: string;
    /** ISO-8601, UTC, `Z`. */
    readonly to: string;
    readonly markets: readonly Market[];
    /** Cursor of the next page; null = this is the last. */
    readonly next: string | null;
  }>;
  /** The newest frozen market: price, difficulty, height, fees, hashprice, sources with age. */
  latestMarket(given?: Record<string, never>, options?: CallOptions): Promise<Market>;
  /** Episodes with their transitions, newest first. */
  alerts(
    given?: {
      readonly state?: 'open' | 'acknowledged' | 'resolved' | undefined;
      readonly site?: string | undefined;
      readonly rule?: string | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly from?: string | number | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly to?: string | number | undefined;
      /** a whole number from 1 to 1000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{
    readonly alerts: readonly Alert[];
    /** Cursor of the next page; null = this is the last. */
    readonly next: string | null;
  }>;
  /** One episode with its transitions. */
  alert(
    given: {
      /** The `id` that a list gave. */
      readonly id: string;
    },
    options?: CallOptions,
  ): Promise<Alert>;
  /** Take an episode on: no reminders until then (8 h where nothing is said); 409 when it is over. */
  acknowledge(
    given: {
      /** The `id` that a list gave. */
      readonly id: string;
      readonly body: {
        /** Who does it; comes from the token where there is one. */
        readonly by?: string;
        /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
        readonly until?: string | number;
        readonly note?: string;
        /** True: holds even when the severity rises. */
        readonly sticky?: boolean;
      };
    },
    options?: CallOptions,
  ): Promise<Alert>;
  /** Take an acknowledgement back; 409 when the episode is over. */
  unacknowledge(
    given: {
      /** The `id` that a list gave. */
      readonly id: string;
    },
    options?: CallOptions,
  ): Promise<Alert>;
  /** Mutes that are on or to come, each with the open episodes it matches now. */
  mutes(
    given?: Record<string, never>,
    options?: CallOptions,
  ): Promise<{
    readonly mutes: readonly Mute[];
  }>;
  /** Hold notices back until a given end; preview=true only says what it would match. */
  mute(
    given: {
      readonly preview?: 'true' | 'false' | undefined;
      readonly body: {
        /** What is absent matches everything. */
        readonly match: {
          readonly site?: string;
          readonly rule?: string;
          readonly severity?: 'info' | 'warning' | 'critical';
        };
        /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
        readonly from?: string | number;
        /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
        readonly to: string | number;
        readonly reason: string;
        /** Who does it; comes from the token where there is one. */
        readonly by?: string;
      };
    },
    options?: CallOptions,
  ): Promise<Mute>;
  /** End a mute now; 409 when it is over. */
  unmute(
    given: {
      /** The `id` that a list gave. */
      readonly id: string;
    },
    options?: CallOptions,
  ): Promise<Mute>;
  /** Messages as sent, oldest first. */
  messages(
    given?: {
      readonly audience?: string | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly from?: string | number | undefined;
      /** ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds */
      readonly to?: string | number | undefined;
      /** a whole number from 1 to 10000 */
      readonly limit?: number | undefined;
      /** The `next` of an answer to this very query; opaque. */
      readonly cursor?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{
    readonly messages: readonly Message[];
    /** Cursor of the next page; null = this is the last. */
    readonly next: string | null;
  }>;
  /** The latest figures as OpenMetrics text. */
  metrics(
    given?: {
      /** K/N, the K-th of N parts of the sites. */
      readonly shard?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<ApiText>;
  /** This description (OpenAPI 3.1). */
  openapi(
    given?: Record<string, never>,
    options?: CallOptions,
  ): Promise<{
    readonly openapi: string;
    readonly [name: string]: unknown;
  }>;
};

/** A client of the API at `base`; the same origin where none is given. */
export function apiClient(options?: ClientOptions): ApiClient;
