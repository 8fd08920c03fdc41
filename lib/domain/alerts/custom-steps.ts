import type { Site } from '../company.ts';
import type { SiteAlerts } from '../history/site-item.ts';
import { INITIAL_ALERT_STATE, isOpen } from './alert-state.ts';
import { type CustomFacts, customRule, customRuleId, evaluateCustom } from './custom-rule.ts';
import { isBuiltIn, type RuleId } from './rule.ts';
import type { RuleStep } from './site-rules.ts';
import { closeEpisode, step } from './state.ts';

/**
 * Takes the company's own rules one tick on. A rule that left the company file ends its open episode
 * (`rule-removed`) and is then forgotten.
 */
export function stepCustomRules(
  site: Site,
  before: SiteAlerts | null,
  facts: CustomFacts,
  tickSeconds: number,
): readonly RuleStep[] {
  const { custom } = site.rules;
  if (custom.length === 0 && !hasOwnRules(before)) return NO_STEPS;
  const { at } = facts.point;
  const current = custom.map((one): RuleStep => {
    const id = customRuleId(one);
    const rule = customRule(one, tickSeconds);
    const state = before?.[id] ?? INITIAL_ALERT_STATE;
    return { rule: id, ...step(state, rule, at, evaluateCustom(one, rule, facts, state)) };
  });
  const configured = new Set<string>(custom.map(customRuleId));
  const removed = Object.entries(before ?? {}).flatMap(([id, state]): RuleStep[] => {
    const rule = id as RuleId;
    if (isBuiltIn(rule) || configured.has(rule) || !isOpen(state)) return [];
    return [{ rule, ...closeEpisode(state, at, 'rule-removed') }];
  });
  return [...current, ...removed];
}

const NO_STEPS: readonly RuleStep[] = [];

function hasOwnRules(before: SiteAlerts | null): boolean {
  for (const rule in before) if (!isBuiltIn(rule as RuleId)) return true;
  return false;
}
