import type { Context } from 'aws-lambda';
import { type Instant, toIso } from '#lib/domain/instant.ts';

/** A Lambda handler as middy exports it. */
export type LambdaHandler = (event: never, context: Context) => Promise<unknown>;

const ATTEMPTS = 3;

/** The event that EventBridge Scheduler sends for a tick. */
export function scheduleEvent(at: Instant, attempt: number): unknown {
  return { scheduledTime: toIso(at), attempt: String(attempt) };
}

/** The record that a Lambda destination hands to the next function of the chain. */
export function destinationEvent(functionName: string, requestPayload: unknown, responsePayload: unknown): unknown {
  return {
    version: '1.0',
    timestamp: '1970-01-01T00:00:00.000Z',
    requestContext: {
      requestId: `local-${functionName}`,
      functionArn: `arn:aws:lambda:local:000000000000:function:${functionName}:$LATEST`,
      condition: 'Success',
      approximateInvokeCount: 1,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    responsePayload,
  };
}

/** The context that the Lambda runtime passes beside the event. */
export function lambdaContext(functionName: string, timeoutSeconds: number): Context {
  const deadline = Date.now() + timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '256',
    awsRequestId: `local-${functionName}`,
    logGroupName: functionName,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

/**
 * Invokes as Lambda's asynchronous queue does: events and answers cross as JSON, a run over its time
 * limit counts as failed, and an error is tried twice more. The last one is thrown.
 */
export async function invokeAsync(
  functionName: string,
  handler: LambdaHandler,
  event: unknown,
  timeoutSeconds: number,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const run = handler(asJson(event) as never, lambdaContext(functionName, timeoutSeconds));
      return asJson(await within(timeoutSeconds, functionName, run));
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}

function asJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** Lambda ends a run at its limit; here it is left to itself, and its late writes meet their conditions. */
async function within<T>(timeoutSeconds: number, functionName: string, run: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const late = (): void => reject(new Error(`${functionName} was not done within ${timeoutSeconds} s`));
    timer = setTimeout(late, timeoutSeconds * 1000);
  });
  try {
    return await Promise.race([run, limit]);
  } finally {
    clearTimeout(timer);
  }
}
