import { createHash, createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { companyJson } from '#lib/config/company-asset.ts';
import type { FunctionName } from '#lib/config/env.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import { instant, toIso } from '#lib/domain/instant.ts';
import { startDrop } from '#local/drop.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { startFeeds } from '#local/feeds.ts';
import { destinationEvent, scheduleEvent } from '#local/invoke.ts';
import { readReplay } from '#local/replay/read-replay.ts';
import { openReportFiles } from '#local/replay/report-files.ts';
import { type LocalSns, startSns } from '#local/sns.ts';
import { type BuiltFunction, builtFunctions } from './assets.ts';
import { type RuntimeProcess, startRuntime } from './runtime.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const KILOBYTE = 1024;
/** Kilobytes that a cold start reads, at most (performance.md P6). */
const START_KILOBYTES = 400;
const START_WITH_AXIOS_KILOBYTES = 650;
const WITH_AXIOS: readonly FunctionName[] = ['pull-market', 'pull-gas-reports'];
/** With what is imported only when it is asked for: how a point came about, the API's description. */
const WHOLE_KILOBYTES = 650;
/** A generous bound: a machine that does other things besides is slow. P6 is measured by `npm run bench`. */
const INIT_LIMIT_MILLISECONDS = 20_000;
/** Ten seconds of work; the machine may do seven other things at once. */
const BUILD_LIMIT_MILLISECONDS = 300_000;

const loaded = loadCompany(path.join(PROJECT, 'companies', 'example-co.yaml'));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const SITE = loaded.company.sites[0]?.id ?? '';
const SECRET = 'made up for this test';
const BUCKET = 'netback-lambda-reports';
const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
/** The example company, with a key to push the first site's reports by, and its files taken from the bucket. */
const company: Company = {
  ...loaded.company,
  sites: loaded.company.sites.map((site) =>
    site.id === SITE
      ? { ...site, reports: { ...site.reports, pushKeys: [{ id: 'k1', secret: '/netback/pad' }], drop: true } }
      : site,
  ),
};
const replay = readReplay(path.join(PROJECT, 'data', 'replay', '2023-02-15_2023-04-20'));
const at = instant(Math.ceil(replay.from / 3600) * 3600 + 3600);

let functions: readonly BuiltFunction[] = [];
let outdir = '';
/** What the bucket told of new files, as EventBridge hands it on. */
const dropped: unknown[] = [];
let drain: LocalSns['drain'];
const closers: (() => Promise<unknown> | unknown)[] = [];
const inits: Record<string, number> = {};
let environment: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  ({ outdir, functions } = builtFunctions(company));
  closers.push(() => rmSync(outdir, { recursive: true, force: true }));
  mkdirSync(path.join(PROJECT, '.tmp'), { recursive: true });
  const folder = mkdtempSync(path.join(PROJECT, '.tmp', 'lambda-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const engine = await startEngine({ path: null });
  closers.push(() => engine.stop());
  await ensureTable(engine.endpoint, 'netback-lambda');
  const sns = await startSns(folder);
  closers.push(() => sns.stop());
  drain = sns.drain;
  const topicArn = await sns.prepare(
    'alerts',
    company.audiences.map((audience) => audience.id),
  );
  const reports = path.join(PROJECT, 'data', 'replay', 'reports', company.company);
  const feeds = await startFeeds(replay, openReportFiles(reports, at));
  closers.push(() => feeds.stop());
  const drop = await startDrop(folder, BUCKET);
  closers.push(() => drop.stop());
  drop.attach(async (event) => dropped.push(event));
  const companyFile = path.join(folder, 'company.json');
  writeFileSync(companyFile, companyJson(company));
  environment = {
    PATH: process.env.PATH ?? '',
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_SNS: sns.endpoint,
    AWS_ENDPOINT_URL_S3: drop.endpoint,
    NETBACK_REPORT_BUCKET: BUCKET,
    NETBACK_TABLE: 'netback-lambda',
    NETBACK_TOPIC_ARN: topicArn,
    NETBACK_LINK_BASE: 'https://example.com',
    // The layer is not unpacked under /opt here.
    NETBACK_COMPANY_JSON: companyFile,
    NETBACK_FEEDS_BASE: feeds.base,
    NETBACK_REPORT_ORIGIN: feeds.base,
    NETBACK_SIMULATED: '1',
    NETBACK_LEASE_OWNER: 'local',
    NETBACK_SECRET_NETBACK_PAD: SECRET,
  };
}, BUILD_LIMIT_MILLISECONDS);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** Runs one event through a function's asset in a new execution environment. */
async function run(name: FunctionName, event: unknown): Promise<unknown> {
  const built = functions.find((one) => one.name === name) ?? expect.fail(`${name} was not built`);
  let runtime: RuntimeProcess | null = null;
  try {
    runtime = await startRuntime(built.folder, { ...built.variables, ...environment });
    inits[name] = runtime.initMilliseconds;
    const { ok, payload } = await runtime.invoke(event);
    if (!ok) expect.fail(`${name}: ${JSON.stringify(payload)}\n${runtime.logs()}`);
    return payload;
  } finally {
    await runtime?.stop();
  }
}

type Answered = { readonly statusCode: number; readonly body: string };

async function ask(
  rawPath: string,
  body: unknown = null,
  queryStringParameters: Record<string, string> = {},
): Promise<Answered> {
  const method = body === null ? 'GET' : 'POST';
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    queryStringParameters,
    ...(body === null
      ? { headers: {} }
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    requestContext: { http },
    isBase64Encoded: false,
  };
  return (await run('history-api', event)) as Answered;
}

describe('the assets that cdk synth builds, under the Lambda runtime client', () => {
  test('stay within their sizes', () => {
    expect(functions.length).toBe(8);
    const over = functions.flatMap(({ name, startBytes, codeBytes }) => {
      const limit = WITH_AXIOS.includes(name) ? START_WITH_AXIOS_KILOBYTES : START_KILOBYTES;
      const isOver = startBytes > limit * KILOBYTE || codeBytes > WHOLE_KILOBYTES * KILOBYTE;
      return isOver ? [`${name}: ${(startBytes / KILOBYTE).toFixed(0)} KB at start, limit ${limit}`] : [];
    });
    expect(over).toEqual([]);
  });

  test('read nothing outside of the bundle at a start, and axios only where something is asked outside', () => {
    for (const { name, folder } of functions) {
      const code = readFileSync(path.join(folder, 'index.mjs'), 'utf8');
      const outside = [...code.matchAll(/(?:from|import)\s*"(@[^"]+)"/g)].map(([, from]) => from);
      expect(outside, name).toEqual([]);
      expect(code.includes('AxiosError'), name).toBe(WITH_AXIOS.includes(name));
    }
  });

  test('do a whole tick: reports in, market frozen, sites brought to it, alerts told, history served', async () => {
    const schedule = scheduleEvent(at, 1);
    expect(await run('pull-gas-reports', schedule)).toEqual({ at });
    const market = await run('pull-market', schedule);
    expect(market).toEqual({ at });
    const chained = destinationEvent('pull-market', schedule, market);
    const margins = await run('recompute-margins', chained);
    expect(margins).toEqual({ at });
    expect(await run('send-alerts', destinationEvent('recompute-margins', chained, margins))).toEqual({ at });
    await run('seal-history', scheduleEvent(instant(at + 420), 1));
    expect(await run('send-digest', scheduleEvent(at, 1))).toEqual({ at });

    const watched = company.deploy.weeklyTest[0] ?? expect.fail('the example tests the way to nobody');
    await run('send-alerts', { ...(schedule as object), testAudience: watched });
    const tests = (await drain()).filter(({ subject }) => subject.startsWith('[TEST] '));
    expect(tests.map(({ audience }) => audience)).toEqual([watched]);

    const fleet = await ask('/v1/fleet');
    expect(fleet.statusCode).toBe(200);
    const { sites } = JSON.parse(fleet.body) as {
      sites: { site: string; latest: { at: string; btcUsd: number } | null }[];
    };
    expect(sites.map(({ site }) => site).sort()).toEqual(company.sites.map(({ id }) => id).sort());
    for (const { latest } of sites) expect(latest?.at).toBe(toIso(at));
    // Bitcoin stood between 21,000 and 29,000 USD in the window of the replay.
    for (const { latest } of sites) expect(Math.abs((latest?.btcUsd ?? 0) - 25_000)).toBeLessThan(4000);
    expect((await ask('/v1/nothing')).statusCode).toBe(404);
  }, 120_000);

  test('take in a report that the site signed, and refuse the same one signed by another', async () => {
    const path = `/v1/sites/${SITE}/reports`;
    const day = new Date((at - 86_400) * 1000).toISOString().slice(0, 10);
    const rows = `${HEADER}\n${SITE},${day}T00:00:00Z,${day}T12:00:00Z,vented,7,Mcf,us60-14.696,,measured,,1,${day}T13:00:00Z\n`;
    const push = async (secret: string, nonce: string) => {
      // Under a simulated clock the stamp is still judged by the wall clock.
      const timestamp = String(Math.floor(Date.now() / 1000));
      const text = ['POST', path, timestamp, nonce, createHash('sha256').update(rows).digest('hex')].join('\n');
      const headers = {
        'netback-key-id': 'k1',
        'netback-timestamp': timestamp,
        'netback-nonce': nonce,
        'netback-signature': createHmac('sha256', secret).update(text).digest('hex'),
      };
      const http = { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
      const event = {
        version: '2.0',
        rawPath: path,
        rawQueryString: '',
        headers,
        requestContext: { http },
        body: rows,
        isBase64Encoded: false,
      };
      return (await run('receive-gas-report', event)) as { statusCode: number; body: string };
    };
    expect((await push('another key', 'nonce-of-a-stranger')).statusCode).toBe(401);
    const taken = await push(SECRET, 'nonce-of-the-site');
    expect([taken.statusCode, JSON.parse(taken.body).counts]).toEqual([
      200,
      { accepted: 1, unchanged: 0, rejected: 0 },
    ]);
  }, 60_000);

  test('sign a form for the bucket, and read the file that came in by it when the bucket tells of it', async () => {
    const offered = await ask(`/v1/sites/${SITE}/report-uploads`, { contentType: 'text/csv' });
    expect(offered.statusCode, offered.body).toBe(200);
    const { url, fields } = JSON.parse(offered.body) as { url: string; fields: Record<string, string> };
    const day = new Date((at - 2 * 86_400) * 1000).toISOString().slice(0, 10);
    const rows = `${HEADER}\n${SITE},${day}T00:00:00Z,${day}T12:00:00Z,vented,11,Mcf,us60-14.696,,measured,,1,${day}T13:00:00Z\n`;
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([rows]), 'vented.csv');
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(201);

    expect(dropped).toHaveLength(1);
    expect(await run('receive-gas-report', dropped[0])).toEqual({ files: 1 });
    const from = `${day}T00:00:00Z`;
    const stored = await ask(`/v1/sites/${SITE}/reports`, null, { from, to: toIso(at) });
    const { reports } = JSON.parse(stored.body) as { reports: Record<string, unknown>[] };
    // 11 Mcf at 60 °F and 14.696 psia, the very base that the API answers in.
    expect(reports.filter((row) => row.stream === 'vented' && row.periodStart === from)).toEqual([
      expect.objectContaining({ volumeMcf: 11, evidence: 'measured', version: 1 }),
    ]);
  }, 120_000);

  test('answer an event of the wrong shape with an error, as Lambda needs to try again and to tell', async () => {
    await expect(run('recompute-margins', { scheduledTime: 'now' })).rejects.toThrow(/input-invalid|invocation record/);
  });

  test('start within a bound', () => {
    for (const [name, milliseconds] of Object.entries(inits))
      expect(milliseconds, name).toBeLessThan(INIT_LIMIT_MILLISECONDS);
    expect(Object.keys(inits).length).toBe(8);
  });
});
