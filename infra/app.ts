/** `cdk synth` and `cdk deploy netback-<company>`: one stack for every file in companies/. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { costTable } from '#lib/config/cost/cost-table.ts';
import { estimateCost } from '#lib/config/cost/estimate.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import { companyStack } from './company-stack.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const app = new App();
/** Another folder of company files: `cdk synth -c companies=path`. */
const folder = path.resolve(PROJECT, String(app.node.tryGetContext('companies') ?? 'companies'));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
let problems = 0;
for (const file of files.sort()) {
  const loaded = loadCompany(path.join(folder, file));
  if (loaded.ok) {
    companyStack(app, loaded.company);
    console.error(`${costTable(estimateCost(loaded.company))}\n`);
  } else
    for (const one of loaded.problems)
      report(`${one.file}:${one.line}: ${one.path}: got ${one.got}; expected ${one.expected}`);
}
if (files.length === 0) report(`${folder} holds no company file (*.yaml)`);
if (problems > 0) process.exit(1);

function report(line: string): void {
  problems += 1;
  console.error(line);
}
