import type { CustomRule } from '../company.ts';
import { ACTIONS } from '../economics/allocation/action.ts';
import { QUALITIES } from '../market/market.ts';
import type { CustomFacts } from './custom-rule.ts';

/** Fields of a point whose values are words, and the words that they can be. */
export const WORD_FIELDS: Readonly<
  Record<string, { readonly words: readonly string[]; readonly of: (facts: CustomFacts) => string | null }>
> = {
  best: { words: ['mine', 'sell', 'flare', 'unknown'], of: ({ point }) => point.best },
  bestAlternative: { words: ['sell', 'flare'], of: ({ point }) => point.bestAlternative },
  binding: { words: ['gas', 'power', 'fleet', 'none'], of: ({ point }) => point.binding },
  quality: { words: QUALITIES, of: ({ point }) => point.quality },
  action: { words: ACTIONS, of: ({ optimum }) => optimum().action },
};

/**
 * The rule's value on a field of words: the number of the loudest level whose word it is (or is not),
 * 0 where it is none of theirs. The levels of such a rule enter at their numbers. Null = missing: the
 * word `unknown` too, unless the rule asks for it, so that missing data end no episode.
 */
export function wordValue({ field, words }: CustomRule, facts: CustomFacts): number | null {
  const word = WORD_FIELDS[field]?.of(facts) ?? null;
  if (word === null || words === undefined || (word === 'unknown' && !words.of.includes(word))) return null;
  return words.of.findLastIndex((one) => (one === word) !== words.isNot) + 1;
}
