import { type Labels, type Match, matches } from './labels.ts';
import type { RuleId } from './rule.ts';

/** While a source fires, targets with the same `equal` labels are not announced. */
export type InhibitRule = { readonly source: Match; readonly target: Match; readonly equal: readonly string[] };

/**
 * What stale sources already tell: with the price feed stale nothing is announced about profit, with
 * the data of a site stale nothing that rests on its reports. Resolutions are never held back.
 */
export const STALE_SOURCES: readonly InhibitRule[] = [
  { source: { rule: 'price-feed-stale' }, target: { rule: 'unprofitable' }, equal: ['company'] },
  { source: { rule: 'price-feed-stale' }, target: { rule: 'idle-while-profitable' }, equal: ['company'] },
  { source: { rule: 'price-feed-stale' }, target: { rule: 'better-split' }, equal: ['company'] },
  { source: { rule: 'price-feed-stale' }, target: { rule: 'unprofitable-after-retarget' }, equal: ['company'] },
  {
    source: { rule: 'site-data-stale' },
    target: {
      rule: {
        re: 'unprofitable|flaring-rise|mass-balance|idle-while-profitable|better-split|unprofitable-after-retarget',
      },
    },
    equal: ['company', 'site'],
  },
];

const STALE_SOURCE_RULES: ReadonlySet<unknown> = new Set(STALE_SOURCES.map(({ source: { rule } }) => rule));

/** True for a rule whose alert is a source of `STALE_SOURCES`. */
export function isStaleSource(rule: RuleId): boolean {
  return STALE_SOURCE_RULES.has(rule);
}

type Sources = {
  readonly rule: InhibitRule;
  readonly all: ReadonlySet<string>;
  readonly oneSided: ReadonlySet<string>;
};

/**
 * Who is inhibited while `active` fires: the sources are gathered once, each target is looked up.
 * A label that is missing is empty and equal to another missing one. A target that is itself on the
 * source side is not inhibited by sources that are on both sides, so that nothing silences itself.
 */
export function inhibitor(rules: readonly InhibitRule[], active: readonly Labels[]): (target: Labels) => boolean {
  const sources = rules.flatMap((rule): Sources[] => {
    const firing = active.filter((labels) => matches(rule.source, labels));
    if (firing.length === 0) return [];
    const oneSided = firing.filter((labels) => !matches(rule.target, labels));
    const keys = (of: readonly Labels[]) => new Set(of.map((labels) => keyOf(rule, labels)));
    return [{ rule, all: keys(firing), oneSided: keys(oneSided) }];
  });
  return (target) =>
    sources.some(({ rule, all, oneSided }) => {
      if (!matches(rule.target, target)) return false;
      return (matches(rule.source, target) ? oneSided : all).has(keyOf(rule, target));
    });
}

function keyOf(rule: InhibitRule, labels: Labels): string {
  return JSON.stringify(rule.equal.map((label) => labels[label] ?? ''));
}
