import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AlertState, INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { EvaluationClass, Rule } from '#lib/domain/alerts/rule.ts';
import { step } from '#lib/domain/alerts/state.ts';
import { instant } from '#lib/domain/instant.ts';
import { TEN_MINUTE_RULE } from './ten-minute-rule.ts';

const RULE: Rule = { ...TEN_MINUTE_RULE, gapToleranceSeconds: 750, outageToleranceSeconds: 3_600 };

/** Mostly calm, as most rules are. */
const verdict = fc.oneof(
  { weight: 6, arbitrary: fc.constant<EvaluationClass>('CLEAR') },
  { weight: 3, arbitrary: fc.constantFrom<EvaluationClass>('BREACH', 'BAND', 'MISSING') },
);
/** The verdicts of three rules at one tick, and how long after the tick before it comes. */
const tick = fc.record({
  seconds: fc.constantFrom(0, 300, 900, 7_200),
  verdicts: fc.tuple(verdict, verdict, verdict),
});

it('a rule is stepped the same whether it shares its calm state with others or has a copy of its own', () => {
  fc.assert(
    fc.property(fc.array(tick, { maxLength: 40 }), fc.integer({ min: 0, max: 1e9 }), (ticks, start) => {
      let shared: AlertState[] = [INITIAL_ALERT_STATE, INITIAL_ALERT_STATE, INITIAL_ALERT_STATE];
      // A field of another release is stored with a state and has to come out of every step.
      let own: (AlertState & { later?: number })[] = shared.map((state, index) => ({ ...state, later: index }));
      let at = start;
      for (const { seconds, verdicts } of ticks) {
        at += seconds;
        const evaluations = verdicts.map((found) => ({ class: found, severity: null, value: at }));
        const stepped = shared.map((state, index) => step(state, RULE, instant(at), evaluations[index] as never));
        const alone = own.map((state, index) => step({ ...state }, RULE, instant(at), evaluations[index] as never));
        expect(alone.map(({ transitions }) => transitions)).toEqual(stepped.map(({ transitions }) => transitions));
        shared = stepped.map(({ state }) => state);
        own = alone.map(({ state }) => state);
        expect(own).toEqual(shared.map((state, index) => ({ ...state, later: index })));
      }
    }),
  );
});

it('rules that never fired have one state between them after a tick', () => {
  const calm = { class: 'CLEAR', severity: null, value: 1 } as const;
  const states = [1, 2].map(() => step(INITIAL_ALERT_STATE, RULE, instant(300), calm).state);
  const next = states.map((state) => step(state, RULE, instant(600), calm).state);
  expect(next[1]).toBe(next[0]);
  expect(next[0]).toEqual({ ...INITIAL_ALERT_STATE, lastEvaluatedAt: 600 });
});
