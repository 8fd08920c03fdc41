import { mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { companyStack } from '#infra/company-stack.ts';
import type { FunctionName } from '#lib/config/env.ts';
import type { Company } from '#lib/domain/company.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

export type BuiltFunction = {
  readonly name: FunctionName;
  /** Folder of the asset that the stack would upload. */
  readonly folder: string;
  readonly codeBytes: number;
  /** Literal variables of the template; references are left out. */
  readonly variables: Readonly<Record<string, string>>;
};

type LambdaProperties = {
  readonly Code: { readonly S3Key: string };
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
};

/** Synthesises a company as `cdk synth` does, bundles included, and finds each function's asset. */
export function builtFunctions(company: Company): {
  readonly outdir: string;
  readonly functions: readonly BuiltFunction[];
} {
  const temporary = path.join(PROJECT, '.tmp');
  mkdirSync(temporary, { recursive: true });
  const outdir = mkdtempSync(path.join(temporary, 'assets-'));
  const app = new App({ outdir });
  const { stackName } = companyStack(app, company);
  const { template } = app.synth().getStackByName(stackName);
  const resources = Object.values(template.Resources as Record<string, { Type: string; Properties: LambdaProperties }>);
  const functions = resources.flatMap(({ Type, Properties }) => {
    const variables = Properties.Environment?.Variables ?? {};
    if (Type !== 'AWS::Lambda::Function' || variables.NETBACK_FUNCTION === undefined) return [];
    const folder = path.join(outdir, `asset.${Properties.Code.S3Key.replace('.zip', '')}`);
    const code = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    return [
      {
        name: variables.NETBACK_FUNCTION as FunctionName,
        folder,
        codeBytes: code.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0),
        variables: Object.fromEntries(
          Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        ),
      },
    ];
  });
  return { outdir, functions };
}
