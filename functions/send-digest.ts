import middy from '@middy/core';
import { sendDigest } from '#lib/app/send-digest.ts';
import { observed } from './middleware/observed.ts';
import { scheduled, type TickEvent } from './middleware/scheduled.ts';
import { deployment } from './wiring/cold-start.ts';
import { sendAlertsPorts } from './wiring/send-alerts.ts';

const ONE_MINUTE_SECONDS = 60;

/** Sends the digests that fell due. */
export const handler = middy<unknown, TickEvent>()
  .use(observed())
  .use(scheduled(() => ONE_MINUTE_SECONDS))
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await sendDigest(sendAlertsPorts, deployment, at);
    return { at };
  });
