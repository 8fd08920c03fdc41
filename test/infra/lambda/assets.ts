import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
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
  /** Of index.mjs and what it imports statically: what every cold start reads. */
  readonly startBytes: number;
  /** Of all code in the asset, what is imported only when it is needed included. */
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
        startBytes: startFiles(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0),
        codeBytes: code.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0),
        variables: Object.fromEntries(
          Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        ),
      },
    ];
  });
  return { outdir, functions };
}

/** The files that Node reads before the handler is there: `import` statements, not `import()`. */
function startFiles(folder: string): readonly string[] {
  const read = new Set<string>();
  const waiting = ['index.mjs'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (read.has(name)) continue;
    read.add(name);
    const code = readFileSync(path.join(folder, name), 'utf8');
    for (const [, next = ''] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.mjs)"/g)) waiting.push(next);
  }
  return [...read];
}
