import { WORD_FIELDS } from '../../domain/alerts/custom-words.ts';
import type { RuleSettings } from '../../domain/company.ts';
import { nearestName } from '../nearest-name.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';
import { DEFAULT_RULES, rulesOver } from '../resolve/rules.ts';
import type { RulesBlock } from '../schema/rules.ts';

const SECONDS_PER_HOUR = 3600;
/** Hours that a site's item keeps; a longer mean could not be computed. */
const MEAN_HOURS_MAX = 12;

/** Rules whose thresholds contradict each other would flap or never clear: told before they run. */
export function checkRules(
  path: YamlPath,
  given: RulesBlock | undefined,
  base: RulesBlock | undefined,
): readonly Fault[] {
  if (given === undefined) return [];
  const twice = (['flaringRise', 'siteDataStale', 'priceFeedStale'] as const).filter(
    (name) => given[name] !== undefined && given[kebab(name)] !== undefined,
  );
  const rules = rulesOver(rulesOver(DEFAULT_RULES, base), given);
  const { unprofitable, flaringRise } = rules;
  const faults = twice.map((name) => fault([...path, name], name, `one spelling of the rule: ${kebab(name)}`));
  const at = (...rest: YamlPath): YamlPath => [...path, 'unprofitable', ...rest];
  if (given.unprofitable !== undefined) {
    const hours = unprofitable.meanOverSeconds / SECONDS_PER_HOUR;
    if (!Number.isInteger(hours) || hours < 1 || hours > MEAN_HOURS_MAX)
      faults.push(fault(at('meanOver'), given.unprofitable.meanOver, `whole hours from 1h to ${MEAN_HOURS_MAX}h`));
    else if (unprofitable.minimumHours > hours)
      faults.push(fault(at('minimumHours'), unprofitable.minimumHours, `at most the hours of meanOver (${hours})`));
    faults.push(...levelFaults(at, unprofitable));
  }
  const rise = given['flaring-rise'] ?? given.flaringRise;
  if (rise !== undefined) {
    const name = given['flaring-rise'] === undefined ? 'flaringRise' : 'flaring-rise';
    const enter = Math.min(flaringRise.shiftFactor, flaringRise.shiftFactorMonthly);
    if (flaringRise.shiftExitFactor > enter)
      faults.push(
        fault(
          [...path, name, 'shiftExitFactor'],
          flaringRise.shiftExitFactor,
          `at most ${enter}, the factor it enters at`,
        ),
      );
    if (flaringRise.levelExitFactor > 1)
      faults.push(
        fault([...path, name, 'levelExitFactor'], flaringRise.levelExitFactor, 'at most 1: leave below the limit'),
      );
  }
  return [...faults, ...bandFaults(path, given, rules)];
}

/** An exit beyond its enter would end an episode and open it again at every tick. */
function bandFaults(path: YamlPath, given: RulesBlock, rules: RuleSettings): readonly Fault[] {
  const faults: Fault[] = [];
  const { massBalance, idleWhileProfitable, betterSplit } = rules;
  if (massBalance.exitFraction > massBalance.enterFraction)
    faults.push(
      fault(
        [...path, 'mass-balance', 'exitFraction'],
        massBalance.exitFraction,
        `at most ${massBalance.enterFraction}`,
      ),
    );
  for (const [name, rule] of [
    ['idle-while-profitable', idleWhileProfitable],
    ['better-split', betterSplit],
  ] as const) {
    if (rule.exitFractionOfRevenue > rule.enterFractionOfRevenue)
      faults.push(
        fault(
          [...path, name, 'exitFractionOfRevenue'],
          rule.exitFractionOfRevenue,
          `at most ${rule.enterFractionOfRevenue}`,
        ),
      );
  }
  for (const [index, custom] of (given.custom ?? []).entries()) {
    faults.push(...wordFaults([...path, 'custom', index], custom));
    const enters = custom.levels.flatMap((level) => (typeof level.enter === 'number' ? level.enter : []));
    const isUnsafe =
      custom.exit !== undefined &&
      ((/^g/.test(custom.op) && custom.exit > Math.min(...enters)) ||
        (/^l/.test(custom.op) && custom.exit < Math.max(...enters)));
    if (isUnsafe)
      faults.push(fault([...path, 'custom', index, 'exit'], custom.exit, 'a value on the safe side of every enter'));
  }
  return faults;
}

/** A field of words is compared with its words, any other with numbers. */
function wordFaults(path: YamlPath, custom: NonNullable<RulesBlock['custom']>[number]): readonly Fault[] {
  const known = WORD_FIELDS[custom.field]?.words;
  const faults = custom.levels.flatMap(({ enter }, index) => {
    const at = [...path, 'levels', index, 'enter'];
    if (known === undefined) return typeof enter === 'number' ? [] : [fault(at, enter, 'a number')];
    if (known.includes(String(enter))) return [];
    return [fault(at, enter, `one of ${known.join(', ')}`, nearestName(String(enter), known))];
  });
  if (known === undefined) return faults;
  if (!['eq', 'ne'].includes(custom.op))
    faults.push(fault([...path, 'op'], custom.op, `eq or ne: ${custom.field} is a word`));
  if (custom.exit !== undefined)
    faults.push(fault([...path, 'exit'], custom.exit, `no exit: ${custom.field} is a word`));
  return faults;
}

function levelFaults(
  at: (...rest: YamlPath) => YamlPath,
  rule: ReturnType<typeof rulesOver>['unprofitable'],
): readonly Fault[] {
  const faults: Fault[] = [];
  const mildest = rule.levels[0]?.enterFractionOfRevenue ?? 0;
  if (rule.exitFractionOfRevenue < mildest)
    faults.push(
      fault(at('exitFractionOfRevenue'), rule.exitFractionOfRevenue, `${mildest} or more: the safe side of enter`),
    );
  for (const [index, level] of rule.levels.entries()) {
    const milder = rule.levels[index - 1];
    if (milder === undefined) continue;
    if (milder.severity === level.severity) faults.push(fault(at('levels'), level.severity, 'each severity once'));
    else if (level.enterFractionOfRevenue >= milder.enterFractionOfRevenue)
      faults.push(
        fault(
          at('levels'),
          level.enterFractionOfRevenue,
          `${level.severity} below ${milder.severity} (${milder.enterFractionOfRevenue})`,
        ),
      );
  }
  return faults;
}

function kebab(name: 'flaringRise' | 'siteDataStale' | 'priceFeedStale') {
  return (
    { flaringRise: 'flaring-rise', siteDataStale: 'site-data-stale', priceFeedStale: 'price-feed-stale' } as const
  )[name];
}
