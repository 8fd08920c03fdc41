import { expect, test } from 'vitest';
import { type AlertState, INITIAL_ALERT_STATE, isSameButForTime } from '#lib/domain/alerts/alert-state.ts';
import { instant } from '#lib/domain/instant.ts';

const FIELDS = Object.keys(INITIAL_ALERT_STATE) as (keyof AlertState)[];

test.each(FIELDS)('a state that differs in %s is another one, but for the time of its last evaluation', (field) => {
  const other = { ...INITIAL_ALERT_STATE, [field]: 7 };
  expect(isSameButForTime(INITIAL_ALERT_STATE, other)).toBe(field === 'lastEvaluatedAt');
});

test('an equal state is the same', () => {
  const before = { ...INITIAL_ALERT_STATE, onset: instant(3600) };
  expect(isSameButForTime(before, { ...before })).toBe(true);
});
