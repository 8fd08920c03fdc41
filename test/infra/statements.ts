import type { Template } from 'aws-cdk-lib/assertions';

export type Statement = {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
};

export type OwnedStatement = {
  /** Logical id of the resource that holds it. */
  readonly owner: string;
  /** `identity` = what a role may do; `resource` = who may use a resource or take a role. */
  readonly kind: 'identity' | 'resource';
  readonly statement: Statement;
};

/** Every policy statement of a template, wherever it stands. */
export function allStatements(template: Template): readonly OwnedStatement[] {
  const resources = template.toJSON().Resources as Record<string, { Type: string; Properties?: unknown }>;
  return Object.entries(resources).flatMap(([owner, { Type, Properties }]) =>
    documentsIn(Properties).flatMap((document) =>
      document.Statement.map((statement) => ({
        owner,
        kind: Type === 'AWS::IAM::Policy' ? ('identity' as const) : ('resource' as const),
        statement,
      })),
    ),
  );
}

type Document = { readonly Statement: readonly Statement[] };

function documentsIn(value: unknown): readonly Document[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(documentsIn);
  const own = 'Statement' in value && Array.isArray(value.Statement) ? [value as unknown as Document] : [];
  return [...own, ...Object.values(value).flatMap(documentsIn)];
}
