import type { Template } from 'aws-cdk-lib/assertions';
import { allStatements, type Statement } from './statements.ts';

type Function = { readonly Properties: { readonly Role: { readonly 'Fn::GetAtt': readonly [string, string] } } };
type Policy = { readonly Properties: { readonly Roles: readonly { readonly Ref: string }[] } };

export type TableRequest = { readonly action: string; readonly partition: string };

/** Says whether the role of a monitor function may make a request of the company's table. */
export type Judge = (request: TableRequest) => boolean;

/**
 * An evaluator over the synthesised policies, as IAM judges one request of one item: allowed when an
 * Allow statement of the role names the action and the table and its LeadingKeys condition holds, and
 * no Deny does. Only what these templates use is understood; anything else is an error, never a yes.
 */
export function judgeOf(template: Template, functionName: string): Judge {
  const resources = template.toJSON().Resources as Record<string, { Type: string; Properties: unknown }>;
  const own = Object.values(resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' &&
      (Properties as { Environment?: { Variables?: Record<string, unknown> } }).Environment?.Variables
        ?.NETBACK_FUNCTION === functionName,
  ) as Function | undefined;
  if (own === undefined) throw new Error(`no function ${functionName}`);
  const role = own.Properties.Role['Fn::GetAtt'][0];
  const policies = Object.entries(resources)
    .filter(
      ([, { Type, Properties }]) =>
        Type === 'AWS::IAM::Policy' && (Properties as Policy['Properties']).Roles.some(({ Ref }) => Ref === role),
    )
    .map(([id]) => id);
  const statements = allStatements(template).filter(({ owner }) => policies.includes(owner));
  return (request) => {
    const matching = statements.filter(({ statement }) => applies(statement, request));
    return matching.length > 0 && matching.every(({ statement }) => statement.Effect === 'Allow');
  };
}

function applies(statement: Statement, { action, partition }: TableRequest): boolean {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
  if (!list(statement.Action).includes(action)) return false;
  const isTable = (one: unknown) => JSON.stringify(one) === '{"Fn::GetAtt":["HistoryTable","Arn"]}';
  if (!list(statement.Resource).some(isTable)) return false;
  const conditions = Object.entries(statement.Condition ?? {});
  return conditions.every(([operator, keys]) => {
    if (operator !== 'ForAllValues:StringLike') throw new Error(`condition ${operator} is not understood`);
    return Object.entries(keys as Record<string, readonly string[]>).every(([key, patterns]) => {
      if (key !== 'dynamodb:LeadingKeys') throw new Error(`key ${key} is not understood`);
      return patterns.some((pattern) => isLike(partition, pattern));
    });
  });
}

/** StringLike: `*` is anything. */
function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.?+^$()[\]{}|\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
