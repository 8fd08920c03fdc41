import { expect, test } from 'vitest';
import { jsonLines } from '#cli/json-lines.ts';

test('lines come out whole and in order, many in one write, the last ones at the end', () => {
  const writes: string[] = [];
  const { print, end } = jsonLines({ write: (text) => writes.push(text) });
  for (let line = 0; line < 2000; line += 1) print({ line, text: 'x'.repeat(90) });
  expect(writes.length).toBeGreaterThan(1);
  expect(writes.length).toBeLessThan(10);
  end();
  const lines = writes.join('').split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line).line)).toEqual(Array.from({ length: 2000 }, (_, line) => line));
});

test('nothing is written where nothing was printed', () => {
  const writes: string[] = [];
  jsonLines({ write: (text) => writes.push(text) }).end();
  expect(writes).toEqual([]);
});
