import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDay, decodeMonth, encodeDay, encodeMonth } from '#lib/adapters/dynamodb/codec/aggregates.ts';
import { decodeBlock, encodeBlock } from '#lib/adapters/dynamodb/codec/block.ts';
import { byteReader, byteWriter } from '#lib/adapters/dynamodb/codec/bytes.ts';
import { readColumn, writeColumn } from '#lib/adapters/dynamodb/codec/column.ts';
import { decodeMarket, encodeMarket } from '#lib/adapters/dynamodb/codec/market.ts';
import { decodeSite, encodeSite } from '#lib/adapters/dynamodb/codec/site.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { GasState } from '#lib/domain/gas/report.ts';
import { foldAggregates, foldPoints } from '#lib/domain/history/fold.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { foldMonth, monthStart } from '#lib/domain/history/stretch.ts';
import { after as later } from '#lib/domain/instant.ts';
import { anyBlock, firingState, NOON, sampleBlock, sampleMarket, samplePoint, sampleSite } from '../samples.ts';

/** Any figure that a stored column can hold: whole, thousandths, any double, or unknown. */
const anyFigure = fc.oneof(
  fc.constant(null),
  fc.maxSafeInteger(),
  fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((figure) => figure + 0),
);

function throughColumn(figures: readonly (number | null)[]): { back: (number | null)[]; bytes: number } {
  const writer = byteWriter();
  writeColumn(writer, figures);
  const bytes = writer.finish();
  const reader = byteReader(bytes);
  const back = readColumn(reader, figures.length);
  reader.end();
  return { back, bytes: bytes.length };
}

describe('a stored column', () => {
  it('gives every figure back to the last digit, and unknown as unknown', () => {
    fc.assert(
      fc.property(fc.array(anyFigure, { maxLength: 70 }), (figures) => {
        expect(throughColumn(figures).back).toEqual(figures.map((figure) => (figure === 0 ? 0 : figure)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps zero and unknown apart, and the largest figures a double counts exactly', () => {
    const figures = [0, null, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, null, 1, 0.001, 2 ** 52, -1];
    expect(throughColumn(figures).back).toEqual(figures);
    expect(throughColumn(figures.filter((figure) => figure !== 0.001)).back).toEqual(
      figures.filter((figure) => figure !== 0.001),
    );
  });

  it('costs what changes: one mode byte and the figure once where nothing does', () => {
    // A mode byte; 300,000 zig-zags to 600,000 + 2, which needs 3 bytes of 7 bits.
    expect(throughColumn(new Array(12).fill(300_000)).bytes).toBe(4);
    expect(throughColumn(new Array(12).fill(null)).bytes).toBe(1);
    // 0, 300, … 3300: a mode byte, the start (1 byte) and the step (602, 2 bytes).
    expect(throughColumn(Array.from({ length: 12 }, (_, row) => row * 300)).bytes).toBe(4);
  });

  it('refuses bytes that it did not write', () => {
    expect(() => byteReader(new Uint8Array([255])).varint()).toThrow(/stored item/);
    expect(() => readColumn(byteReader(new Uint8Array([9])), 1)).toThrow(/unknown mode 9/);
    expect(() => byteReader(new Uint8Array([1, 2])).end()).toThrow(/2 bytes too many/);
    expect(() => decodeBlock(new Uint8Array([99, 0]))).toThrow(/codec version 99; this program reads 1/);
  });
});

describe('a stored item', () => {
  it('gives any block back as it was', () => {
    fc.assert(
      fc.property(anyBlock, (block) => {
        expect(decodeBlock(encodeBlock(block))).toEqual(block);
      }),
    );
  });

  it('gives a point field back that the codec has no column for', () => {
    const [point = samplePoint(NOON)] = sampleBlock(NOON).points;
    const block = { ...sampleBlock(NOON, 1), points: [{ ...point, someNewFigure: 7 }] };
    expect(decodeBlock(encodeBlock(block))).toEqual(block);
  });

  it('gives a site item back as it was, states of rules that came later and their new fields too', () => {
    const alerts = {
      ...sampleSite('a', NOON).alerts,
      'mass-balance': { ...firingState(NOON), breachBits: 5, missingBits: 2, samples: 3, condition: 'RECOVERING' },
      'a-user-rule': { ...INITIAL_ALERT_STATE, condition: 'NODATA', prior: 'OK', acknowledgedUntil: NOON },
    } as unknown as SiteItem['alerts'];
    const row = {
      periodStart: later(NOON, -86_400),
      periodEnd: NOON,
      hhvBtuPerScf: 1101.5,
      version: 2,
      reportedAt: NOON,
    };
    const gas: GasState = {
      candidates: {
        produced: [
          { ...row, volumeMcf: 300.123_456_789 },
          { ...row, volumeMcf: null, hhvBtuPerScf: null },
        ],
        sold: [],
      },
      flaredDaily: [3, 2, 1].map((days) => ({
        periodStart: later(NOON, -86_400 * days),
        periodEnd: later(NOON, -86_400 * (days - 1)),
        mcfPerDay: days === 2 ? null : 41.5 / days,
        version: 1,
      })),
      flaredMonthly: [],
      newestReportAt: later(NOON, 3600),
    };
    const item = { ...sampleSite('a', NOON), alerts, gas, somethingNew: { of: ['any', 'shape'] } };
    expect(decodeSite('a', NOON, encodeSite(item))).toEqual(item);
    const empty = sampleSite('a', NOON, { lastClearMarket: null, hours: [], flaringBaselineMcfPerDay: null });
    expect(decodeSite('a', NOON, encodeSite(empty))).toEqual(empty);
  });

  it('starts a rule of the product that an older item does not hold in its initial state', () => {
    const { unprofitable } = sampleSite('a', NOON).alerts;
    const older = sampleSite('a', NOON, { alerts: { unprofitable } as SiteItem['alerts'] });
    expect(decodeSite('a', NOON, encodeSite(older)).alerts['flaring-rise']).toEqual(INITIAL_ALERT_STATE);
  });

  it('gives a market back as it was, its extra fields too', () => {
    const market = { ...sampleMarket(NOON), blocksPerDay: 144.5 };
    expect(decodeMarket(NOON, encodeMarket(market))).toEqual(market);
    const bare = { ...sampleMarket(NOON), fx: [], gasIndexes: [], sources: [] };
    expect(decodeMarket(NOON, encodeMarket(bare))).toEqual(bare);
  });

  it('gives a day and a month back from their parts alone: the total is their fold', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => {
      const from = later(NOON, hour * 3600);
      const points =
        hour === 5 ? [] : [samplePoint(from, { mineMilliUsdPerDay: hour % 3 === 0 ? null : -hour * 1_000 })];
      return foldPoints(points, from, later(from, 3600), 3600);
    });
    const day = {
      date: NOON,
      version: 4,
      restated: 'points' as const,
      hours,
      day: foldAggregates(hours, NOON, later(NOON, 86_400)),
    };
    expect(decodeDay(NOON, encodeDay(day))).toEqual(day);
    const month = {
      month: monthStart(NOON),
      version: 1,
      restated: null,
      ...foldMonth([day.day], monthStart(NOON), 3600),
    };
    expect(month.days).toHaveLength(28);
    expect(decodeMonth(month.month, encodeMonth(month))).toEqual(month);
  });
});
