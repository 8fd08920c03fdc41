import type { Clock } from '../../ports.ts';

/**
 * What the market feeds need to know of the place they run in. The factory is
 * `marketFeeds(options: MarketFeedsOptions): MarketFeeds` in market-feeds.ts.
 */
export type MarketFeedsOptions = {
  /**
   * Null = every provider at its own https address. Otherwise a loopback URL such as
   * `http://127.0.0.1:9000`: every provider is called at `URL/<provider>` + its path and nowhere else.
   */
  readonly feedsBase: string | null;
  /**
   * True under a simulated clock: no age is taken from a Date header, body times are judged against
   * the tick T, each request carries `Netback-Time: <T>` (ISO-8601, Z), an answer that repeats it as
   * `Netback-Recorded` is no frozen feed, and waiting is counted so that a busy machine does not make
   * a healthy feed late.
   */
  readonly isSimulated: boolean;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter of a retry. */
  readonly random: () => number;
  /** Reads a secret by its name in the company file; may reject, and the feed then fails with a reason. */
  readonly secret: (name: string) => Promise<string>;
};
