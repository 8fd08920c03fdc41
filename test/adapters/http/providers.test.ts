import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readBody } from '#lib/adapters/http/body.ts';
import type { Reading } from '#lib/adapters/http/provider.ts';
import { PROVIDERS } from '#lib/adapters/http/providers.ts';
import { type Instant, parseInstant } from '#lib/domain/instant.ts';
import type { ObservationKind } from '#lib/domain/market/market.ts';

const SAMPLES = 'test/fixtures/samples';
const HTML = 'text/html';

type Asked = { readonly at?: string; readonly subject?: string };

function time(text: string): Instant {
  return parseInstant(text) ?? expect.fail(text);
}

/** Reads recorded answers as the adapter does: content type, JSON, then the provider's own reading. */
function read(source: string, kind: ObservationKind, files: readonly string[], asked: Asked = {}): Reading {
  const channel = PROVIDERS.find(({ id }) => id === source)?.channels.find((one) => one.kind === kind);
  if (channel === undefined) return expect.fail(`${source} has no ${kind}`);
  const about = { at: time(asked.at ?? '2026-11-24'), subject: asked.subject ?? null, secret: null };
  const forms = channel.asks(about).map((ask) => ask.form);
  const bodies: unknown[] = [];
  for (const [index, file] of files.entries()) {
    const type = file.endsWith('.html') ? HTML : file.endsWith('.txt') ? 'text/plain' : 'application/json';
    const body = readBody(readFileSync(`${SAMPLES}/${file}`), type, forms[index] ?? 'json');
    if (!body.ok) return body;
    bodies.push(body.value);
  }
  return channel.read(bodies, about);
}

const told = (value: number | null, rest: object = {}) => ({
  ok: true,
  value,
  height: null,
  blocks: null,
  observedAt: null,
  ...rest,
});
const refused = (reason: string) => ({ ok: false, reason });

describe('a recorded price', () => {
  test.each([
    ['coinbase', 'coinbase/v2_prices_BTC-USD_spot.json', told(84_321.45)],
    [
      'coinbase-exchange',
      'coinbase/exchange_products_BTC-USD_ticker.json',
      told(63_212.97, { observedAt: time('2026-06-19T16:43:33Z') }),
    ],
    [
      'coinbase-exchange',
      'coinbase/exchange_ticker_2025.json',
      told(116_475.07, { observedAt: time('2025-08-07T13:48:09Z') }),
    ],
    ['kraken', 'kraken/Ticker_XBTUSD.json', told(27_712.1)],
    ['kraken', 'kraken/Ticker_batch_2026.json', told(65_231.8)],
    ['bitstamp', 'bitstamp/ticker_btcusd.json', told(26_216, { observedAt: 1_686_068_944 })],
    ['binance', 'binance/ticker_price_BTCUSDT.json', told(63_212.97, { label: 'BTCUSDT' })],
    ['coingecko', 'coingecko/simple_price.json', told(104_250)],
    ['mempool', 'mempool/v1_prices.json', told(43_753, { observedAt: 1_703_252_411 })],
    ['mempool', 'mempool/v1_prices_unavailable_currency.json', told(43_753, { observedAt: 1_703_252_411 })],
  ])('of %s in %s is read', (source, file, expected) => {
    expect(read(source, 'price', [file])).toEqual(expected);
  });

  test.each([
    ['kraken', 'kraken/error_rate.json', 'kraken error'],
    ['kraken', 'kraken/error_pair.json', 'kraken error'],
    ['bitstamp', 'bitstamp/ticker_perp_2026.json', 'unexpected pair'],
    ['bitstamp', 'bitstamp/error_404.json', 'unexpected last'],
    ['binance', 'binance/avgPrice_BTCUSDT.json', 'unexpected symbol'],
    ['binance', 'binance/error_429.json', 'unexpected symbol'],
    ['binance', 'binance/error_451.json', 'unexpected symbol'],
    ['binance', 'binance/error_symbol.json', 'unexpected symbol'],
    ['coingecko', 'coingecko/error_429.json', 'unexpected bitcoin'],
    ['mempool', 'mempool/error_429.html', 'an HTML page'],
    ['mempool', 'mempool/error_500.txt', 'not JSON'],
    ['mempool', 'mempool/v1_historical-price.json', 'unexpected time'],
    ['coinbase', 'coinbase/exchange_ticker_2025.json', 'unexpected data'],
    ['coinbase-exchange', 'coinbase/v2_prices_BTC-USD_spot.json', 'unexpected price'],
  ])('of %s is not made from %s', (source, file, reason) => {
    expect(read(source, 'price', [file])).toEqual(refused(reason));
  });
});

describe('recorded network figures', () => {
  const tip = 'mempool/blocks_tip_height.txt';
  test.each([
    ['mempool', [tip, 'mempool/v1_mining_hashrate_3d_docs.json'], told(31_251_101_365_711.12, { height: 698_767 })],
    [
      'mempool',
      [tip, 'mempool/v1_mining_hashrate_3d_current_shape.json'],
      told(72_006_146_478_567.1, { height: 698_767 }),
    ],
    ['blockchain-info', ['blockchain_info/stats.json'], told(6_702_169_884_349, { height: 575_644 })],
    ['blockchair', ['blockchair/bitcoin_stats.json'], told(46_843_400_286_277, { height: 783_770 })],
  ])('of %s in %s are read', (source, files, expected) => {
    expect(read(source, 'network', files)).toEqual(expected);
  });

  test.each([
    ['mempool', [tip, 'mempool/v1_mining_hashrate_3d_core_down.json'], 'unexpected currentDifficulty'],
    ['mempool', [tip, 'mempool/v1_difficulty-adjustment.json'], 'unexpected currentDifficulty'],
    ['mempool', [tip, 'mempool/v1_difficulty-adjustment_stale_doc.json'], 'unexpected currentDifficulty'],
    ['mempool', ['mempool/error_500.txt', 'mempool/v1_mining_hashrate_3d_docs.json'], 'unexpected answer'],
    ['mempool', ['mempool/error_429.html', 'mempool/v1_mining_hashrate_3d_docs.json'], 'an HTML page'],
    ['blockchain-info', ['blockchain_info/charts_example.json'], 'unexpected n_blocks_total'],
    ['blockchain-info', ['blockchain_info/q_getdifficulty.txt'], 'unexpected answer'],
    ['bitcoin-core', ['bitcoin_core/rpc_envelope.json'], 'unexpected result.chain'], // a testnet
    ['bitcoin-core', ['bitcoin_core/getblockchaininfo_subset.json'], 'unexpected result'],
    ['blockstream', ['esplora/blocks_tip_height.txt'], 'unexpected answer'],
    ['blockstream', ['mempool/v1_mining_difficulty-adjustments_1m.json'], 'unexpected 0'],
    ['blockstream', ['mempool/v1_mining_blocks_fees_1w.json'], 'unexpected 0.height'],
  ])('of %s are not made from %s', (source, files, reason) => {
    const reading = read(source, 'network', files);
    expect(reading).toMatchObject({ ok: false });
    expect(!reading.ok && reading.reason.startsWith(reason)).toBe(true);
  });

  test('of a main-chain node are read from the RPC envelope', () => {
    const channel = PROVIDERS.find(({ id }) => id === 'bitcoin-core')?.channels[0] ?? expect.fail();
    const result: unknown = JSON.parse(readFileSync(`${SAMPLES}/bitcoin_core/getmininginfo.json`, 'utf8'));
    const about = { at: time('2023-05-20'), subject: null, secret: null };
    expect(channel.read([{ result, error: null, id: 'netback' }], about)).toEqual(
      told(49_549_703_178_592.68, { height: 790_843 }),
    );
    const failed = { result: null, error: { code: -28, message: 'Loading block index...' }, id: 'netback' };
    expect(channel.read([failed], about)).toEqual(refused('unexpected error'));
  });

  test('of Esplora are those of the highest of its newest blocks', () => {
    const channel = PROVIDERS.find(({ id }) => id === 'blockstream')?.channels[0] ?? expect.fail();
    const about = { at: time('2023-05-20'), subject: null, secret: null };
    const blocks = [
      { height: 778_175, difficulty: 39_156_400_059_293.19 },
      { height: 778_176, difficulty: 43_053_844_193_928.45 },
    ];
    expect(channel.read([blocks], about)).toEqual(told(43_053_844_193_928.45, { height: 778_176 }));
    expect(channel.read([[]], about)).toEqual(refused('no blocks'));
  });
});

describe('recorded fees', () => {
  test('of mempool are satoshi in strings over the blocks named', () => {
    // 1,311,748,254 satoshi ÷ 10^8 ÷ 100 blocks = 0.131174… BTC/block
    const reading = read('mempool', 'fees', ['mempool/v1_mining_reward-stats_100.json']);
    expect(reading).toEqual(told(0.1311748254, { height: 736_655, blocks: 100 }));
  });

  test('of blockchain.info are satoshi over 24 hours, whatever the name says', () => {
    // 11,648,437,530 satoshi ÷ 10^8 ÷ 135 blocks = 0.862847… BTC/block
    const reading = read('blockchain-info', 'fees', ['blockchain_info/stats.json']);
    expect(reading).toMatchObject({ ok: true, blocks: 135, observedAt: 1_557_646_525 });
    expect(reading.ok && reading.value).toBeCloseTo(0.862847, 6);
  });

  test('are not made from other bodies', () => {
    expect(read('mempool', 'fees', ['mempool/v1_mining_blocks_fees_1w.json'])).toMatchObject({ ok: false });
    expect(read('blockchain-info', 'fees', ['blockchain_info/charts_example.json'])).toMatchObject({ ok: false });
  });
});

describe('a recorded exchange rate', () => {
  const cbr = (subject: string, at: string) => read('cbr', 'fx', ['cbr/daily_json.json'], { subject, at });
  test('of the Bank of Russia is in force from its date on', () => {
    const at = time('2024-05-16T08:30:00Z'); // 11:30 in Moscow
    expect(cbr('USDRUB', '2024-05-16T12:00:00Z')).toEqual(told(91.2573, { observedAt: at }));
  });

  test('dated tomorrow is not used today: the one before is', () => {
    expect(cbr('USDRUB', '2024-05-15T20:00:00Z')).toEqual(told(91.3591, { observedAt: time('2024-05-15T08:30:00Z') }));
    expect(cbr('USDRUB', '2024-05-14T20:00:00Z')).toEqual(refused('rates of a later date'));
  });

  test('is for one unit, where the bank tells it for a hundred', () => {
    // 20.698 RUB for 100 KZT
    const reading = cbr('KZTRUB', '2024-05-16T12:00:00Z');
    expect(reading.ok && reading.value).toBeCloseTo(0.20698, 12);
  });

  test('that the bank does not give is refused', () => {
    expect(cbr('GBPRUB', '2024-05-16T12:00:00Z')).toEqual(refused('no rate of GBP'));
    expect(cbr('USDKZT', '2024-05-16T12:00:00Z')).toEqual(refused('cbr gives rates to RUB only'));
    expect(read('cbr', 'fx', ['cbr/XML_daily.xml'], { subject: 'USDRUB' })).toEqual(refused('not JSON'));
  });

  test('of the ECB carries the date of the working day before, and its base is checked', () => {
    const file = 'frankfurter/v0_2020-01-01.json';
    expect(read('frankfurter', 'fx', [file], { subject: 'EURNOK' })).toEqual(
      told(9.8638, { observedAt: time('2019-12-31') }),
    );
    expect(read('frankfurter', 'fx', [file], { subject: 'USDNOK' })).toEqual(refused('another base currency'));
    expect(read('frankfurter', 'fx', [file], { subject: 'EURXXX' })).toEqual(refused('no rate of XXX'));
  });
});

describe('a recorded gas index', () => {
  const rows: unknown = JSON.parse(readFileSync(`${SAMPLES}/eia/natural-gas_pri_fut_RNGWHHD_rows.json`, 'utf8'));
  const channel = PROVIDERS.find(({ id }) => id === 'eia')?.channels[0] ?? expect.fail();
  const henryHub = (data: unknown, at: string) =>
    channel.read([{ response: { total: '1', data } }], { at: time(at), subject: 'henry-hub', secret: 'k' });

  test('of the EIA is a string in USD/MMBtu of its day', () => {
    expect(henryHub(rows, '1999-01-10')).toEqual(told(2.1, { observedAt: time('1999-01-04') }));
  });

  test('of a later day than T is not used', () => {
    expect(henryHub(rows, '1999-01-03')).toEqual(refused('no rows'));
  });

  test('is the newest that has a value', () => {
    const day = (period: string, value: string | null) => ({ period, series: 'RNGWHHD', value });
    const data = [day('2026-06-10', null), day('2026-06-08', '2.9'), day('2026-06-09', '3.1')];
    expect(henryHub(data, '2026-06-11')).toEqual(told(3.1, { observedAt: time('2026-06-09') }));
  });

  test('is refused without values, without rows, and from errors', () => {
    expect(henryHub([{ period: '2026-06-09', series: 'RNGWHHD' }], '2026-06-11')).toMatchObject({ ok: false });
    expect(read('eia', 'gas-index', ['eia/envelope_shape.json'])).toEqual(refused('no rows'));
    expect(read('eia', 'gas-index', ['eia/error_400.json'])).toEqual(refused('unexpected response'));
    expect(read('eia', 'gas-index', ['eia/error_403_missing_key.json'])).toEqual(refused('unexpected response'));
    expect(read('eia', 'gas-index', ['eia/natural-gas_pri_fut_RNGWHHD_rows.json'])).toMatchObject({ ok: false });
  });
});

describe('every provider', () => {
  const files = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(json|txt|html|xml)$/.test(name),
  );
  const channels = PROVIDERS.flatMap((provider) =>
    provider.channels.map((channel) => [provider.id, channel.kind] as const),
  );

  test.each(channels)('%s %s reads or refuses every recorded body, without throwing', (source, kind) => {
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const reading = read(source, kind, [file, file], { subject: kind === 'fx' ? 'USDRUB' : 'henry-hub' });
      if (reading.ok) expect(reading.value).toBeGreaterThan(0);
      else expect(reading.reason.length).toBeLessThan(90);
    }
  });
});
