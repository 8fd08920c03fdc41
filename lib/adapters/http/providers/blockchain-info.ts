import * as z from 'zod/mini';
import { count, epochMilliseconds, positive, readFields, wholeNumber } from '../fields.ts';
import { getJson, type Provider, told } from '../provider.ts';

const SATOSHI_PER_BTC = 100_000_000;
const STATS = '/stats';

const network = z.object({ n_blocks_total: wholeNumber, difficulty: positive });
/** In satoshi, whatever the name says. */
const fees = z.object({
  total_fees_btc: count,
  n_blocks_mined: count,
  timestamp: z.optional(epochMilliseconds),
});

/** Blockchain.com statistics: height, difficulty cut to an integer, fees of the last 24 hours. */
export const blockchainInfo: Provider = {
  id: 'blockchain-info',
  baseUrl: 'https://api.blockchain.info',
  channels: [
    {
      kind: 'network',
      asks: () => [getJson(STATS)],
      read: ([body]) =>
        readFields(network, body, ({ difficulty, n_blocks_total }) =>
          told({ value: difficulty, height: n_blocks_total }),
        ),
    },
    {
      kind: 'fees',
      asks: () => [getJson(STATS)],
      read: ([body]) =>
        readFields(fees, body, ({ total_fees_btc, n_blocks_mined, timestamp }) =>
          told({
            value: total_fees_btc / SATOSHI_PER_BTC / n_blocks_mined,
            blocks: n_blocks_mined,
            observedAt: timestamp ?? null,
          }),
        ),
    },
  ],
};
