import type { Provider } from './provider.ts';
import { binance } from './providers/binance.ts';
import { bitcoinCore } from './providers/bitcoin-core.ts';
import { bitstamp } from './providers/bitstamp.ts';
import { blockchainInfo } from './providers/blockchain-info.ts';
import { blockchair } from './providers/blockchair.ts';
import { blockstream } from './providers/blockstream.ts';
import { cbr } from './providers/cbr.ts';
import { coinbase } from './providers/coinbase.ts';
import { coinbaseExchange } from './providers/coinbase-exchange.ts';
import { coingecko } from './providers/coingecko.ts';
import { eia } from './providers/eia.ts';
import { frankfurter } from './providers/frankfurter.ts';
import { kraken } from './providers/kraken.ts';
import { mempool } from './providers/mempool.ts';

/** Every provider there is; a new one is a file in providers/ and a line here. */
export const PROVIDERS: readonly Provider[] = [
  coinbase,
  coinbaseExchange,
  kraken,
  bitstamp,
  binance,
  coingecko,
  mempool,
  blockstream,
  blockchainInfo,
  blockchair,
  bitcoinCore,
  cbr,
  frankfurter,
  eia,
];
