import { marketFeeds } from '#lib/adapters/http/market-feeds.ts';
import type { PullMarketPorts } from '#lib/app/pull-market.ts';
import { commonPorts, environment } from './cold-start.ts';
import { secretByName } from './secrets.ts';

/** The market feeds beside the common ports. */
export const pullMarketPorts: PullMarketPorts = {
  ...commonPorts,
  feeds: marketFeeds({
    feedsBase: environment.feedsBase,
    isSimulated: environment.isSimulated,
    clock: commonPorts.clock,
    random: Math.random,
    secret: secretByName,
  }),
};
