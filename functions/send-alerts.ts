import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { sendTest } from '#lib/app/send-test.ts';
import { chained } from './middleware/chained.ts';
import { observed } from './middleware/observed.ts';
import { scheduled, type TickEvent } from './middleware/scheduled.ts';
import { testAudienceOf } from './middleware/test-event.ts';
import { deployment } from './wiring/cold-start.ts';
import { sendAlertsPorts } from './wiring/send-alerts.ts';

const ONE_MINUTE_SECONDS = 60;

const alerts = middy<unknown, TickEvent>()
  .use(observed())
  .use(chained())
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await sendAlerts(sendAlertsPorts, deployment, at);
    return { at };
  });

const test = (audience: string) =>
  middy<unknown, TickEvent>()
    .use(observed())
    .use(scheduled(() => ONE_MINUTE_SECONDS))
    .handler(async (event) => {
      const { at } = event as TickEvent;
      await sendTest(sendAlertsPorts, deployment, at, audience);
      return { at };
    });

/** Tells the audiences what the tick changed, or, by its own schedule, that messages arrive. A failed publish fails. */
export const handler = async (event: unknown, context: Context): Promise<unknown> => {
  const audience = testAudienceOf(event);
  return audience === null ? alerts(event, context) : test(audience)(event, context);
};
