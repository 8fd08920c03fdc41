import { Duration } from 'aws-cdk-lib';
import { type Alarm, type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Company } from '#lib/domain/company.ts';
import { type AlarmText, type AlarmWhen, addAlarm } from './alarm.ts';
import { addDashboard } from './dashboard.ts';
import { type MonitorFunction, metricNamespace } from './monitor-function.ts';

/** Ticks without one that was finished, after which the monitor is called dead. */
const SILENT_TICKS = 3;
const WINDOW = Duration.minutes(15);
/** Intervals that a written message may wait for its topic (alerts.md 2.3). */
const INTENT_INTERVALS = 2;

export type ObservabilityProps = {
  readonly company: Company;
  readonly functions: readonly MonitorFunction[];
  readonly table: Table;
  readonly alertTopic: Topic;
  readonly platform: ITopic;
  /** What could not be handed over: schedules, subscriptions. */
  readonly queues: readonly { readonly queue: Queue; readonly text: AlarmText }[];
};

/**
 * Who watches the monitor: an alarm for each way it can fail, told to the platform topic, and a
 * dead man's switch that fires on silence. Each alarm links to its heading in docs/runbook.md.
 */
export class Observability extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const alarms: Alarm[] = [];
    const add = (text: AlarmText, when: AlarmWhen): void => {
      alarms.push(addAlarm(this, props.platform, text, when));
    };
    add(
      {
        heading: 'Nothing ticks',
        impact: 'No tick was finished for three intervals: no margins, no alerts, for any site.',
      },
      {
        metric: ticksCompleted(props.company),
        threshold: 1,
        isBelow: true,
        periods: SILENT_TICKS,
        missingIsBreaching: true,
      },
    );
    for (const { name, errorImpact, lambda, failures } of props.functions) {
      // One failure is tried again within minutes; two in a quarter of an hour are a fault that stays.
      add(
        { heading: `${name} fails`, impact: errorImpact },
        { metric: lambda.metricErrors({ period: WINDOW }), threshold: 2 },
      );
      add(
        { heading: `${name} gave up on an event`, impact: `An event was not done after every retry. ${errorImpact}` },
        { metric: depth(failures), threshold: 1 },
      );
    }
    for (const { queue, text } of props.queues) add(text, { metric: depth(queue), threshold: 1 });
    add(
      {
        heading: 'Functions are throttled',
        impact: 'Functions were refused for lack of concurrency: ticks are late.',
      },
      { metric: refused(props.functions), threshold: 1 },
    );
    add(
      {
        heading: 'Events are dropped',
        impact: 'Lambda gave events up without running them: ticks are late, a dropped report may not be taken in.',
      },
      { metric: dropped(props.functions), threshold: 1 },
    );
    add(
      {
        heading: 'A run began and never ended',
        impact: 'A function claimed a tick and was killed, or failed after every retry; the next run took over.',
      },
      { metric: unfinished(props), threshold: 1 },
    );
    add(
      {
        heading: 'A message waits too long',
        impact: 'A message was written down two intervals ago and is not sent yet: somebody should have been told.',
      },
      { metric: oldestIntent(props.company), threshold: INTENT_INTERVALS * props.company.tickSeconds },
    );
    add(
      {
        heading: 'Messages are not delivered',
        impact: 'SNS could not deliver messages to a subscriber: somebody is not told.',
      },
      {
        metric: props.alertTopic.metricNumberOfNotificationsFailed({ period: WINDOW, statistic: Stats.SUM }),
        threshold: 1,
      },
    );
    add(
      {
        heading: 'The table refuses',
        impact: 'DynamoDB throttled or failed requests: ticks are late until it recovers.',
      },
      { metric: tableRefusals(props.table), threshold: 1, periods: 2 },
    );
    this.alarms = alarms;
    addDashboard(this, { ...props, alarms });
  }
}

/** Ticks that send-alerts finished, per tick interval. */
export function ticksCompleted(company: Company): Metric {
  return new Metric({
    namespace: metricNamespace(company.company),
    metricName: 'TickCompleted',
    dimensionsMap: { service: 'send-alerts' },
    statistic: Stats.SUM,
    period: Duration.seconds(company.tickSeconds),
  });
}

function depth(queue: Queue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: Stats.MAXIMUM });
}

/** How long the oldest message that an earlier run left has waited, seconds; no value = none waits. */
function oldestIntent(company: Company): Metric {
  return new Metric({
    namespace: metricNamespace(company.company),
    metricName: 'LeftIntentSeconds',
    dimensionsMap: { service: 'send-alerts' },
    statistic: Stats.MAXIMUM,
    period: Duration.seconds(company.tickSeconds),
  });
}

/** Claims that the next run of the same function found without an end: those that work tick by tick. */
function unfinished({ company, functions }: ObservabilityProps): MathExpression {
  const metrics = functions
    .filter(({ name }) => name !== 'history-api' && name !== 'receive-gas-report')
    .map(
      ({ name }) =>
        new Metric({
          namespace: metricNamespace(company.company),
          metricName: 'ClaimsWithoutDone',
          dimensionsMap: { service: name },
          statistic: Stats.SUM,
          period: WINDOW,
        }),
    );
  return sumOf(metrics, 'Runs that began and never ended');
}

function refused(functions: readonly MonitorFunction[]): MathExpression {
  const throttles = functions.map(({ lambda }) => lambda.metricThrottles({ period: WINDOW }));
  return sumOf(throttles, 'Throttles of all functions');
}

/** Nothing calls the API by an event. */
function dropped(functions: readonly MonitorFunction[]): MathExpression {
  const events = functions.filter(({ name }) => name !== 'history-api');
  const metrics = events.map(({ lambda }) =>
    lambda.metric('AsyncEventsDropped', { period: WINDOW, statistic: Stats.SUM }),
  );
  return sumOf(metrics, 'Events dropped before they were run');
}

/** One alarm takes ten metrics at most. */
function sumOf(metrics: readonly IMetric[], label: string): MathExpression {
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new MathExpression({
    expression: `SUM([${named.map(([name]) => `FILL(${name}, 0)`).join(', ')}])`,
    usingMetrics: Object.fromEntries(named),
    period: WINDOW,
    label,
  });
}

function tableRefusals(table: Table): MathExpression {
  const of = (metricName: string, operation: string): Metric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.tableName, Operation: operation },
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    });
  const usingMetrics = {
    p: of('ThrottledRequests', 'PutItem'),
    q: of('ThrottledRequests', 'Query'),
    g: of('ThrottledRequests', 'GetItem'),
    e: of('SystemErrors', 'PutItem'),
    f: of('SystemErrors', 'Query'),
  };
  return new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics,
    period: Duration.minutes(5),
    label: 'Throttled and failed table requests',
  });
}
