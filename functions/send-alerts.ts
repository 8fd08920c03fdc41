import middy from '@middy/core';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { chained } from './middleware/chained.ts';
import { observed } from './middleware/observed.ts';
import type { TickEvent } from './middleware/scheduled.ts';
import { deployment } from './wiring/cold-start.ts';
import { sendAlertsPorts } from './wiring/send-alerts.ts';

/** Tells the audiences what the tick changed. A publish that failed fails the invocation. */
export const handler = middy<unknown, TickEvent>()
  .use(observed())
  .use(chained())
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await sendAlerts(sendAlertsPorts, deployment, at);
    return { at };
  });
