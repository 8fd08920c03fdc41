import { readFileSync } from 'node:fs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGED_FINDINGS, findingsDocument } from '#infra/acknowledged-findings.ts';
import { companyStack } from '#infra/company-stack.ts';
import { parseCompany } from '#lib/config/load-company.ts';
import { allStatements, type Statement } from './statements.ts';
import { quickApp, resources, synthesised } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

const COMPANIES = ['acme', 'borealis', 'cirrus'];

describe('cdk-nag', () => {
  const app = quickApp();
  for (const name of COMPANIES) companyStack(app, fixtureCompany(name));

  test.each([
    ['AwsSolutions', new AwsSolutionsChecks(app)],
    ['Serverless', new ServerlessChecks(app)],
  ])('%s finds nothing but what is acknowledged', (_name, pack) => {
    const { violations } = pack.validateScope(app);
    expect(violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources])).toEqual([]);
  });

  test('is really run: a queue that nobody acknowledged is found', () => {
    const bare = quickApp();
    const stack = companyStack(bare, fixtureCompany('borealis'));
    new Queue(stack, 'Unencrypted');
    const { violations } = new AwsSolutionsChecks(bare).validateScope(bare);
    expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-SQS3');
    expect(ACKNOWLEDGED_FINDINGS.every(({ reason }) => reason.length > 40)).toBe(true);
  });

  test('leaves the findings that docs/security-findings.md lists: node scripts/security-findings.ts', () => {
    const kept = readFileSync(new URL('../../docs/security-findings.md', import.meta.url), 'utf8');
    expect(kept === findingsDocument()).toBe(true);
  });
});

/** The only places where a statement may say `*`, each with its reason. */
const ALLOWED_STARS: readonly { readonly owner: RegExp; readonly action: RegExp; readonly why: string }[] = [
  { owner: /./, action: /^xray:Put(TraceSegments|TelemetryRecords)$/, why: 'X-Ray has no resource to name' },
];

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

describe('least privilege', () => {
  const statements = COMPANIES.flatMap((name) => allStatements(synthesised(fixtureCompany(name)).template));
  const allowed = statements.filter(({ statement }) => statement.Effect === 'Allow');

  test('is judged on the statements that are there', () => {
    expect(allowed.length).toBeGreaterThan(60);
  });

  test('allows no action *, and no service:* anywhere', () => {
    const broad = allowed.filter(({ statement }) =>
      listOf(statement.Action).some((action) => /^(\*|[a-z0-9]+:\*)$/.test(String(action))),
    );
    expect(
      broad.filter(({ owner }) => !/CompanyKey/.test(owner)).map(({ owner, statement }) => [owner, statement]),
    ).toEqual([]);
  });

  test('allows the resource * only where a reason is listed', () => {
    const isStar = ({ Resource }: Statement) => listOf(Resource).includes('*');
    const unexplained = allowed
      .filter(({ statement }) => isStar(statement))
      .filter(({ owner, statement }) => {
        const actions = listOf(statement.Action).map(String);
        return !ALLOWED_STARS.some(
          (one) => one.owner.test(owner) && actions.every((action) => one.action.test(action)),
        );
      });
    expect(unexplained.map(({ owner, statement }) => [owner, statement])).toEqual([]);
  });

  test('lets only the functions that tell people publish, and only to their own topic', () => {
    const publishers = allowed.filter(
      ({ statement, kind }) => kind === 'identity' && listOf(statement.Action).includes('sns:Publish'),
    );
    expect(new Set(publishers.map(({ owner }) => owner.replace(/RoleDefaultPolicy.*/, '')))).toEqual(
      new Set(publishers.length > COMPANIES.length ? ['SendAlerts', 'SendDigest'] : ['SendAlerts']),
    );
    for (const { statement } of publishers) expect(statement.Resource).toEqual({ Ref: 'AlertTopic' });
  });

  test('bounds every right on the table by partitions', () => {
    const onTable = allowed.filter(
      ({ statement, kind }) =>
        kind === 'identity' && listOf(statement.Action).some((action) => String(action).startsWith('dynamodb:')),
    );
    expect(onTable.length).toBeGreaterThan(3 * 15);
    for (const { owner, statement } of onTable) {
      expect(statement.Resource, owner).toEqual({ 'Fn::GetAtt': ['HistoryTable', 'Arn'] });
      expect(statement.Condition, owner).toHaveProperty(['ForAllValues:StringLike', 'dynamodb:LeadingKeys']);
    }
  });

  test('keeps what people wrote out of reach of the tick, and the history out of reach of the API', () => {
    const keys = (owner: RegExp, action: string) =>
      allowed
        .filter((one) => owner.test(one.owner) && listOf(one.statement.Action).includes(action))
        .flatMap(({ statement }) =>
          Object.values((statement.Condition ?? {}) as Record<string, Record<string, string[]>>),
        )
        .flatMap((condition) => Object.values(condition).flat());
    expect(new Set(keys(/^HistoryApi/, 'dynamodb:PutItem'))).toEqual(new Set(['ACK', 'MUTE']));
    const tick = new Set([
      ...keys(/^RecomputeMargins/, 'dynamodb:PutItem'),
      ...keys(/^PullMarket/, 'dynamodb:PutItem'),
    ]);
    expect([...tick].filter((key) => ['ACK', 'MUTE', 'MSG', 'NG'].includes(key))).toEqual([]);
  });
});

describe('templates', () => {
  const texts = COMPANIES.map((name) => JSON.stringify(synthesised(fixtureCompany(name)).template.toJSON()));

  test('hold names of secrets, never values: no dynamic reference, no secret in an environment', () => {
    for (const text of texts) {
      expect(text).not.toMatch(/\{\{resolve:/);
      expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|-----BEGIN|SecretString/);
    }
    expect(texts[0]).toContain('parameter/netback/acme/eia-key');
  });

  test('trust services only for this account', () => {
    const { template } = synthesised(fixtureCompany('acme'));
    const services = allStatements(template).filter(
      ({ kind, statement }) => kind === 'resource' && JSON.stringify(statement.Principal ?? '').includes('Service'),
    );
    for (const { owner, statement } of services) {
      if (statement.Effect === 'Deny' || /lambda\.amazonaws/.test(JSON.stringify(statement.Principal))) continue;
      expect(JSON.stringify(statement.Condition ?? {}), `${owner} ${JSON.stringify(statement)}`).toMatch(
        /aws:SourceA(ccount|rn)|AWS:SourceA(ccount|rn)/,
      );
    }
  });

  test('encrypt with a key of the company where the file asks for one', () => {
    const text = `${readFileSync(new URL('../fixtures/companies/borealis.yaml', import.meta.url), 'utf8')}\ndeploy: { customerKey: true, reservedConcurrency: true }\n`;
    const parsed = parseCompany(text, 'borealis.yaml');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { template } = synthesised(parsed.company);
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    const services = JSON.stringify(resources(template, 'AWS::KMS::Key').map(([, one]) => one.Properties));
    // Who writes for the stack into what the key encrypts; without them alarms and events are lost in silence.
    for (const service of ['cloudwatch', 'sns', 'scheduler', 'events'])
      expect(services).toContain(`${service}.amazonaws.com`);
    template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } });
    template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 2 });
  });
});
