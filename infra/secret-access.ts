import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Company } from '#lib/domain/company.ts';

/**
 * Characters of ARNs that a policy names one by one: some eighty secrets. An inline policy holds 10,240
 * characters and a managed one 6,144; more would make a stack that cannot be deployed.
 */
const MAX_NAMED_CHARACTERS = 6000;
/** What stands before the name: `arn:aws:ssm:ap-southeast-2:123456789012:parameter`, quotes and comma. */
const ARN_CHARACTERS = 56;
/** Marks the parameters of a company with many secrets; deploy.md says how. */
const COMPANY_TAG = 'netback:company';

/** Names of the secrets that each function reads, as the company file gives them. */
export function secretsOf({ market, sites }: Company) {
  return {
    'pull-market': [...market.gasIndexes.flatMap((index) => index.secret ?? []), ...Object.values(market.secrets)],
    'pull-gas-reports': sites.flatMap((site) => site.reports.pull?.secret ?? []),
    'receive-gas-report': sites.flatMap((site) => site.reports.pushKeys.map((key) => key.secret)),
  } as const;
}

/**
 * Reading exactly the named SSM parameters; the stack never sees their values. A company with many
 * secrets reads below their folders what is tagged as its own, and nothing else there.
 */
export function secretStatements(
  scope: Construct,
  names: readonly string[],
  company: string,
): readonly PolicyStatement[] {
  const distinct = [...new Set(names)].sort();
  if (distinct.length === 0) return [];
  const stack = Stack.of(scope);
  const arn = (name: string): string =>
    stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') });
  const sid = 'ReadSecrets';
  const actions = ['ssm:GetParameter'];
  if (areNamed(distinct)) return [new PolicyStatement({ sid, actions, resources: distinct.map(arn) })];
  return [
    new PolicyStatement({
      sid,
      actions,
      resources: secretFolders(distinct).map(arn),
      conditions: { StringEquals: { [`aws:ResourceTag/${COMPANY_TAG}`]: company } },
    }),
  ];
}

function areNamed(names: readonly string[]): boolean {
  return names.reduce((sum, name) => sum + name.length + ARN_CHARACTERS, 0) <= MAX_NAMED_CHARACTERS;
}

/** The first folder of each name as a pattern: `/netback/acme/key` is one of `netback/*`. */
export function secretFolders(names: readonly string[]): readonly string[] {
  const patterns = names.map((name) => {
    const [folder = '', ...rest] = name.replace(/^\//, '').split('/');
    return rest.length === 0 ? folder : `${folder}/*`;
  });
  return [...new Set(patterns)].sort();
}
