import { describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { destinationEvent, invokeAsync, lambdaContext, scheduleEvent } from '#local/invoke.ts';

describe('an asynchronous invocation', () => {
  it('crosses as JSON both ways: nothing is shared, what JSON does not know is gone', async () => {
    const event = { scheduledTime: '2023-02-15T00:00:00Z', left: undefined };
    let got: object = {};
    const handler = async (given: never) => {
      got = given;
      return { at: instant(1), left: undefined };
    };
    const answer = await invokeAsync('f', handler, event, 1);
    expect(got).not.toBe(event);
    expect(Object.keys(got)).toEqual(['scheduledTime']);
    expect(Object.keys(answer as object)).toEqual(['at']);
    expect(await invokeAsync('f', async () => undefined, event, 1)).toBeNull();
  });

  it('is tried three times in all, then its error is thrown', async () => {
    let runs = 0;
    const failing = async (): Promise<never> => {
      runs += 1;
      throw new Error(`run ${runs}`);
    };
    await expect(invokeAsync('f', failing, {}, 1)).rejects.toThrow('run 3');
    let left = 1;
    const once = async (): Promise<string> => {
      if (left-- > 0) throw new Error('once');
      return 'done';
    };
    expect(await invokeAsync('f', once, {}, 1)).toBe('done');
  });

  it('fails when it is not done within its limit', async () => {
    const hanging = (): Promise<never> => new Promise(() => {});
    await expect(invokeAsync('pull-market', hanging, {}, 0.01)).rejects.toThrow(
      'pull-market was not done within 0.01 s',
    );
  });

  it('has the shapes of the schedule and of a destination', () => {
    expect(scheduleEvent(instant(1_676_419_200), 1)).toEqual({ scheduledTime: '2023-02-15T00:00:00Z', attempt: '1' });
    const record = destinationEvent('pull-market', { a: 1 }, { at: 2 });
    expect(record).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'Success' },
      responsePayload: { at: 2 },
    });
    expect(lambdaContext('f', 50).getRemainingTimeInMillis()).toBeGreaterThan(49_000);
  });
});
