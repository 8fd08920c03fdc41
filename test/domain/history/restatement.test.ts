import { describe, expect, test } from 'vitest';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import type { Block } from '#lib/domain/history/point.ts';
import { inForceUntil, lookBackSeconds, restateBlock } from '#lib/domain/history/restatement.ts';
import { after as later } from '#lib/domain/instant.ts';
import { AT, marketAt, padCompany, tickOf } from '../alerts/one-pad.ts';
import { siteWith } from '../economics/site.ts';
import { hour, row } from '../gas/rows.ts';

const DAY = 86_400;
const parsed = padCompany();
const [site = expect.fail('no site')] = parsed.company.sites;

/** Two ticks of the made-up pad, which had reported 300 Mcf produced and 216 mined the day before. */
function blockOfTwo(): Block {
  const first = tickOf(parsed, marketAt(AT, 6000));
  const second = tickOf(parsed, marketAt(later(AT, 300), 6000), first.item);
  return second.item.block;
}

const rowsOf = (producedMcf: number, version = 1): readonly ReportRow[] =>
  [
    ['produced', producedMcf],
    ['mining', 216],
  ].map(([stream, volumeMcf]) =>
    row(0, 24, Number(volumeMcf), {
      stream: stream as 'produced',
      periodStart: later(AT, -DAY),
      periodEnd: AT,
      reportedAt: AT,
      version,
    }),
  );

const restated = (block: Block, rows: readonly ReportRow[], markets = [AT, later(AT, 300)], version = parsed.version) =>
  restateBlock(block, version, {
    company: parsed.company,
    site,
    model: siteModel(site, parsed.company.decisionHorizonDays, parsed.company.regimes),
    markets: new Map(markets.map((at) => [at, marketAt(at, 6000)])),
    rows,
  });

describe('a block judged again', () => {
  test('is the very same where the reports say the same', () => {
    const block = blockOfTwo();
    expect(block.points).toHaveLength(2);
    expect(restated(block, rowsOf(300))).toBe(block);
  });

  test('is one version higher with the volumes that are known now, and every alert as it was told', () => {
    const block = blockOfTwo();
    const points = block.points.map((point) => ({ ...point, openAlerts: ['unprofitable'] as const }));
    const again = restated({ ...block, version: 3, points: points as never }, rowsOf(250));
    expect(again).toMatchObject({ start: block.start, stepSeconds: block.stepSeconds, version: 4 });
    // 250 Mcf = 250,000 scf a day
    expect(again.points.map((point) => point.producedScfPerDay)).toEqual([250_000, 250_000]);
    expect(again.points.map((point) => point.openAlerts)).toEqual([['unprofitable'], ['unprofitable']]);
    expect(again.points.map((point) => point.at)).toEqual([AT, later(AT, 300)]);
  });

  test('keeps the points of another configuration, and those whose market is gone', () => {
    const block = blockOfTwo();
    expect(restated(block, rowsOf(250), [AT, later(AT, 300)], 'another')).toBe(block);
    const produced = restated(block, rowsOf(250), [later(AT, 300)]).points.map((point) => point.producedScfPerDay);
    expect(produced).toEqual([300_000, 250_000]);
  });
});

describe('how long reports have a say', () => {
  const until = hour(1000);

  test('is until a later period takes over, and to the end of what is asked where none does', () => {
    const days = [row(0, 24, 1), row(24, 48, 2), row(48, 72, 3)];
    // the day to hour 24 is taken over by the one that begins there; that to 48 at 48; the last by none
    expect(inForceUntil(days, hour(24), until)).toBe(hour(24));
    expect(inForceUntil(days, hour(48), until)).toBe(hour(48));
    expect(inForceUntil(days, hour(72), until)).toBe(until);
    expect(inForceUntil([row(0, 24, 1), row(30, 54, 2)], hour(24), until)).toBe(hour(30));
    expect(inForceUntil([], hour(24), until)).toBe(hour(24));
  });

  test('is that of the stream that is taken over last', () => {
    const rows = [row(24, 48, 1), row(60, 84, 1, { stream: 'flared' }), row(40, 64, 1, { stream: 'sold' })];
    expect(inForceUntil(rows, hour(24), until)).toBe(hour(60));
    // one that no later period takes over has a say to the end
    expect(inForceUntil([...rows, row(0, 24, 1, { stream: 'vented' })], hour(24), until)).toBe(until);
    expect(inForceUntil(rows, hour(24), hour(50))).toBe(hour(50));
  });

  test('counts a period that had begun before and goes on', () => {
    expect(inForceUntil([row(0, 24, 1), row(12, 36, 2)], hour(24), until)).toBe(hour(24));
  });

  test('goes back 62 days and as long as a report is fresh', () => {
    expect(lookBackSeconds(siteWith({ reports: { staleAfterSeconds: 1000 } }))).toBe(62 * DAY + 1000);
  });
});
