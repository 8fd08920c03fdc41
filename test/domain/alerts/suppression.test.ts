import { expect, test } from 'vitest';
import { type AlarmChange, suppressedActions } from '#lib/domain/alerts/suppression.ts';

/** A wait of 10 for the suppressor, an extension of 100 after it. */
const acted = (composite: readonly AlarmChange[], suppressor: readonly AlarmChange[], until = 1_000) =>
  suppressedActions({ wait: 10, extension: 100, composite, suppressor, until });

test('a change waits for the suppressor, and acts at the end of that wait, the last moment included', () => {
  expect(acted([[0, 'ALARM']], [], 10)).toEqual([[10, 'ALARM']]);
  expect(acted([[0, 'ALARM']], [], 9)).toEqual([]);
});

test('a change within the extension waits for its end, one after it for its own wait alone', () => {
  const suppressor = [
    [0, 'ALARM'],
    [50, 'OK'],
  ] as const;
  expect(acted([[60, 'ALARM']], suppressor)).toEqual([[150, 'ALARM']]);
  expect(acted([[145, 'ALARM']], suppressor)).toEqual([[155, 'ALARM']]);
});

test('a suppressor that comes and goes after the action makes it act no second time', () => {
  const suppressor = [
    [20, 'ALARM'],
    [30, 'OK'],
  ] as const;
  expect(acted([[0, 'ALARM']], suppressor)).toEqual([[10, 'ALARM']]);
});
