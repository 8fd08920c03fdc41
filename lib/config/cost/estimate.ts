import type { Company } from '../../domain/company.ts';
import { type PriceId, type PriceList, shippedPrices } from './prices.ts';
import { ASSUMPTIONS, DAYS_PER_MONTH, type Usage, usageOf } from './usage.ts';

export type CostLine = {
  readonly service: string;
  readonly what: string;
  readonly units: number;
  readonly unit: string;
  readonly usdPerUnit: number;
  readonly usdPerMonth: number;
};

export type CostEstimate = {
  readonly company: string;
  readonly sites: number;
  readonly tickSeconds: number;
  readonly lines: readonly CostLine[];
  readonly totalUsdPerMonth: number;
  readonly usdPerSiteMonth: number;
  readonly assumptions: readonly string[];
  readonly pricesRead: string;
};

/** Seconds and gigabytes of one run: fixed part, and what each site adds. */
type RunCost = { readonly gigabytes: number; readonly seconds: number; readonly secondsPerSite: number };
/** Measured on a small machine and rounded up: docs/scale.md; memory as infra/functions sets it. */
const RUNS = {
  'pull-market': { gigabytes: 0.5, seconds: 1.5, secondsPerSite: 0 },
  'pull-gas-reports': { gigabytes: 1, seconds: 0.5, secondsPerSite: 0.0002 },
  'recompute-margins': { gigabytes: 1.728, seconds: 0.3, secondsPerSite: 0.0015 },
  'send-alerts': { gigabytes: 1, seconds: 0.3, secondsPerSite: 0.0001 },
  'seal-history': { gigabytes: 1, seconds: 0.5, secondsPerSite: 0.0005 },
  'history-api': { gigabytes: 1.728, seconds: 0.1, secondsPerSite: 0 },
} as const satisfies Readonly<Record<string, RunCost>>;

/** USD per month of a company by service, with everything it assumes; list prices, no free tier. */
export function estimateCost(
  company: Company,
  sites: number = company.sites.length,
  list: PriceList = shippedPrices(),
): CostEstimate {
  const usage = usageOf(company, sites);
  const line = (service: string, what: string, id: PriceId, units: number): CostLine => {
    const { usd, per, unit } = list.prices[id];
    return { service, what, units, unit, usdPerUnit: usd / per, usdPerMonth: (units * usd) / per };
  };
  const hasDrop = company.sites.some((site) => site.reports.drop);
  const lines = [
    line('DynamoDB', 'writes', 'dynamodbWriteUnit', usage.writeUnits),
    line('DynamoDB', 'reads', 'dynamodbReadUnit', usage.readUnits),
    line('DynamoDB', 'storage after ten years', 'dynamodbStorage', usage.storedGigabytes),
    line('DynamoDB', 'point-in-time recovery', 'dynamodbRecovery', usage.storedGigabytes),
    ...lambdaLines(company, usage, line),
    line('EventBridge Scheduler', 'ticks', 'schedulerInvocation', 2 * usage.ticks + 24 * DAYS_PER_MONTH),
    ...messageLines(company, usage, line),
    line('API Gateway', 'requests', 'apiRequest', ASSUMPTIONS.apiRequestsPerMonth),
    line(
      'Transfer',
      'answers',
      'transferOut',
      (ASSUMPTIONS.apiRequestsPerMonth * ASSUMPTIONS.apiAnswerKilobytes) / 1e6,
    ),
    ...watchLines(company, usage, line),
    ...(hasDrop ? [line('S3', 'dropped reports', 'objectPut', usage.reports)] : []),
    ...(company.deploy.customerKey
      ? [line('KMS', 'own key', 'customerKey', 1), line('KMS', 'requests', 'keyRequest', usage.ticks * 8)]
      : []),
  ];
  const totalUsdPerMonth = lines.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
  return {
    company: company.company,
    sites,
    tickSeconds: company.tickSeconds,
    lines,
    totalUsdPerMonth,
    usdPerSiteMonth: totalUsdPerMonth / sites,
    assumptions: assumptionsOf(company, usage, list),
    pricesRead: list.read,
  };
}

type Line = (service: string, what: string, id: PriceId, units: number) => CostLine;

function invocationsOf(usage: Usage): Readonly<Record<keyof typeof RUNS, number>> {
  return {
    'pull-market': usage.ticks,
    'pull-gas-reports': usage.ticks,
    'recompute-margins': usage.ticks,
    'send-alerts': usage.ticks,
    'seal-history': 24 * DAYS_PER_MONTH,
    'history-api': ASSUMPTIONS.apiRequestsPerMonth,
  };
}

function lambdaLines(_company: Company, usage: Usage, line: Line): readonly CostLine[] {
  const invocations = Object.entries(invocationsOf(usage)) as [keyof typeof RUNS, number][];
  const gigabyteSeconds = invocations.reduce((sum, [name, times]) => {
    const { gigabytes, seconds, secondsPerSite } = RUNS[name];
    return sum + times * gigabytes * (seconds + secondsPerSite * usage.sites);
  }, 0);
  return [
    line(
      'Lambda',
      'invocations',
      'lambdaRequest',
      invocations.reduce((sum, [, times]) => sum + times, 0),
    ),
    line('Lambda', 'compute', 'lambdaCompute', gigabyteSeconds),
  ];
}

function messageLines(company: Company, usage: Usage, line: Line): readonly CostLine[] {
  const subscribers = company.audiences.flatMap((audience) => audience.subscribe);
  const count = (kind: string): number => subscribers.filter((one) => kind in one).length;
  const publishes = usage.messages * company.audiences.length;
  return [
    line('SNS', 'publishes', 'snsPublish', publishes),
    line('SNS', 'e-mails', 'snsEmail', usage.messages * count('email')),
    line('SNS', 'web hooks', 'snsHttps', usage.messages * count('https')),
    line('SNS', 'SMS, one part each', 'snsSms', usage.messages * count('sms')),
  ].filter(({ units }) => units > 0);
}

function watchLines(company: Company, usage: Usage, line: Line): readonly CostLine[] {
  const functions = Object.keys(RUNS).length;
  const invocations = Object.values(invocationsOf(usage)).reduce((sum, times) => sum + times, 0);
  const logGigabytes = (invocations * ASSUMPTIONS.logBytesPerInvocation) / 1e9;
  const logMonths = company.deploy.logRetentionDays / DAYS_PER_MONTH;
  return [
    line('CloudWatch', 'logs taken in', 'logsIngest', logGigabytes),
    line('CloudWatch', 'logs kept', 'logsStorage', logGigabytes * logMonths),
    line('CloudWatch', 'own metrics', 'customMetric', ASSUMPTIONS.customMetrics),
    // Errors and queue of each function, throttles of all, the table's five, and four of their own.
    line('CloudWatch', 'alarms', 'alarmMetric', 3 * functions + 9),
    line('CloudWatch', 'dashboard', 'dashboard', 1),
    line('X-Ray', 'traces', 'trace', invocations * ASSUMPTIONS.tracedFraction),
  ];
}

function assumptionsOf(company: Company, usage: Usage, list: PriceList): readonly string[] {
  return [
    `List prices of ${list.region}, read ${list.read}, ${list.status}`,
    `${usage.sites} sites, a tick every ${company.tickSeconds / 60} min, a month of ${DAYS_PER_MONTH.toFixed(2)} days; no free tier, no taxes`,
    `${ASSUMPTIONS.rowsPerReport} rows a report, each site's own cadence`,
    `${ASSUMPTIONS.messagesPerSiteMonth} messages a site and month, plus one a day`,
    `${ASSUMPTIONS.apiRequestsPerMonth} API requests of ${ASSUMPTIONS.apiAnswerKilobytes} KB a month`,
    `${ASSUMPTIONS.logBytesPerInvocation} bytes of log an invocation, ${ASSUMPTIONS.tracedFraction * 100} % traced`,
    `Storage as it is after ten years; raw data kept ${company.rawRetentionDays} days`,
    'The page (CloudFront, a few MB a month) is below a cent and left out',
  ];
}
