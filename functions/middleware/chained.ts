import type { MiddlewareObj } from '@middy/core';
import * as z from 'zod/mini';
import { NetbackError } from '#lib/domain/errors.ts';
import { instant } from '#lib/domain/instant.ts';
import type { TickEvent } from './scheduled.ts';

/** A Lambda destination's invocation record: the tick is what the function before returned. */
const invocationRecord = z.object({ responsePayload: z.object({ at: z.number().check(z.int(), z.positive()) }) });

/** Turns an invocation record into the tick that the function before finished. */
export function chained(): MiddlewareObj<unknown, unknown> {
  return {
    before: (request) => {
      const parsed = invocationRecord.safeParse(request.event);
      if (!parsed.success) {
        throw new NetbackError(
          'input-invalid',
          'The event is no invocation record with responsePayload.at; check the destination.',
        );
      }
      const tick: TickEvent = { at: instant(parsed.data.responsePayload.at) };
      request.event = tick;
    },
  };
}
