import middy from '@middy/core';
import { pullMarket } from '#lib/app/pull-market.ts';
import { observed } from './middleware/observed.ts';
import { scheduled, type TickEvent } from './middleware/scheduled.ts';
import { deployment } from './wiring/cold-start.ts';
import { pullMarketPorts } from './wiring/pull-market.ts';

/** Freezes the market of the scheduled tick; answers the tick, which its destination hands on. */
export const handler = middy<unknown, TickEvent>()
  .use(observed())
  .use(scheduled(() => deployment.company.tickSeconds))
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await pullMarket(pullMarketPorts, deployment, at);
    return { at };
  });
