import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { Log, Metrics } from '../../ports.ts';

/** One line of JSON an event, with the invocation's context, by Powertools. Fields never hold payloads or secrets. */
export function powertoolsLog(logger: Logger): Log {
  return {
    info: (event, fields) => logger.info(event, { ...fields }),
    warn: (event, fields) => logger.warn(event, { ...fields }),
    error: (event, fields) => logger.error(event, { ...fields }),
  };
}

/** Counts in CloudWatch's embedded metric format, by Powertools; they leave with the log. */
export function powertoolsMetrics(metrics: PowertoolsMetrics): Metrics {
  return { count: (name, value) => void metrics.addMetric(name, MetricUnit.Count, value) };
}
