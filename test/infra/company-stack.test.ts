import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { dropEventOf } from '#functions/middleware/drop-event.ts';
import { OPTIONAL_VARIABLES, REQUIRED_VARIABLES } from '#lib/config/env.ts';
import { resources, synthesised } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

const company = fixtureCompany('acme');
const { stack, template } = synthesised(company);
const functions = resources(template, 'AWS::Lambda::Function')
  .map(([id, { Properties }]) => [id, Properties] as const)
  .filter(([, properties]) => variablesOf(properties).NETBACK_FUNCTION !== undefined);
const chainConfig = (name: string) => {
  const id = functions.find(([, one]) => variablesOf(one).NETBACK_FUNCTION === name)?.[0];
  return resources(template, 'AWS::Lambda::EventInvokeConfig')
    .map(([, { Properties }]) => Properties as Record<string, unknown>)
    .find((one) => (one.FunctionName as { Ref: string }).Ref === id) as
    | { DestinationConfig: { OnSuccess?: { Destination: { 'Fn::GetAtt': string[] } }; OnFailure: unknown } }
    | undefined;
};
function variablesOf(properties: unknown): Record<string, unknown> {
  return (properties as { Environment?: { Variables: Record<string, unknown> } }).Environment?.Variables ?? {};
}

describe('the stack of a company', () => {
  test('is named after the company and goes where the file says', () => {
    expect(stack.stackName).toBe('netback-acme');
    expect(stack.account).toBe('123456789012');
    expect(stack.region).toBe('eu-north-1');
  });

  test('keeps its table whatever happens to the stack', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        TimeToLiveSpecification: { AttributeName: 'expiresAtUnixSeconds', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TableName: Match.absent(),
      },
    });
  });

  test('gives no resource a physical name, so that companies fit into one account', () => {
    const names = Object.entries(template.toJSON().Resources as Record<string, { Properties?: object }>).flatMap(
      ([id, { Properties = {} }]) =>
        ['TableName', 'FunctionName', 'RoleName', 'QueueName', 'TopicName', 'BucketName', 'LogGroupName', 'AlarmName']
          .filter((key) => typeof (Properties as Record<string, unknown>)[key] === 'string')
          .map((key) => `${id}.${key}`),
    );
    expect(names).toEqual([]);
  });

  test('has one function for each shell, on Node 24 and arm64, with its own log group', () => {
    const names = functions.map(([, one]) => variablesOf(one).NETBACK_FUNCTION);
    expect(names).toEqual(expect.arrayContaining(['pull-market', 'recompute-margins', 'send-alerts', 'seal-history']));
    for (const [, one] of functions) {
      expect(one).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], TracingConfig: { Mode: 'Active' } });
      expect(one).toHaveProperty('LoggingConfig.LogGroup');
    }
  });

  test('sets exactly the variables that the contract requires', () => {
    for (const one of stack.functions) {
      const properties = functions.find(([, each]) => variablesOf(each).NETBACK_FUNCTION === one.name)?.[1];
      const own = Object.keys(variablesOf(properties)).filter((name) => name.startsWith('NETBACK_'));
      expect(own.sort(), one.name).toEqual(
        ['NETBACK_FUNCTION', ...REQUIRED_VARIABLES[one.name], ...(OPTIONAL_VARIABLES[one.name] ?? [])].sort(),
      );
    }
  });

  test('lets no function of a tick run longer than the shortest tick', () => {
    const chain = ['pull-gas-reports', 'pull-market', 'recompute-margins', 'send-alerts'];
    for (const one of stack.functions)
      if (chain.includes(one.name)) expect(one.timeoutSeconds, one.name).toBeLessThan(300);
  });

  test('says for every function what its failure means', () => {
    for (const one of stack.functions) expect(one.errorImpact.length, one.name).toBeGreaterThan(40);
  });

  test('hands a tick on from market to margins to alerts, and keeps what failed', () => {
    const target = (name: string) => chainConfig(name)?.DestinationConfig.OnSuccess?.Destination['Fn::GetAtt'][0];
    const idOf = (name: string) => functions.find(([, one]) => variablesOf(one).NETBACK_FUNCTION === name)?.[0];
    expect(target('pull-market')).toBe(idOf('recompute-margins'));
    expect(target('recompute-margins')).toBe(idOf('send-alerts'));
    expect(target('send-alerts')).toBeUndefined();
    for (const one of stack.functions)
      expect(chainConfig(one.name)?.DestinationConfig.OnFailure, one.name).toBeDefined();
  });

  test('runs on schedules that carry their own scheduled time', () => {
    type Properties = { ScheduleExpression: string; Target: { Input: string; DeadLetterConfig: unknown } };
    const schedules = resources<Properties>(template, 'AWS::Scheduler::Schedule').map(([, one]) => one.Properties);
    expect(schedules.length).toBeGreaterThanOrEqual(3);
    for (const one of schedules as { Target: { Input: string; DeadLetterConfig: unknown } }[]) {
      expect(JSON.parse(one.Target.Input)).toMatchObject({ scheduledTime: '<aws.scheduler.scheduled-time>' });
      expect(one.Target.DeadLetterConfig).toBeDefined();
    }
    const expressions = schedules.map((one) => one.ScheduleExpression);
    expect(expressions).toContain('cron(0/5 * * * ? *)');
    expect(expressions).toContain('cron(7 * * * ? *)');
  });

  test('tests the way to the people who watch it, every Monday by their own clock', () => {
    type Properties = {
      ScheduleExpression: string;
      ScheduleExpressionTimezone: string;
      Target: { Arn: unknown; Input: string };
    };
    const weekly = resources<Properties>(template, 'AWS::Scheduler::Schedule')
      .map(([, one]) => one.Properties)
      .filter((one) => one.ScheduleExpression.includes('MON'));
    const sendAlerts = functions.find(([, one]) => variablesOf(one).NETBACK_FUNCTION === 'send-alerts')?.[0];
    const platform = company.audiences.find(({ id }) => id === 'platform');
    expect(weekly).toHaveLength(1);
    expect(weekly[0]).toMatchObject({
      ScheduleExpression: 'cron(0 9 ? * MON *)',
      ScheduleExpressionTimezone: platform?.timezone,
      Target: { Arn: { 'Fn::GetAtt': [sendAlerts, 'Arn'] } },
    });
    expect(JSON.parse(weekly[0]?.Target.Input ?? '{}')).toEqual({
      scheduledTime: '<aws.scheduler.scheduled-time>',
      testAudience: 'platform',
    });
    const everybody = { ...company.deploy, weeklyTest: company.audiences.map(({ id }) => id) };
    const all = synthesised({ ...company, deploy: everybody }).template;
    const none = synthesised({ ...company, deploy: { ...company.deploy, weeklyTest: [] } }).template;
    const count = (one: typeof template) => resources(one, 'AWS::Scheduler::Schedule').length;
    expect(count(all) - count(none)).toBe(company.audiences.length);
  });

  test('subscribes each address once, filtered by the audience alone', () => {
    type Properties = { Endpoint: string; FilterPolicy: unknown; RedrivePolicy: unknown };
    const subscriptions = resources<Properties>(template, 'AWS::SNS::Subscription')
      .map(([, one]) => one.Properties)
      .filter((one) => one.FilterPolicy !== undefined);
    const filters = Object.fromEntries(subscriptions.map((one) => [one.Endpoint, one.FilterPolicy]));
    // ops@acme.example stands under two audiences of the file.
    expect(filters).toEqual({
      'ceo@acme.example': { audience: ['executives'] },
      '+10000000000': { audience: ['executives'] },
      'ops@acme.example': { audience: ['operations', 'platform'] },
      'https://acme.example/hook': { audience: ['operations'] },
    });
    for (const one of subscriptions) expect(one.RedrivePolicy, one.Endpoint).toBeDefined();
  });
});

describe('the ways in for reports', () => {
  test('tell the receiver of every file below the prefix of the drop', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [{ Ref: 'ReportDrop' }] }, object: { key: [{ prefix: 'reports/' }] } },
      },
    });
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('take pushed reports without a gateway authorizer, and nothing else so', () => {
    const routes = resources<{ RouteKey: string; AuthorizationType: string }>(template, 'AWS::ApiGatewayV2::Route');
    const open = routes.filter(([, { Properties }]) => Properties.AuthorizationType === 'NONE');
    expect(open.map(([, { Properties }]) => Properties.RouteKey)).toEqual(['POST /v1/sites/{site}/reports']);
  });

  test('are read from their event whoever tells it: S3 or EventBridge', () => {
    const key = 'reports/north pad/a+b %.csv';
    const bridge = { 'detail-type': 'Object Created', detail: { object: { key, 'version-id': 'v1' } } };
    const dropped = dropEventOf(bridge)?.Records[0]?.s3.object;
    expect(decodeURIComponent((dropped?.key ?? '').replaceAll('+', ' '))).toBe(key);
    expect(dropped?.versionId).toBe('v1');
    expect(dropEventOf({ Records: [{ s3: { object: { key: 'k' } } }] })?.Records).toHaveLength(1);
    expect(dropEventOf({ version: '2.0', rawPath: '/v1/sites/a/reports' })).toBeNull();
  });
});

describe('the HTTP API', () => {
  test('asks for a signature by IAM unless the file names an issuer', () => {
    const plain = synthesised(fixtureCompany('borealis')).template;
    plain.hasResourceProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'AWS_IAM' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Audience: ['netback'], Issuer: 'https://login.acme.example/' },
    });
  });

  test('is throttled and writes an access log', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.anyValue() },
    });
  });
});
