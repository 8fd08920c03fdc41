/** Who can be asked for what (interfaces.md section 2): the ids that a company file may name. */
export const PRICE_PROVIDERS = [
  'coinbase',
  'coinbase-exchange',
  'kraken',
  'bitstamp',
  'binance',
  'coingecko',
  'mempool',
] as const;
export const NETWORK_PROVIDERS = ['mempool', 'blockstream', 'blockchain-info', 'blockchair', 'bitcoin-core'] as const;
export const FX_PROVIDERS = ['cbr', 'frankfurter'] as const;
export const GAS_INDEX_PROVIDERS = ['eia'] as const;

export const PROVIDERS: readonly string[] = [
  ...new Set<string>([...PRICE_PROVIDERS, ...NETWORK_PROVIDERS, ...FX_PROVIDERS, ...GAS_INDEX_PROVIDERS]),
];
