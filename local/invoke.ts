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

/** Invokes as Lambda's asynchronous queue does: an error is tried twice more. The last one is thrown. */
export async function invokeAsync(
  functionName: string,
  handler: LambdaHandler,
  event: unknown,
  timeoutSeconds: number,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await handler(structuredClone(event) as never, lambdaContext(functionName, timeoutSeconds));
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}
