import { describe, expect, it } from 'vitest';
import { iso } from './api-model.ts';
import { ask, askJson } from './api-seed.ts';
import { type Page, plain, START, seeded, TICK } from './api-stored.ts';

describe('the window of a query', () => {
  it.each([
    ['tick', 7],
    ['1h', 400],
    ['1d', 3653],
    ['1mo', 3653],
  ])('with step=%s is at most %i days, which the error says', async (chosen, days) => {
    const ports = await seeded([plain(START)]);
    const query = (seconds: number) => ({ from: '1000000000', to: String(1_000_000_000 + seconds), step: chosen });
    expect((await ask(ports, '/v1/sites/pad/margins', query(days * 86_400))).status).toBe(200);
    const refused = await ask(ports, '/v1/sites/pad/margins', query(days * 86_400 + 1));
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({
      parameter: 'from',
      expected: expect.stringContaining(`${days} days`),
    });
  });

  it('may have no length', async () => {
    const ports = await seeded([plain(START)]);
    for (const chosen of ['tick', '1h', '1d', '1mo']) {
      const page = await askJson<Page>(ports, '/v1/sites/pad/margins', {
        from: iso(START),
        to: iso(START),
        step: chosen,
      });
      expect(page).toMatchObject({ points: [], gaps: [], next: null });
    }
  });

  it.each([
    ['an unknown parameter', { colour: 'red' }, 'colour'],
    ['a time without a zone', { from: '2023-02-15T00:00:00' }, 'from'],
    ['a day that its month does not have', { from: '2023-02-30T00:00:00Z' }, 'from'],
    ['a leap second', { from: '2016-12-31T23:59:60Z' }, 'from'],
    ['a time before the epoch', { from: '1969-12-31T23:59:59Z' }, 'from'],
    ['a time beyond every tick', { to: '99999999999' }, 'to'],
    ['an infinite time', { to: 'Infinity' }, 'to'],
    ['to before from', { from: '10', to: '5' }, 'to'],
    ['limit 0', { limit: '0' }, 'limit'],
    ['limit 10001', { limit: '10001' }, 'limit'],
    ['a fraction as limit', { limit: '1.5' }, 'limit'],
    ['an unknown step', { step: '2h' }, 'step'],
    ['an unknown format', { format: 'xml' }, 'format'],
    ['a forged cursor', { cursor: 'AAAA' }, 'cursor'],
    ['an empty cursor', { cursor: '' }, 'cursor'],
  ])('refuses %s, naming the parameter', async (_name, query, parameter) => {
    const ports = await seeded([plain(START)]);
    const got = await ask(ports, '/v1/sites/pad/margins', {
      from: iso(START),
      to: iso(START + TICK),
      ...query,
    } as Record<string, string>);
    expect(got.status).toBe(400);
    expect(JSON.parse(got.text)).toMatchObject({
      status: 400,
      parameter,
      got: expect.any(String),
      expected: expect.stringMatching(/./),
    });
  });

  it('reads the same moment from every way of writing it', async () => {
    // A blank is what a query string makes of an unquoted plus.
    const ports = await seeded([plain(START)]);
    const written = [
      '1709157600',
      '2024-02-28T22:00:00Z',
      '2024-02-29T01:00:00+03:00',
      '2024-02-29T01:00:00 03:00',
      '2024-02-28T17:00:00-05:00',
    ];
    for (const from of written) {
      const page = await askJson<Page & { from: string }>(ports, '/v1/sites/pad/margins', {
        from,
        to: iso(START + TICK),
      });
      expect(page.from).toBe('2024-02-28T22:00:00Z');
    }
  });
});

describe('a cursor', () => {
  it('is refused when any character of it was changed, or another query asks with it', async () => {
    const points = Array.from({ length: 5 }, (_, index) => plain(START + index * TICK));
    const ports = await seeded(points);
    const query = { from: iso(START), to: iso(START + 5 * TICK), limit: '2' };
    const { next } = await askJson<Page>(ports, '/v1/sites/pad/margins', query);
    const cursor = next ?? expect.fail('a second page was expected');
    for (let index = 0; index < cursor.length; index += 1) {
      for (const sign of ['A', 'b', '9', '-']) {
        const forged = cursor.slice(0, index) + sign + cursor.slice(index + 1);
        if (forged === cursor) continue;
        expect((await ask(ports, '/v1/sites/pad/margins', { ...query, cursor: forged })).status).toBe(400);
      }
    }
    const others: Record<string, string>[] = [
      { to: iso(START + 4 * TICK) },
      { from: iso(START - TICK) },
      { step: '1h' },
    ];
    for (const other of others) {
      expect((await ask(ports, '/v1/sites/pad/margins', { ...query, ...other, cursor })).status).toBe(400);
    }
    expect((await ask(ports, '/v1/sites/pad/margins', { ...query, limit: '3', cursor })).status).toBe(200);
  });
});
