import type { Operator, Severity } from './alerts/rule.ts';
import type { Costs } from './cost-terms.ts';
import type { MethaneNumberDerate } from './economics/power/derate.ts';
import type { PeriodToDate } from './economics/regime/period-to-date.ts';
import type { Condition, FlaringRegime } from './economics/regime/regime.ts';
import type { Instant } from './instant.ts';
import type { FlareThresholdTerms, InjectTerms, SellTerms } from './outlet-terms.ts';
import type { ReportPlan } from './report-plan.ts';

/**
 * A company as deployed: the company file with every default filled in and every catalogue model
 * resolved to its data sheet figures. Values stay in the file's own units: everything per Mcf or
 * scf is at the site's `volumeBase`; economics/site-model.ts converts once to 60 °F, 14.696 psia.
 */
export type Company = {
  readonly company: string;
  readonly name: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly tickSeconds: 300 | 900 | 3600;
  readonly locale: string;
  readonly decisionHorizonDays: number;
  readonly market: MarketPlan;
  readonly audiences: readonly Audience[];
  readonly rules: RuleSettings;
  readonly maintenance: readonly MaintenanceWindow[];
  readonly api: { readonly auth: 'iam' } | { readonly auth: 'jwt'; readonly issuer: string; readonly audience: string };
  readonly heartbeatUrl: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly rawRetentionDays: number;
  readonly deploy: DeployOptions;
  /** The regime documents that the sites name, frozen with the company. */
  readonly regimes: readonly FlaringRegime[];
  readonly sites: readonly Site[];
};

/** How the company's stack is built; nothing of it changes a figure or a message. */
export type DeployOptions = {
  /** Days that logs are kept: one of the spans that CloudWatch knows. */
  readonly logRetentionDays: number;
  /** A key of the company's own for the table, topics, queues and bucket, instead of the service's. */
  readonly customerKey: boolean;
  /** Keeps other functions of the account from taking the monitor's concurrency; new accounts refuse it. */
  readonly reservedConcurrency: boolean;
  /** Ids of the audiences that get a test message every Monday at 09:00 of their own clock; empty = nobody. */
  readonly weeklyTest: readonly string[];
};

/** Which feeds are asked, by provider id (interfaces.md section 2). */
export type MarketPlan = {
  readonly btcPrice: { readonly sources: readonly string[] };
  readonly network: { readonly sources: readonly string[] };
  /** A fee used when no feed gives one; quality is then `degraded`. Null = fees become missing. */
  readonly feesFallbackBtcPerBlock: number | null;
  readonly fx: readonly FxPlan[];
  readonly gasIndexes: readonly GasIndexPlan[];
  /** Own base URLs by provider id, for any mempool instance or an own bitcoin node. */
  readonly urls: Readonly<Record<string, string>>;
  /** Names of secrets (`user:password`) by provider id, for an own bitcoin node. */
  readonly secrets: Readonly<Record<string, string>>;
};

export type FxPlan = {
  readonly pair: string;
  readonly source: string | null;
  readonly manual: readonly { readonly from: Instant; readonly rate: number }[];
};

export type GasIndexPlan = {
  readonly id: string;
  readonly source: string | null;
  readonly secret: string | null;
  readonly currency: string;
  /** Dated rows, already in `currency` per MMBtu (HHV, dry); per-volume rows name their heating value. */
  readonly manual: readonly { readonly from: Instant; readonly perMmbtu: number }[];
};

export type Subscription =
  | { readonly email: string }
  | { readonly sms: string }
  | { readonly https: string }
  | { readonly sqs: string };

export type Audience = {
  readonly id: string;
  readonly timezone: string;
  readonly locale: string;
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  readonly minSeverity: Severity;
  /** 2 or 3 = hears only of what is critical and nobody has taken on for 30 min or 2 h; absent = 1, at once. */
  readonly tier?: 2 | 3;
  readonly subscribe: readonly Subscription[];
  readonly digest: { readonly every: 'day' | 'week'; readonly at: string } | null;
};

export type MaintenanceWindow = {
  readonly match: { readonly site?: string; readonly rule?: string; readonly severity?: Severity };
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly reason: string;
  readonly by: string;
};

/** A volume's reference state. */
export type VolumeBase = { readonly celsius: number; readonly kilopascal: number };

export type Site = {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly gasDayStart: string;
  readonly gas: {
    readonly volumeBase: VolumeBase;
    /** At `volumeBase`. */
    readonly hhvBtuPerScf: number;
    readonly lhvBtuPerScf: number;
    readonly composition: Readonly<Record<string, number>> | null;
    readonly methaneNumber: number | null;
    /** Whose the gas is; absent = not stated, taken as the company's own. */
    readonly title?: GasTitle;
  };
  readonly treatShrinkFraction: number;
  readonly fuelIncludesMining: boolean;
  readonly reports: ReportPlan;
  readonly power: {
    readonly generators: readonly Generator[];
    readonly availability: number;
    readonly parasiticFraction: number;
    readonly omUsdPerKwhGross: number;
    /** O&M of every hour that a unit runs, beside that per kWh; absent = none. */
    readonly omUsdPerUnitHour?: number;
    /** What takes from the ratings at this site; absent = nothing (economics/power/site-rating.ts). */
    readonly altitudeFeet?: number;
    readonly ambientFahrenheit?: number;
    /** Share of the rating that an islanded site keeps free of load. */
    readonly spinningReserveFraction?: number;
  };
  readonly fleet: { readonly miners: readonly Miner[]; readonly pue: number; readonly uptime: number };
  readonly pool: {
    readonly feeFraction: number;
    readonly scheme: string;
    /** What is left of the quoted price after selling the coins. */
    readonly btcRealisationFraction: number;
  };
  readonly costs: Costs;
  readonly perspective: 'joint' | 'producer' | 'miner';
  /** Null = `sell: none`. */
  readonly sell: SellTerms | null;
  readonly flare: FlareTerms;
  /** Absent = nothing can be injected. */
  readonly inject?: InjectTerms;
  readonly carbon: { readonly usdPerTonneCo2e: number; readonly appliesTo: readonly string[] };
  readonly emissions: {
    readonly flareDestruction: number;
    readonly engineSlipFraction: number;
    readonly gwpMethane: number;
    readonly gwpSource: string;
  };
  /** Capital cost per day, in the full margin only. */
  readonly capitalUsdPerDay: number;
  /** Site overrides are already merged in. */
  readonly rules: RuleSettings;
};

/** Own gas, gas used under a permit, or the state's until it grants it. */
export type GasTitle = 'own' | 'permit' | 'state';

export type Generator = {
  readonly model: string | null;
  readonly count: number;
  readonly ratedKw: number;
  /** At full load. */
  readonly heatRateBtuPerKwhLhv: number;
  /** Share of full-load fuel burnt at zero load (Willans line). */
  readonly idleFuelFraction: number;
  /** Up to here the rating holds; absent = 500 ft. Only looked at where the site's altitude is given. */
  readonly altitudeCapabilityFeet?: number;
  /** Share of the rating below which the maker forbids long running; absent = none. */
  readonly minLoadFraction?: number;
  /** Absent = the methane number takes nothing off. */
  readonly methaneNumberDerate?: MethaneNumberDerate;
};

export type Miner = {
  readonly model: string | null;
  readonly count: number;
  readonly thPerSecond: number;
  readonly watts: number;
};

export type FlareTerms = {
  /** A document of data/regimes; those of the company's sites are in `Company.regimes`. */
  readonly regime: string;
  /** True = a regime that is only a scenario is charged all the same. */
  readonly isScenarioCharged: boolean;
  /** Selects the tier of regimes that charge by oil rate; null = the dearest tier. */
  readonly oilBblPerDay: number | null;
  /** What holds at this site: a missing meter, no permit, an Arctic or protected area. */
  readonly conditions: readonly Condition[];
  /** The producer’s books of the law’s period, oldest first; absent or empty = the law is judged on this site’s rates alone. */
  readonly periodToDate?: readonly PeriodToDate[];
  readonly chargeUsdPerMcf: number;
  /** Owed on the index value of flared gas; absent = none. */
  readonly royaltyFraction?: number;
  readonly productionTaxFraction?: number;
  /** Above so much a day `chargeUsdPerMcf` here holds instead, and the fee is due once; absent = none. */
  readonly threshold?: FlareThresholdTerms;
  readonly permitLimitMcfPerDay: number | null;
  readonly oilMarginUsdPerBbl: number | null;
  readonly gorMcfPerBbl: number | null;
};

/** Every rule with its defaults (interfaces.md section 3). */
export type RuleSettings = {
  readonly unprofitable: UnprofitableSettings;
  readonly flaringRise: FlaringRiseSettings;
  readonly siteDataStale: { readonly enabled: boolean; readonly severity: Severity };
  readonly priceFeedStale: { readonly enabled: boolean; readonly severity: Severity };
  readonly massBalance: MassBalanceSettings;
  readonly idleWhileProfitable: GainSettings;
  readonly betterSplit: GainSettings;
  /** Absent in configurations that were stored before there was the rule. */
  readonly unprofitableAfterRetarget?: AfterRetargetSettings;
  /** Rules of the company's own over any field of a point. */
  readonly custom: readonly CustomRule[];
};

export type MassBalanceSettings = {
  readonly enabled: boolean;
  readonly severity: Severity;
  /** Of |unaccounted| ÷ produced. */
  readonly enterFraction: number;
  readonly exitFraction: number;
};

/** A rule that tells of money left on the table, as a fraction of the revenue. */
export type GainSettings = {
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly enterFractionOfRevenue: number;
  readonly exitFractionOfRevenue: number;
  readonly floorUsdPerDay: number;
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
};

/** A loss foretold for the next retarget; its thresholds are those of unprofitable. */
export type AfterRetargetSettings = {
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
};

export type CustomRule = {
  readonly id: string;
  /** A field of a point (interfaces.md section 5), in its unit. */
  readonly field: string;
  readonly op: Operator;
  readonly exit: number | null;
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
  /** Mildest first. */
  readonly levels: readonly { readonly severity: Severity; readonly enter: number }[];
  /** On a field of words: the word of each level, which then enters at its number; `isNot` = any other word. */
  readonly words?: { readonly of: readonly string[]; readonly isNot: boolean };
};

export type UnprofitableSettings = {
  readonly enabled: boolean;
  /** The rule's value is the mean over this window of hourly sums. */
  readonly meanOverSeconds: number;
  readonly minimumHours: number;
  readonly exitFractionOfRevenue: number;
  readonly floorUsdPerDay: number;
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
  readonly levels: readonly { readonly severity: Severity; readonly enterFractionOfRevenue: number }[];
};

export type FlaringRiseSettings = {
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly shiftFactor: number;
  readonly shiftFactorMonthly: number;
  readonly shiftExitFactor: number;
  readonly shiftFloorMcfPerDay: number;
  readonly shiftFloorFractionOfProduced: number;
  readonly levelExitFactor: number;
};
