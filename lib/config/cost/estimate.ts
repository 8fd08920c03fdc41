import type { Company } from '../../domain/company.ts';
import { type PriceId, type PriceList, shippedPrices } from './prices.ts';
import { monthOfRuns, scheduledRuns, weeklyTests } from './runs.ts';
import { ASSUMPTIONS, DAYS_PER_MONTH, type Usage, usageOf } from './usage.ts';
import { alarmMetrics } from './watch.ts';

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
  /** Null = there is no site. */
  readonly usdPerSiteMonth: number | null;
  readonly assumptions: readonly string[];
  readonly pricesRead: string;
};

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
  const lines = [
    line('DynamoDB', 'writes', 'dynamodbWriteUnit', usage.writeUnits),
    line('DynamoDB', 'reads', 'dynamodbReadUnit', usage.readUnits),
    line('DynamoDB', 'storage after ten years', 'dynamodbStorage', usage.storedGigabytes),
    line('DynamoDB', 'point-in-time recovery', 'dynamodbRecovery', usage.storedGigabytes),
    ...lambdaLines(company, usage, line),
    line(
      'EventBridge Scheduler',
      'schedules',
      'schedulerInvocation',
      sum(Object.values(scheduledRuns(company, usage))),
    ),
    ...messageLines(company, usage, line),
    line('API Gateway', 'requests', 'apiRequest', ASSUMPTIONS.apiRequestsPerMonth),
    line(
      'Transfer',
      'answers',
      'transferOut',
      (ASSUMPTIONS.apiRequestsPerMonth * ASSUMPTIONS.apiAnswerKilobytes) / 1e6,
    ),
    ...watchLines(company, usage, line),
    ...dropLines(company, usage, line),
    ...(company.deploy.customerKey
      ? [line('KMS', 'own key', 'customerKey', 1), line('KMS', 'requests', 'keyRequest', usage.ticks * 8)]
      : []),
  ];
  const totalUsdPerMonth = sum(lines.map(({ usdPerMonth }) => usdPerMonth));
  return {
    company: company.company,
    sites,
    tickSeconds: company.tickSeconds,
    lines,
    totalUsdPerMonth,
    usdPerSiteMonth: sites === 0 ? null : totalUsdPerMonth / sites,
    assumptions: assumptionsOf(company, usage, list),
    pricesRead: list.read,
  };
}

type Line = (service: string, what: string, id: PriceId, units: number) => CostLine;

function lambdaLines(company: Company, usage: Usage, line: Line): readonly CostLine[] {
  const functions = monthOfRuns(company, usage);
  const gigabyteSeconds = functions.map(
    ({ runs, gigabytes, seconds, secondsPerSite }) => runs * gigabytes * (seconds + secondsPerSite * usage.sites),
  );
  return [
    line('Lambda', 'invocations', 'lambdaRequest', sum(functions.map(({ runs }) => runs))),
    line('Lambda', 'compute', 'lambdaCompute', sum(gigabyteSeconds)),
  ];
}

/** Each dropped file is put once and read once, and kept for as long as the bucket keeps files. */
function dropLines(company: Company, usage: Usage, line: Line): readonly CostLine[] {
  if (!company.sites.some((site) => site.reports.drop)) return [];
  const kept = (usage.droppedReports * ASSUMPTIONS.dropKeptDays) / DAYS_PER_MONTH;
  return [
    line('S3', 'dropped reports put', 'objectPut', usage.droppedReports),
    line('S3', 'dropped reports read', 'objectGet', usage.droppedReports),
    line('S3', 'dropped reports kept', 'objectStorage', (kept * ASSUMPTIONS.reportKilobytes) / 1e6),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function messageLines(company: Company, usage: Usage, line: Line): readonly CostLine[] {
  const subscribers = company.audiences.flatMap((audience) => audience.subscribe);
  const count = (kind: string): number => subscribers.filter((one) => kind in one).length;
  const tests = weeklyTests(company);
  const publishes = usage.messages * company.audiences.length + tests;
  return [
    line('SNS', 'publishes', 'snsPublish', publishes),
    line('SNS', 'e-mails', 'snsEmail', usage.messages * count('email')),
    line('SNS', 'web hooks', 'snsHttps', usage.messages * count('https')),
    line('SNS', 'SMS, one part each', 'snsSms', usage.messages * count('sms')),
  ].filter(({ units }) => units > 0);
}

function watchLines(company: Company, usage: Usage, line: Line): readonly CostLine[] {
  const functions = monthOfRuns(company, usage);
  const invocations = sum(functions.map(({ runs }) => runs));
  const hasDrop = company.sites.some((site) => site.reports.drop);
  const alarms = alarmMetrics(
    functions.map(({ name }) => name),
    hasDrop,
  );
  const logGigabytes = (invocations * ASSUMPTIONS.logBytesPerInvocation) / 1e9;
  const logMonths = company.deploy.logRetentionDays / DAYS_PER_MONTH;
  return [
    line('CloudWatch', 'logs taken in', 'logsIngest', logGigabytes),
    line('CloudWatch', 'logs kept', 'logsStorage', logGigabytes * logMonths),
    line('CloudWatch', 'own metrics', 'customMetric', ASSUMPTIONS.customMetrics),
    line('CloudWatch', 'alarms', 'alarmMetric', alarms),
    line('CloudWatch', 'dashboard', 'dashboard', 1),
    line('X-Ray', 'traces', 'trace', invocations * ASSUMPTIONS.tracedFraction),
  ];
}

function assumptionsOf(company: Company, usage: Usage, list: PriceList): readonly string[] {
  return [
    `List prices of ${list.region}, read ${list.read}, ${list.status}`,
    `${usage.sites} sites, a tick every ${company.tickSeconds / 60} min, a month of ${DAYS_PER_MONTH.toFixed(2)} days; no free tier, no taxes`,
    `${ASSUMPTIONS.rowsPerReport} rows a report of ${ASSUMPTIONS.reportKilobytes} KB, each site's own cadence`,
    `${ASSUMPTIONS.messagesPerSiteMonth} messages a site and month, plus one a day, each to every audience; a test a week to ${company.deploy.weeklyTest.length} of them; an SMS is one part and priced by country`,
    `${ASSUMPTIONS.apiRequestsPerMonth} API requests of ${ASSUMPTIONS.apiAnswerKilobytes} KB a month`,
    `${ASSUMPTIONS.logBytesPerInvocation} bytes of log an invocation, ${ASSUMPTIONS.tracedFraction * 100} % traced`,
    `Storage as it is after ten years; raw data kept ${company.rawRetentionDays} days`,
    'The page (CloudFront, a few MB a month) is below a cent and left out',
  ];
}
