import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { MiddlewareObj } from '@middy/core';
import errorLogger from '@middy/error-logger';
import { hasCode, NetbackError } from '#lib/domain/errors.ts';
import { logger, metrics } from '../wiring/cold-start.ts';

/** Every function's log context, metrics flush and one error line without payloads. */
export function observed(): MiddlewareObj[] {
  return [
    injectLambdaContext(logger, { resetKeys: true }) as MiddlewareObj,
    { after: publishMetrics, onError: publishMetrics },
    errorLogger({ logger: ({ error }) => logError(error) }) as MiddlewareObj,
  ];
}

/** Powertools' own middleware warns on every run that counted nothing; most runs rightly count nothing. */
function publishMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

function logError(error: unknown): void {
  if (hasCode(error, 'lease-held')) logger.info('lease-held');
  else if (error instanceof NetbackError) logger.error(error.message, { code: error.code, ...error.context });
  else logger.error('unexpected error', error instanceof Error ? error : new Error(String(error)));
}
