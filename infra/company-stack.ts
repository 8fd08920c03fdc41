import { CfnOutput, type Environment, Stack, Tags } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Company } from '#lib/domain/company.ts';
import { acknowledgeFindings } from './acknowledged-findings.ts';
import { alertTopic } from './constructs/alert-topic.ts';
import { companyLayer } from './constructs/company-asset.ts';
import { companyKey } from './constructs/company-key.ts';
import { HistoryHttpApi } from './constructs/history-http-api.ts';
import { historyTable } from './constructs/history-table.ts';
import type { MonitorFunction } from './constructs/monitor-function.ts';
import { Observability } from './constructs/observability.ts';
import { platformTopic } from './constructs/platform-topic.ts';
import { ReportDrop } from './constructs/report-drop.ts';
import { type Cadence, Schedules, tickCron } from './constructs/schedules.ts';
import { Web } from './constructs/web.ts';
import { addHistoryApi } from './functions/history-api.ts';
import { addPullGasReports } from './functions/pull-gas-reports.ts';
import { addPullMarket } from './functions/pull-market.ts';
import { addReceiveGasReport } from './functions/receive-gas-report.ts';
import { addRecomputeMargins } from './functions/recompute-margins.ts';
import { addSealHistory } from './functions/seal-history.ts';
import { addSendAlerts } from './functions/send-alerts.ts';
import { addSendDigest } from './functions/send-digest.ts';
import { secretFolders, secretsOf } from './secret-access.ts';
import type { StackParts } from './stack-parts.ts';

/** The stack of one company: `netback-<company>`, in the account and region that its file names. */
export function companyStack(scope: Construct, company: Company): CompanyStack {
  return new CompanyStack(scope, `netback-${company.company}`, company);
}

/** Everything one company runs on; nothing in it is shared with another company. */
export class CompanyStack extends Stack {
  readonly functions: readonly MonitorFunction[];
  readonly observability: Observability;

  constructor(scope: Construct, id: string, company: Company) {
    super(scope, id, {
      env: environmentOf(company),
      description: `netback for ${company.name}: mine, sell or flare, site by site`,
      analyticsReporting: false,
    });
    Tags.of(this).add('netback:company', company.company);
    for (const [tag, value] of Object.entries(company.tags)) Tags.of(this).add(tag, value);
    const key = company.deploy.customerKey ? companyKey(this) : null;
    const table = historyTable(this, key);
    const alerts = alertTopic(this, company.audiences, key);
    const shared = { scope: this, company, layer: companyLayer(this, company), table, topic: alerts.topic, key };
    const takesReports = company.sites.some(isPushed);
    const wantsDrop = takesReports && company.sites.some((site) => site.reports.drop);
    const drop = wantsDrop ? new ReportDrop(this, 'Reports', key) : null;
    const receiver = takesReports ? addReceiveGasReport({ ...shared, linkBase: '' }, drop) : null;
    const historyApi = addHistoryApi({ ...shared, linkBase: '' }, drop);
    const { api } = new HistoryHttpApi(this, 'Api', {
      auth: company.api,
      historyApi: historyApi.lambda,
      receiveGasReport: receiver?.lambda ?? null,
      logRetention: company.deploy.logRetentionDays as RetentionDays,
    });
    const web = company.api.auth === 'jwt' ? new Web(this, 'Web', api) : null;
    const parts: StackParts = { ...shared, linkBase: web?.url ?? api.apiEndpoint };
    const sendAlerts = addSendAlerts(parts);
    const recomputeMargins = addRecomputeMargins(parts, sendAlerts);
    const pullMarket = addPullMarket(parts, recomputeMargins);
    const pullGasReports = addPullGasReports(parts);
    const sealHistory = addSealHistory(parts);
    const wantsDigest = company.audiences.some((audience) => audience.digest !== null);
    const sendDigest = wantsDigest ? addSendDigest(parts) : null;
    this.functions = [
      ...[pullMarket, pullGasReports, recomputeMargins, sendAlerts, sealHistory, historyApi],
      ...[receiver, sendDigest].filter((one) => one !== null),
    ];
    if (drop !== null && receiver !== null) {
      drop.tell(receiver.lambda);
      new CfnOutput(this, 'ReportDropName', { value: drop.bucket.bucketName });
    }
    const tick = tickCron(company.tickSeconds);
    const schedules = new Schedules(
      this,
      'Schedules',
      [
        { target: pullMarket, cron: tick, says: 'Every tick: freeze the market, then margins and alerts' },
        { target: pullGasReports, cron: tick, says: 'Every tick: ask the report endpoints that are due' },
        { target: sealHistory, cron: 'cron(7 * * * ? *)', says: 'Hourly: fold what closed' },
        ...(sendDigest === null
          ? []
          : [{ target: sendDigest, cron: 'cron(0/15 * * * ? *)', says: 'Quarter-hourly: digests that are due' }]),
        ...weeklyTests(company, sendAlerts),
      ],
      company.tickSeconds,
      key,
    );
    this.observability = new Observability(this, 'Observability', {
      company,
      functions: this.functions,
      table,
      alertTopic: alerts.topic,
      platform: platformTopic(this, company.audiences, alerts.undelivered, key),
      queues: [
        {
          queue: schedules.undelivered,
          text: { heading: 'A schedule was not delivered', impact: 'A scheduled run never reached its function.' },
        },
        ...(drop === null
          ? []
          : [
              {
                queue: drop.undelivered,
                text: {
                  heading: 'A dropped report was not told',
                  impact:
                    'A file lies in the report drop that its receiver never heard of: its site lacks that report.',
                },
              },
            ]),
        {
          queue: alerts.undelivered,
          text: {
            heading: 'A subscriber did not take a message',
            impact: 'A message was decided and sent, but not taken.',
          },
        },
      ],
    });
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    acknowledgeFindings(this, secretFolders(Object.values(secretsOf(company)).flat()));
    if (web !== null) new CfnOutput(this, 'PageUrl', { value: web.url });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'TopicArn', { value: alerts.topic.topicArn });
  }
}

/** Mondays at 09:00 of the audience's own clock, for each that the company file names. */
function weeklyTests({ audiences, deploy }: Company, target: MonitorFunction): readonly Cadence[] {
  return audiences
    .filter(({ id }) => deploy.weeklyTest.includes(id))
    .map(({ id, timezone }) => ({
      target,
      id: `WeeklyTest-${id}`,
      cron: 'cron(0 9 ? * MON *)',
      timezone,
      says: `Mondays at 09:00: a test message to ${id}`,
      input: { testAudience: id },
    }));
}

/** True where reports come to the company instead of being fetched. */
function isPushed({ reports }: Company['sites'][number]): boolean {
  return reports.drop || reports.pushKeys.length > 0;
}

function environmentOf({ account, region }: Company): Environment {
  return { ...(account === null ? {} : { account }), ...(region === null ? {} : { region }) };
}
