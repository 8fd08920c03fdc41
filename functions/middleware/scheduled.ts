import type { MiddlewareObj } from '@middy/core';
import * as z from 'zod/mini';
import { NetbackError } from '#lib/domain/errors.ts';
import { floorTo, type Instant, parseInstant } from '#lib/domain/instant.ts';

/** What EventBridge Scheduler sends: its own scheduled time, whatever the wall clock says. */
const scheduledEvent = z.object({ scheduledTime: z.string() });

export type TickEvent = { readonly at: Instant };

/** Turns a Scheduler event into the tick it stands for: the scheduled time, floored to the interval. */
export function scheduled(intervalSeconds: () => number): MiddlewareObj<unknown, unknown> {
  return {
    before: (request) => {
      const parsed = scheduledEvent.safeParse(request.event);
      const at = parsed.success ? parseInstant(parsed.data.scheduledTime) : null;
      if (at === null) {
        throw new NetbackError(
          'input-invalid',
          'The event has no scheduledTime in ISO-8601; check the schedule input.',
        );
      }
      const tick: TickEvent = { at: floorTo(at, intervalSeconds()) };
      request.event = tick;
    },
  };
}
