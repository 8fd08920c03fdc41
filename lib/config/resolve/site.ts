import type { RuleSettings, Site } from '../../domain/company.ts';
import type { ReportPlan } from '../../domain/report-plan.ts';
import type { SiteBlock } from '../company-schema.ts';
import type { YamlPath } from '../problem.ts';
import type { ReportsBlock } from '../schema/gas.ts';
import { durationSeconds } from '../schema/scalars.ts';
import type { CapitalBlock } from '../schema/terms.ts';
import { baseOf } from './bases.ts';
import { costsOf } from './costs.ts';
import type { Defaults } from './defaults.ts';
import { siteTerms, unitTerms } from './derates.ts';
import { gasOf } from './gas.ts';
import { givenOnly } from './given-only.ts';
import { injectOf, sellOf, thresholdOf } from './outlets.ts';
import { periodsToDate } from './period-to-date.ts';
import { generatorOf, minerOf } from './power.ts';
import { rulesOver } from './rules.ts';

const DAYS_PER_YEAR = 365;
const STALE_AFTER = { '1h': '3h', '1d': '36h', '1mo': '45d' } as const;
const ALL_GAS = ['flared', 'vented', 'fuel'] as const;

/** One site with every default filled in (named in `defaults`) and every model resolved. */
export function siteOf(given: SiteBlock, path: YamlPath, rules: RuleSettings, defaults: Defaults): Site {
  const or = <V>(key: string, value: V | undefined, fallback: V): V =>
    defaults.or([...path, ...key.split('.')], value, fallback);
  const { power, fleet, pool, carbon, emissions, flare } = given;
  return {
    id: given.id,
    name: or('name', given.name, given.id),
    timezone: given.timezone,
    gasDayStart: or('gasDayStart', given.gasDayStart, '00:00'),
    gas: gasOf(given.gas, [...path, 'gas'], defaults),
    treatShrinkFraction: or('treatShrinkFraction', given.treatShrinkFraction, 0),
    fuelIncludesMining: or('fuelIncludesMining', given.fuelIncludesMining, false),
    reports: reportsOf(given, or),
    power: {
      generators: power.generators.flatMap((unit, index) => {
        const generator = generatorOf(unit, or(`power.generators.${index}.count`, unit.count, 1));
        if (generator === null) return [];
        if (unit.idleFuelFraction === undefined && unit.model === undefined)
          or(`power.generators.${index}.idleFuelFraction`, undefined, generator.idleFuelFraction);
        return [
          {
            ...generator,
            ...unitTerms(unit, power, (key, ...rest) => or(`power.generators.${index}.${key}`, ...rest)),
          },
        ];
      }),
      availability: or('power.availability', power.availability, 1),
      parasiticFraction: or('power.parasiticFraction', power.parasiticFraction, 0),
      omUsdPerKwhGross: or('power.omUsdPerKwhGross', power.omUsdPerKwhGross, 0),
      ...siteTerms(power),
    },
    fleet: {
      miners: fleet.miners.flatMap((unit) => minerOf(unit) ?? []),
      pue: or('fleet.pue', fleet.pue, 1),
      uptime: or('fleet.uptime', fleet.uptime, 1),
    },
    pool: {
      feeFraction: or('pool.feeFraction', pool?.feeFraction, 0),
      scheme: or('pool.scheme', pool?.scheme, 'fpps'),
      btcRealisationFraction: pool?.btcRealisationFraction ?? 1,
    },
    costs: costsOf(given.costs, or),
    perspective: or('perspective', given.perspective, 'joint'),
    sell: given.sell === 'none' ? null : sellOf(given.sell, or),
    flare: {
      regime: flare.regime,
      isScenarioCharged: flare.scenario ?? false,
      oilBblPerDay: flare.oilBblPerDay ?? null,
      conditions: flare.conditions ?? [],
      periodToDate: periodsToDate(flare.periodToDate ?? []),
      chargeUsdPerMcf: or('flare.chargeUsdPerMcf', flare.chargeUsdPerMcf, 0),
      ...thresholdOf(flare, or),
      ...givenOnly(flare, ['royaltyFraction', 'productionTaxFraction']),
      permitLimitMcfPerDay: flare.permitLimitMcfPerDay ?? null,
      oilMarginUsdPerBbl: flare.oilMarginUsdPerBbl ?? null,
      gorMcfPerBbl: flare.gorMcfPerBbl ?? null,
    },
    ...injectOf(given.inject, or),
    carbon: {
      usdPerTonneCo2e: or('carbon.usdPerTonneCo2e', carbon?.usdPerTonneCo2e, 0),
      appliesTo: or('carbon.appliesTo', carbon?.appliesTo, [...ALL_GAS]),
    },
    emissions: {
      flareDestruction: or('emissions.flareDestruction', emissions?.flareDestruction, 0.98),
      engineSlipFraction: or('emissions.engineSlipFraction', emissions?.engineSlipFraction, 0.03),
      gwpMethane: or('emissions.gwpMethane', emissions?.gwpMethane, 29.8),
      gwpSource: or('emissions.gwpSource', emissions?.gwpSource, 'ar6-100-fossil'),
    },
    capitalUsdPerDay: capitalUsdPerDay(given.capital ?? null),
    rules: rulesOver(rules, given.rules),
  };
}

type Or = <V>(key: string, value: V | undefined, fallback: V) => V;

function reportsOf({ reports }: SiteBlock, or: Or): ReportPlan {
  const cadence = or('reports.cadence', reports?.cadence, '1d');
  const staleAfter = or('reports.staleAfter', reports?.staleAfter, STALE_AFTER[cadence]);
  const pull = reports?.pull;
  return {
    cadence,
    staleAfterSeconds: durationSeconds(staleAfter) ?? 0,
    pull:
      pull == null
        ? null
        : {
            url: pull.url,
            format: or('reports.pull.format', pull.format, 'auto'),
            everySeconds: durationSeconds(or('reports.pull.every', pull.every, '1h')) ?? 0,
            secret: pull.secret ?? null,
          },
    pushKeys: reports?.push?.keys ?? [],
    drop: or('reports.drop', reports?.drop, false),
    ...(reports?.ids === undefined ? {} : { ids: reports.ids }),
    ...(reports?.tags === undefined ? {} : { tags: tagsOf(reports.tags) }),
  };
}

/** What a historian's tags measure; a tag is a daily volume stamped at its end unless it says otherwise. */
function tagsOf(tags: NonNullable<ReportsBlock['tags']>): NonNullable<ReportPlan['tags']> {
  const entries = Object.entries(tags).map(([name, tag]) => {
    const { stream, unit, base, per = '1d', stamp = 'end' } = tag;
    return [name, { stream, unit, base: baseOf(base), per, stamp }];
  });
  return Object.fromEntries(entries);
}

/**
 * What the capital costs a day: as given, or the annuities A = C·i ÷ (1 − (1 + i)^−n) ÷ 365
 * (C ÷ n where i = 0). Zero where none is given. Example: 365,000 USD, 0 %, 10 years = 100 USD/day.
 */
export function capitalUsdPerDay(given: CapitalBlock | null): number {
  if (given === null) return 0;
  if ('usdPerDay' in given) return given.usdPerDay;
  return given.annuities.reduce((sum, { usd, interestFraction: i, years }) => {
    const usdPerYear = i === 0 ? usd / years : (usd * i) / (1 - (1 + i) ** -years);
    return sum + usdPerYear / DAYS_PER_YEAR;
  }, 0);
}
