import middy from '@middy/core';
import { sealHistory } from '#lib/app/seal-history.ts';
import { observed } from './middleware/observed.ts';
import { scheduled, type TickEvent } from './middleware/scheduled.ts';
import { commonPorts, deployment } from './wiring/cold-start.ts';

const ONE_MINUTE_SECONDS = 60;

/** Folds the days and months that closed. */
export const handler = middy<unknown, TickEvent>()
  .use(observed())
  .use(scheduled(() => ONE_MINUTE_SECONDS))
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await sealHistory(commonPorts, deployment, at);
    return { at };
  });
