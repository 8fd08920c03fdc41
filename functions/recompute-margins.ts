import middy from '@middy/core';
import { recomputeMargins } from '#lib/app/recompute-margins.ts';
import { chained } from './middleware/chained.ts';
import { observed } from './middleware/observed.ts';
import type { TickEvent } from './middleware/scheduled.ts';
import { commonPorts, deployment } from './wiring/cold-start.ts';

/** Brings every site to the tick whose market was frozen. */
export const handler = middy<unknown, TickEvent>()
  .use(observed())
  .use(chained())
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await recomputeMargins(commonPorts, deployment.timeoutSeconds, at);
    return { at };
  });
