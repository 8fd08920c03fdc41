import { describe, expect, test } from 'vitest';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import type { GasInForce } from '#lib/domain/gas/report.ts';
import { pointOf } from '#lib/domain/history/point-of.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { marketRow } from '#lib/domain/market/market-row.ts';
import { gasOf, siteWith } from '../economics/site.ts';
import { answer, freeze, prices, T } from '../market/ticks.ts';

const HEIGHT = 777_001;
const chain = (source: string) => answer('network', source, { value: 43_053_844_193_928.45, height: HEIGHT });
const WHOLE = freeze([
  ...prices({ coinbase: 22_000, kraken: 22_010, bitstamp: 22_005, mempool: 22_020 }),
  chain('mempool'),
  chain('blockstream'),
  chain('blockchain-info'),
  answer('fees', 'mempool', { value: 0.16, blocks: 144 }),
]);
const model = siteModel(siteWith({ sell: null, costs: { royaltyOnMinedGasFraction: 0 } }), 7);

function point(gas: GasInForce, market: Market = WHOLE, indexIds: readonly string[] = []) {
  const row = marketRow(market);
  const context = { at: T, market, row, gas, openAlerts: [], indexIds, configVersion: 'c', methodVersion: 1 };
  return pointOf(evaluateSite(model, row, gas), context);
}

describe('a stored point', () => {
  test('has whole smallest units: 22,005 USD are 2,200,500 cents, 300.0004 Mcf 300,000 scf', () => {
    const { btcUsdCents, producedScfPerDay, epoch, quality, missing } = point(gasOf({ produced: 300.0004 }));
    expect({ btcUsdCents, producedScfPerDay }).toEqual({ btcUsdCents: 2_200_500, producedScfPerDay: 300_000 });
    expect(epoch).toBe(385); // 777,001 ÷ 2016 = 385.4
    expect({ quality, missing }).toEqual({ quality: 'ok', missing: [] });
  });

  test('does not know a figure that a double does not count exactly, and keeps zero', () => {
    expect(point(gasOf({ produced: 300, flared: 1e14 })).flaredScfPerDay).toBeNull();
    expect(point(gasOf({ produced: 300, flared: -0 })).flaredScfPerDay).toBe(0);
  });

  test('says which shown stream it lacks, though the margin does not need it', () => {
    const { missing, quality, flaredScfPerDay } = point(gasOf({ produced: 300, flared: null, vented: 0 }));
    expect({ missing, quality, flaredScfPerDay }).toEqual({
      missing: ['flared'],
      quality: 'missing',
      flaredScfPerDay: null,
    });
  });

  test.each(['produced', 'sold', 'flared', 'vented'] as const)('lacks %s where that alone is unknown', (stream) => {
    const known = { produced: 300, sold: 1, flared: 1, vented: 1 };
    expect(point(gasOf({ ...known, [stream]: null })).missing).toEqual([stream]);
  });

  test('lacks a price though every stream is known, and has the version of the report in force', () => {
    const unknown = { value: null, quality: 'missing', goodAt: null } as const;
    expect(point(gasOf({ produced: 300 }), { ...WHOLE, btcUsd: unknown }).missing).toEqual(['btc-price']);
    expect(point(gasOf({ produced: 300 })).reportVersion).toBe(1);
    expect(point(gasOf({ received: 300 })).reportVersion).toBeNull();
  });

  test('lacks nothing where a stream was never reported', () => {
    expect(point(gasOf({ produced: 300 }))).toMatchObject({ soldScfPerDay: null, missing: [] });
  });

  test('names what is missing in the closed order, each once', () => {
    const blind = freeze([]);
    expect(point(gasOf({ produced: null, flared: null }), blind).missing).toEqual([
      'btc-price',
      'difficulty',
      'height',
      'fees',
      'produced',
      'flared',
    ]);
    expect(point(gasOf({ produced: 300 }), blind)).toMatchObject({ epoch: null, btcUsdCents: null });
  });
});

describe('the quality of a point', () => {
  const carried = (): GasInForce => {
    const gas = gasOf({ produced: 300 });
    return { ...gas, produced: { ...gas.produced, quality: 'last-known-good' } };
  };

  test('is that of its worst input: a carried report, a degraded price', () => {
    expect(point(carried()).quality).toBe('last-known-good');
    const apart = freeze([
      ...prices({ coinbase: 22_000, kraken: 22_010, bitstamp: 22_005, mempool: 22_264 }),
      chain('mempool'),
      chain('blockstream'),
      chain('blockchain-info'),
      answer('fees', 'mempool', { value: 0.16, blocks: 144 }),
    ]);
    expect(point(gasOf({ produced: 300 }), apart).quality).toBe('degraded');
  });

  test('counts the gas indexes that the margin rests on and no others', () => {
    const market: Market = {
      ...WHOLE,
      gasIndexes: [{ id: 'waha', value: 1, quality: 'last-known-good', goodAt: T }],
    };
    expect(point(gasOf({ produced: 300 }), market, ['waha']).quality).toBe('last-known-good');
    expect(point(gasOf({ produced: 300 }), market, ['henry-hub']).quality).toBe('ok');
  });
});
