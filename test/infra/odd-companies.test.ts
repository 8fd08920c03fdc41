import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import type { Company } from '#lib/domain/company.ts';
import { allStatements } from './statements.ts';
import { quickApp, resources, synthesised } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

const acme = fixtureCompany('acme');
const pad = acme.sites[0] as Company['sites'][number];

/** A company of `count` sites, each with a secret to pull by and one to push by. */
function sitesOf(count: number): Company['sites'] {
  return Array.from({ length: count }, (_, index) => ({
    ...pad,
    id: `site-${index}`,
    reports: {
      ...pad.reports,
      pull: pad.reports.pull && { ...pad.reports.pull, secret: `/netback/site-${index}` },
      pushKeys: [{ id: 'k1', secret: `/netback/site-${index}-hmac` }],
    },
  })) as Company['sites'];
}

const plain = { ...pad.reports, drop: false, pushKeys: [], pull: null };
const COMPANIES: readonly (readonly [string, Company])[] = [
  ['no site', { ...acme, sites: [] }],
  ['one site that neither pushes, drops nor is asked', { ...acme, sites: [{ ...pad, reports: plain }] }],
  ['33 sites in Ireland, IAM only', { ...acme, region: 'eu-west-1', api: { auth: 'iam' }, sites: sitesOf(33) }],
  [
    '1,000 sites in Sydney with a key and reserved concurrency',
    {
      ...acme,
      region: 'ap-southeast-2',
      deploy: { ...acme.deploy, customerKey: true, reservedConcurrency: true },
      sites: sitesOf(1000),
    },
  ],
  ['no account and no region', { ...acme, account: null, region: null, tickSeconds: 3600 }],
  [
    'an audience that gets a test by its own clock, and no tags',
    { ...acme, tags: {}, deploy: { ...acme.deploy, weeklyTest: ['executives'], customerKey: true } },
  ],
];

/** CloudFormation and IAM refuse what is larger. */
const TEMPLATE_BYTES = 1_000_000;
const TEMPLATE_RESOURCES = 500;
const INLINE_POLICY_CHARACTERS = 10_240;
const MANAGED_POLICY_CHARACTERS = 6144;

describe.each(COMPANIES)('a company with %s', (_name, company) => {
  const app = quickApp();
  const { template } = synthesised(company, app);
  const json = template.toJSON() as { Resources: Record<string, { Type: string; Properties?: unknown }> };
  const allowed = allStatements(template).filter(({ statement }) => statement.Effect === 'Allow');

  test('has a template that CloudFormation takes, with policies that IAM takes', () => {
    expect(JSON.stringify(json).length).toBeLessThan(TEMPLATE_BYTES);
    expect(Object.keys(json.Resources).length).toBeLessThan(TEMPLATE_RESOURCES);
    const size = (type: string) =>
      Math.max(0, ...resources<{ PolicyDocument: unknown }>(template, type).map(([, one]) => lengthOf(one.Properties)));
    expect(size('AWS::IAM::Policy')).toBeLessThan(INLINE_POLICY_CHARACTERS);
    expect(size('AWS::IAM::ManagedPolicy')).toBeLessThan(MANAGED_POLICY_CHARACTERS);
  });

  test('refers to nothing that is not there', () => {
    const known = new Set([...Object.keys(json.Resources), ...Object.keys(template.toJSON().Parameters ?? {})]);
    expect(referencesIn(json).filter((name) => !name.startsWith('AWS::') && !known.has(name))).toEqual([]);
  });

  test('allows no bare star, and a star in the end of a name only where it is listed', () => {
    const own = allowed.filter(
      ({ kind, owner }) => kind === 'identity' && !owner.startsWith('CustomCDKBucketDeployment'),
    );
    const stars = own.flatMap(({ owner, statement }) => {
      const isTrace = [statement.Action].flat().every((action) => String(action).startsWith('xray:'));
      return [statement.Action, statement.Resource]
        .flat()
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
        .filter((value) => value.includes('*') && !(value === '*' && isTrace))
        .filter((value) => !STARS.some((one) => one.test(value)))
        .map((value) => `${owner}: ${value}`);
    });
    expect(stars).toEqual([]);
    const tagged = allowed.filter(({ statement }) => /parameter\/netback\/\*/.test(JSON.stringify(statement.Resource)));
    for (const { statement } of tagged) {
      expect(statement.Condition).toEqual({ StringEquals: { 'aws:ResourceTag/netback:company': company.company } });
    }
  });

  test('is clean for cdk-nag but for what is acknowledged', () => {
    for (const pack of [new AwsSolutionsChecks(app), new ServerlessChecks(app)]) {
      const { violations } = pack.validateScope(app);
      expect(violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources])).toEqual([]);
    }
  });
});

/** Ends of names that stand for what senders, or a company with many secrets, choose. */
const STARS: readonly RegExp[] = [/\/reports\/\*/, /parameter\/netback\/\*/];

function lengthOf({ PolicyDocument }: { readonly PolicyDocument: unknown }): number {
  return JSON.stringify(PolicyDocument).length;
}

/** Every Ref and the resource of every GetAtt. */
function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    return referencesIn(inner);
  });
}
