import { WORD_FIELDS } from '../../domain/alerts/custom-words.ts';
import type {
  AfterRetargetSettings,
  CustomRule,
  FlaringRiseSettings,
  GainSettings,
  MassBalanceSettings,
  RuleSettings,
  UnprofitableSettings,
} from '../../domain/company.ts';
import type { RulesBlock } from '../schema/rules.ts';
import { durationSeconds } from '../schema/scalars.ts';

const SECONDS_PER_HOUR = 3600;
const DEFAULT_MINIMUM_HOURS = 6;
const LOUDNESS = { info: 0, warning: 1, critical: 2 } as const;

/** Every rule with the defaults of interfaces.md section 3 (six years of hourly prices stand behind them). */
export const DEFAULT_RULES: RuleSettings = {
  unprofitable: {
    enabled: true,
    meanOverSeconds: 12 * SECONDS_PER_HOUR,
    minimumHours: DEFAULT_MINIMUM_HOURS,
    exitFractionOfRevenue: 0.03,
    floorUsdPerDay: 50,
    forSeconds: SECONDS_PER_HOUR,
    keepFiringForSeconds: SECONDS_PER_HOUR,
    levels: [
      { severity: 'warning', enterFractionOfRevenue: -0.03 },
      { severity: 'critical', enterFractionOfRevenue: -0.15 },
    ],
  },
  flaringRise: {
    enabled: true,
    severity: 'warning',
    shiftFactor: 1.4,
    shiftFactorMonthly: 1.5,
    shiftExitFactor: 1.15,
    shiftFloorMcfPerDay: 50,
    shiftFloorFractionOfProduced: 0.05,
    levelExitFactor: 0.9,
  },
  siteDataStale: { enabled: true, severity: 'warning' },
  priceFeedStale: { enabled: true, severity: 'warning' },
  massBalance: { enabled: true, severity: 'warning', enterFraction: 0.05, exitFraction: 0.02 },
  // The mirror of unprofitable; it can only fire where the mining stream is reported.
  idleWhileProfitable: {
    enabled: true,
    severity: 'warning',
    enterFractionOfRevenue: 0.03,
    exitFractionOfRevenue: 0,
    floorUsdPerDay: 50,
    forSeconds: SECONDS_PER_HOUR,
    keepFiringForSeconds: SECONDS_PER_HOUR,
  },
  // Off unless asked for: the optimum costs a search per site and tick.
  betterSplit: {
    enabled: false,
    severity: 'info',
    enterFractionOfRevenue: 0.03,
    exitFractionOfRevenue: 0.01,
    floorUsdPerDay: 50,
    forSeconds: SECONDS_PER_HOUR,
    keepFiringForSeconds: SECONDS_PER_HOUR,
  },
  // Six hours, so that a price that comes and goes does not foretell every day.
  unprofitableAfterRetarget: {
    enabled: true,
    severity: 'info',
    forSeconds: 6 * SECONDS_PER_HOUR,
    keepFiringForSeconds: SECONDS_PER_HOUR,
  },
  custom: [],
};

/** The rules of `base` with what a block of the file says put over them. */
export function rulesOver(base: RuleSettings, given: RulesBlock | undefined): RuleSettings {
  if (given === undefined) return base;
  const flaringRise = given['flaring-rise'] ?? given.flaringRise;
  return {
    unprofitable: unprofitableOver(base.unprofitable, given.unprofitable),
    flaringRise: present<FlaringRiseSettings>(base.flaringRise, flaringRise),
    siteDataStale: present(base.siteDataStale, given['site-data-stale'] ?? given.siteDataStale),
    priceFeedStale: present(base.priceFeedStale, given['price-feed-stale'] ?? given.priceFeedStale),
    massBalance: present<MassBalanceSettings>(base.massBalance, given['mass-balance']),
    idleWhileProfitable: gainOver(base.idleWhileProfitable, given['idle-while-profitable']),
    betterSplit: gainOver(base.betterSplit, given['better-split']),
    ...afterRetargetOver(base.unprofitableAfterRetarget, given['unprofitable-after-retarget']),
    custom: given.custom === undefined ? base.custom : given.custom.map(customOf),
  };
}

function unprofitableOver(base: UnprofitableSettings, given: RulesBlock['unprofitable']): UnprofitableSettings {
  if (given === undefined) return base;
  const seconds = (text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : (durationSeconds(text) ?? fallback);
  const meanOverSeconds = seconds(given.meanOver, base.meanOverSeconds);
  // Half of the window, as 6 of the 12 h that the defaults look at.
  const half = Math.min(base.minimumHours, Math.max(1, Math.ceil(meanOverSeconds / SECONDS_PER_HOUR / 2)));
  const levels = given.levels ?? base.levels;
  return {
    enabled: given.enabled ?? base.enabled,
    meanOverSeconds,
    minimumHours: given.minimumHours ?? (given.meanOver === undefined ? base.minimumHours : half),
    exitFractionOfRevenue: given.exitFractionOfRevenue ?? base.exitFractionOfRevenue,
    floorUsdPerDay: given.floorUsdPerDay ?? base.floorUsdPerDay,
    forSeconds: seconds(given.for, base.forSeconds),
    keepFiringForSeconds: seconds(given.keepFiringFor, base.keepFiringForSeconds),
    levels: [...levels].sort((a, b) => LOUDNESS[a.severity] - LOUDNESS[b.severity]),
  };
}

/** A gain rule that is set at all is wanted, unless it says otherwise. */
function gainOver(base: GainSettings, given: RulesBlock['better-split']): GainSettings {
  if (given === undefined) return base;
  const { for: hold, keepFiringFor, ...rest } = given;
  const seconds = (text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : (durationSeconds(text) ?? fallback);
  return {
    ...present<GainSettings>({ ...base, enabled: true }, rest),
    forSeconds: seconds(hold, base.forSeconds),
    keepFiringForSeconds: seconds(keepFiringFor, base.keepFiringForSeconds),
  };
}

function afterRetargetOver(
  base: AfterRetargetSettings | undefined,
  given: RulesBlock['unprofitable-after-retarget'],
): Pick<RuleSettings, 'unprofitableAfterRetarget'> {
  if (base === undefined) return {};
  const { for: hold, keepFiringFor, ...rest } = given ?? {};
  const seconds = (text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : (durationSeconds(text) ?? fallback);
  return {
    unprofitableAfterRetarget: {
      ...present<AfterRetargetSettings>(base, rest),
      forSeconds: seconds(hold, base.forSeconds),
      keepFiringForSeconds: seconds(keepFiringFor, base.keepFiringForSeconds),
    },
  };
}

function customOf(given: NonNullable<RulesBlock['custom']>[number]): CustomRule {
  const sorted = [...given.levels].sort((a, b) => LOUDNESS[a.severity] - LOUDNESS[b.severity]);
  const isWords = WORD_FIELDS[given.field] !== undefined;
  const levels = sorted.map(({ severity, enter }, index) => ({ severity, enter: isWords ? index + 1 : Number(enter) }));
  const words = { of: sorted.map(({ enter }) => String(enter)), isNot: given.op === 'ne' };
  return {
    id: given.id,
    field: given.field,
    op: isWords ? 'ge' : given.op,
    exit: given.exit ?? null,
    forSeconds: durationSeconds(given.for ?? '0s') ?? 0,
    keepFiringForSeconds: durationSeconds(given.keepFiringFor ?? '0s') ?? 0,
    levels,
    ...(isWords ? { words } : {}),
  };
}

/** `base` with the keys that were given; a key that is absent keeps its base. */
function present<S extends object>(base: S, given: { [K in keyof S]?: S[K] | undefined } | undefined): S {
  const said = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(said) };
}
