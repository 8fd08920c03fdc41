import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  Metric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Company } from '#lib/domain/company.ts';
import { type MonitorFunction, metricNamespace } from './monitor-function.ts';

const WIDTH = 12;
const HEIGHT = 6;

export type DashboardProps = {
  readonly company: Company;
  readonly functions: readonly MonitorFunction[];
  readonly alarms: readonly Alarm[];
};

/** One page of graphs: is it ticking, how long does it take, what does it say, what fails. */
export function addDashboard(scope: Construct, { company, functions, alarms }: DashboardProps): Dashboard {
  const period = Duration.seconds(Math.max(300, company.tickSeconds));
  const own = (service: string, metricName: string): Metric =>
    new Metric({
      namespace: metricNamespace(company.company),
      metricName,
      dimensionsMap: { service },
      statistic: Stats.SUM,
      period,
    });
  const dashboard = new Dashboard(scope, 'Dashboard');
  dashboard.addWidgets(
    new TextWidget({
      markdown: `# ${company.name}\n${company.sites.length} sites. Alarms: docs/runbook.md`,
      width: 24,
      height: 2,
    }),
  );
  dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 }));
  dashboard.addWidgets(
    new GraphWidget({
      title: 'Ticks finished, sites evaluated',
      left: [own('send-alerts', 'TickCompleted')],
      right: [own('recompute-margins', 'SitesEvaluated')],
      width: WIDTH,
      height: HEIGHT,
    }),
    new GraphWidget({
      title: 'Messages sent, notices withheld',
      left: [own('send-alerts', 'MessagesSent'), own('send-alerts', 'NoticesWithheld')],
      width: WIDTH,
      height: HEIGHT,
    }),
  );
  dashboard.addWidgets(
    new GraphWidget({
      title: 'Duration, p99',
      left: functions.map((one) => one.lambda.metricDuration({ statistic: 'p99', period, label: one.name })),
      width: WIDTH,
      height: HEIGHT,
    }),
    new GraphWidget({
      title: 'Errors; feeds refused; report rows rejected',
      left: functions.map((one) => one.lambda.metricErrors({ period, label: one.name })),
      right: [own('pull-market', 'FeedsRefused'), own('pull-gas-reports', 'ReportRowsRejected')],
      width: WIDTH,
      height: HEIGHT,
    }),
  );
  return dashboard;
}
