import { toIso } from '#lib/domain/instant.ts';
import type { MarketAt } from './recorded-market.ts';

/** A provider's answer as it stands on the wire. Null = it has no figure now (answered 503). */
export type ProviderBody = { readonly type: 'application/json' | 'text/plain'; readonly text: string } | null;
type BodyOf = (market: MarketAt) => ProviderBody;

/**
 * Each provider's fixed distance from the recorded price, as a fraction (at most 0.05 %): made for
 * the replay, so that sources differ as they do in life. The recorded price itself is Coinbase's.
 */
const PRICE_OFFSETS = {
  coinbase: 0,
  'coinbase-exchange': 0.0001,
  kraken: 0.0003,
  bitstamp: -0.0002,
  binance: 0.0004,
  coingecko: -0.0001,
  mempool: 0.0005,
} as const;

/** Bodies in the shapes of data/replay/README.md, by provider and path. */
export const PROVIDER_BODIES: Readonly<Record<string, Readonly<Record<string, BodyOf>>>> = {
  coinbase: {
    '/v2/prices/BTC-USD/spot': (market) =>
      priced(market, 'coinbase', (usd) => ({ data: { amount: amount(usd), base: 'BTC', currency: 'USD' } })),
  },
  'coinbase-exchange': {
    '/products/BTC-USD/ticker': (market) =>
      priced(market, 'coinbase-exchange', (usd) => ({
        ask: amount(usd),
        bid: amount(usd),
        price: amount(usd),
        time: toIso(market.at).replace('Z', '.000000000Z'),
      })),
  },
  kraken: {
    '/0/public/Ticker': (market) =>
      priced(market, 'kraken', (usd) => ({ error: [], result: { XXBTZUSD: { c: [amount(usd), '0.01000000'] } } })),
  },
  bitstamp: {
    '/api/v2/ticker/btcusd/': (market) =>
      priced(market, 'bitstamp', (usd) => ({ timestamp: String(market.at), last: amount(usd), pair: 'BTC/USD' })),
  },
  binance: {
    '/api/v3/ticker/price': (market) => priced(market, 'binance', (usd) => ({ symbol: 'BTCUSDT', price: amount(usd) })),
  },
  coingecko: {
    '/api/v3/simple/price': (market) =>
      priced(market, 'coingecko', (usd) => ({ bitcoin: { usd: Number(amount(usd)), last_updated_at: market.at } })),
  },
  mempool: {
    '/api/v1/prices': (market) => priced(market, 'mempool', (usd) => ({ time: market.at, USD: Math.round(usd) })),
    '/api/blocks/tip/height': ({ newestBlocks: [tip] }) =>
      tip === undefined ? null : { type: 'text/plain', text: String(tip.height) },
    '/api/v1/mining/hashrate/3d': ({ newestBlocks: [tip] }) =>
      tip === undefined ? null : json({ hashrates: [], difficulty: [], currentDifficulty: tip.difficulty }),
    '/api/v1/mining/reward-stats/144': rewardStats,
  },
  blockstream: {
    '/api/blocks': ({ newestBlocks }) =>
      newestBlocks.length === 0
        ? null
        : json(
            newestBlocks.map(({ height, time, difficulty }) => ({
              height,
              timestamp: time,
              mediantime: time,
              difficulty,
            })),
          ),
    '/api/blocks/tip/height': ({ newestBlocks: [tip] }) =>
      tip === undefined ? null : { type: 'text/plain', text: String(tip.height) },
  },
  'blockchain-info': {
    '/stats': blockchainInfoStats,
    '/q/getdifficulty': ({ newestBlocks: [tip] }) =>
      tip === undefined ? null : { type: 'text/plain', text: tip.difficulty.toExponential().replace('e+', 'E') },
  },
  blockchair: {
    '/bitcoin/stats': ({ newestBlocks: [tip] }) =>
      tip === undefined
        ? null
        : json({
            data: {
              blocks: tip.height + 1,
              difficulty: Math.trunc(tip.difficulty),
              best_block_height: tip.height,
              best_block_time: toIso(tip.time as MarketAt['at'])
                .replace('T', ' ')
                .replace('Z', ''),
            },
          }),
  },
  cbr: { '/daily_json.js': cbrDaily },
  frankfurter: { '/v1/latest': frankfurterLatest },
  eia: { '/v2/natural-gas/pri/fut/data/': eiaHenryHub },
};

function priced(market: MarketAt, provider: keyof typeof PRICE_OFFSETS, body: (usd: number) => object): ProviderBody {
  return market.btcUsd === null ? null : json(body(market.btcUsd * (1 + PRICE_OFFSETS[provider])));
}

function rewardStats({ lastDay, newestBlocks: [tip] }: MarketAt): ProviderBody {
  if (lastDay === null || tip === undefined) return null;
  return json({
    startBlock: tip.height - lastDay.blocks + 1,
    endBlock: tip.height,
    totalReward: String(lastDay.subsidySat + lastDay.feesSat),
    totalFee: String(lastDay.feesSat),
    totalTx: '0',
  });
}

function blockchainInfoStats({ at, lastDay, newestBlocks: [tip] }: MarketAt): ProviderBody {
  if (lastDay === null || tip === undefined) return null;
  return json({
    timestamp: at * 1000,
    n_blocks_total: tip.height,
    difficulty: Math.trunc(tip.difficulty),
    total_fees_btc: lastDay.feesSat,
    n_blocks_mined: lastDay.blocks,
  });
}

function cbrDaily({ at, perUsd }: MarketAt): ProviderBody {
  if (perUsd.RUB === undefined) return null;
  return json({
    Date: toIso(at),
    Timestamp: toIso(at),
    Valute: { USD: { CharCode: 'USD', Nominal: 1, Value: perUsd.RUB } },
  });
}

function frankfurterLatest({ at, perUsd }: MarketAt): ProviderBody {
  if (Object.keys(perUsd).length === 0) return null;
  return json({ amount: 1, base: 'USD', date: toIso(at).slice(0, 10), rates: perUsd });
}

function eiaHenryHub({ at, henryHubUsdPerMmbtu }: MarketAt): ProviderBody {
  if (henryHubUsdPerMmbtu === null) return null;
  const row = {
    period: toIso(at).slice(0, 10),
    series: 'RNGWHHD',
    value: String(henryHubUsdPerMmbtu),
    units: '$/MMBTU',
  };
  return json({ response: { total: '1', dateFormat: 'YYYY-MM-DD', frequency: 'daily', data: [row] } });
}

/** Decimals as exchanges write them: at least two, more where the figure has more. */
function amount(usd: number): string {
  return usd.toFixed(8).replace(/0{1,6}$/, '');
}

function json(body: unknown): ProviderBody {
  return { type: 'application/json', text: JSON.stringify(body) };
}
