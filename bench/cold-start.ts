import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { companyJson } from '#lib/config/company-asset.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import { builtFunctions } from '#test/infra/lambda/assets.ts';
import { startRuntime } from '#test/infra/lambda/runtime.ts';
import type { Figure } from './run.ts';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const ROUNDS = 9;
const KILOBYTE = 1024;
/** Milliseconds above an empty handler. */
const WITH_DYNAMODB = 110;
const WITH_AXIOS = 160;
const CODE_KILOBYTES = 400;
const CODE_WITH_AXIOS_KILOBYTES = 650;

/**
 * P6: from the spawn of the runtime to its first request for work, of each function's asset as `cdk synth` builds it,
 * against an empty handler in the same run. Medians; rounds of all functions alternate, so that a busy machine is shared.
 */
export async function coldStartBenchmark(): Promise<readonly Figure[]> {
  const loaded = loadCompany(path.join(PROJECT, 'companies/example-co.yaml'));
  if (!loaded.ok) throw new Error('companies/example-co.yaml is not valid');
  mkdirSync(path.join(PROJECT, '.tmp'), { recursive: true });
  const folder = mkdtempSync(path.join(PROJECT, '.tmp', 'cold-'));
  const { outdir, functions } = builtFunctions(loaded.company);
  try {
    const companyFile = path.join(folder, 'company.json');
    writeFileSync(companyFile, companyJson(loaded.company));
    writeFileSync(path.join(folder, 'index.mjs'), 'export const handler = async () => {};\n');
    const local = environment(companyFile);
    const times = new Map<string, number[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      await measure(times, 'empty', folder, local);
      for (const one of functions) await measure(times, one.name, one.folder, { ...one.variables, ...local });
    }
    const empty = median(times.get('empty') ?? []);
    const figures: Figure[] = [figure('P6', 'init of an empty handler, p50', empty, 'ms', '', null)];
    for (const { name, folder: asset, startBytes } of functions) {
      const hasAxios = readFileSync(path.join(asset, 'index.mjs'), 'utf8').includes('AxiosError');
      const allowed = empty + (hasAxios ? WITH_AXIOS : WITH_DYNAMODB);
      const init = median(times.get(name) ?? []);
      const limit = hasAxios ? CODE_WITH_AXIOS_KILOBYTES : CODE_KILOBYTES;
      const kilobytes = startBytes / KILOBYTE;
      figures.push(figure('P6', `init of ${name}, p50`, init, 'ms', `≤ ${allowed.toFixed(0)}`, init <= allowed));
      figures.push(figure('P6', `code that ${name} starts with`, kilobytes, 'KB', `≤ ${limit}`, kilobytes <= limit));
    }
    return figures;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  times: Map<string, number[]>,
  name: string,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const runtime = await startRuntime(folder, variables);
  times.set(name, [...(times.get(name) ?? []), runtime.initMilliseconds]);
  await runtime.stop();
}

function environment(companyFile: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    NETBACK_TABLE: 'netback-bench',
    NETBACK_TOPIC_ARN: 'arn:aws:sns:eu-north-1:000000000000:bench',
    NETBACK_LINK_BASE: 'https://example.com',
    NETBACK_COMPANY_JSON: companyFile,
  };
}

function figure(
  id: string,
  what: string,
  measured: number,
  unit: string,
  target: string,
  isMet: boolean | null,
): Figure {
  return { id, what, measured, unit, target, isMet };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
