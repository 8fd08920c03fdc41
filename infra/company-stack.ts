import { CfnOutput, type Environment, Stack, Tags } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Company } from '#lib/domain/company.ts';
import { alertTopic } from './constructs/alert-topic.ts';
import { companyLayer } from './constructs/company-asset.ts';
import { HistoryHttpApi } from './constructs/history-http-api.ts';
import { historyTable } from './constructs/history-table.ts';
import type { MonitorFunction } from './constructs/monitor-function.ts';
import { Schedules, tickCron } from './constructs/schedules.ts';
import { addHistoryApi } from './functions/history-api.ts';
import { addPullGasReports } from './functions/pull-gas-reports.ts';
import { addPullMarket } from './functions/pull-market.ts';
import { addRecomputeMargins } from './functions/recompute-margins.ts';
import { addSealHistory } from './functions/seal-history.ts';
import { addSendAlerts } from './functions/send-alerts.ts';
import type { StackParts } from './stack-parts.ts';

/** The stack of one company: `netback-<company>`, in the account and region that its file names. */
export function companyStack(scope: Construct, company: Company): CompanyStack {
  return new CompanyStack(scope, `netback-${company.company}`, company);
}

/** Everything one company runs on; nothing in it is shared with another company. */
export class CompanyStack extends Stack {
  readonly functions: readonly MonitorFunction[];

  constructor(scope: Construct, id: string, company: Company) {
    super(scope, id, {
      env: environmentOf(company),
      description: `netback for ${company.name}: mine, sell or flare, site by site`,
      analyticsReporting: false,
    });
    Tags.of(this).add('netback:company', company.company);
    for (const [tag, value] of Object.entries(company.tags)) Tags.of(this).add(tag, value);
    const table = historyTable(this, null);
    const { topic } = alertTopic(this, company.audiences, null);
    const logRetention = RetentionDays.THREE_MONTHS;
    const shared: StackParts = {
      scope: this,
      company,
      layer: companyLayer(this, company),
      table,
      topic,
      linkBase: '',
      logRetention,
      reservesConcurrency: false,
    };
    const historyApi = addHistoryApi(shared);
    const api = new HistoryHttpApi(this, 'Api', {
      auth: company.api,
      historyApi: historyApi.lambda,
      receiveGasReport: null,
      logRetention,
    });
    const parts: StackParts = { ...shared, linkBase: api.api.apiEndpoint };
    const sendAlerts = addSendAlerts(parts);
    const recomputeMargins = addRecomputeMargins(parts, sendAlerts);
    const pullMarket = addPullMarket(parts, recomputeMargins);
    const pullGasReports = addPullGasReports(parts);
    const sealHistory = addSealHistory(parts);
    this.functions = [pullMarket, pullGasReports, recomputeMargins, sendAlerts, sealHistory, historyApi];
    const tick = tickCron(company.tickSeconds);
    new Schedules(
      this,
      'Schedules',
      [
        { target: pullMarket, cron: tick, says: 'Every tick: freeze the market, then margins and alerts' },
        { target: pullGasReports, cron: tick, says: 'Every tick: ask the report endpoints that are due' },
        { target: sealHistory, cron: 'cron(7 * * * ? *)', says: 'Hourly: fold what closed' },
      ],
      company.tickSeconds,
    );
    new CfnOutput(this, 'ApiUrl', { value: api.api.apiEndpoint });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'TopicArn', { value: topic.topicArn });
  }
}

function environmentOf({ account, region }: Company): Environment {
  return { ...(account === null ? {} : { account }), ...(region === null ? {} : { region }) };
}
