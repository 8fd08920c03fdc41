import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCompany } from '#lib/config/load-company.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { setEnvironment } from '#local/environment.ts';
import { startFeeds } from '#local/feeds.ts';
import { importFunctions, type LocalFunctions } from '#local/functions.ts';
import { lambdaContext } from '#local/invoke.ts';
import { readReplay } from '#local/replay/read-replay.ts';
import { openReportFiles } from '#local/replay/report-files.ts';
import { startSns } from '#local/sns.ts';

/** 2023-02-15T00:00:00Z */
const T = 1_676_419_200;
let functions: LocalFunctions;
let folder: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-handlers-'));
  const loaded = loadCompany('companies/example-co.yaml');
  if (!loaded.ok) throw new Error('the example company is not valid');
  const record = readReplay('data/replay/2023-02-15_2023-04-20');
  const engine = await startEngine({ path: null });
  const feeds = await startFeeds(record, openReportFiles('companies/example-co', record.from));
  const sns = await startSns(folder);
  closers.push(engine.stop, feeds.stop, sns.stop);
  await ensureTable(engine.endpoint, 'netback-test');
  const topicArn = await sns.prepare('netback-test', ['operations']);
  setEnvironment(loaded.company, folder, false, {
    dynamodb: engine.endpoint,
    sns: sns.endpoint,
    table: 'netback-test',
    topicArn,
    link: 'http://127.0.0.1',
    feedsBase: feeds.base,
    reportOrigin: feeds.base,
    drop: null,
  });
  functions = await importFunctions();
});
afterAll(async () => {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
});

const invoke = (name: keyof LocalFunctions['tick'], event: unknown): Promise<unknown> =>
  functions.tick[name](event as never, lambdaContext(name, 50));

/** What EventBridge Scheduler puts for `<aws.scheduler.scheduled-time>`, a second after the tick. */
const scheduled = { scheduledTime: '2023-02-15T00:00:01Z' };

/** A Lambda destination's record, in full (docs.aws.amazon.com/lambda, asynchronous invocation records). */
const record = (condition: string, responsePayload: unknown) => ({
  version: '1.0',
  timestamp: '2023-02-15T00:00:09.000Z',
  requestContext: {
    requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
    functionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:pull-market:$LATEST',
    condition,
    approximateInvokeCount: 1,
  },
  requestPayload: scheduled,
  responseContext: { statusCode: 200, executedVersion: '$LATEST' },
  responsePayload,
});

describe('the functions, given the events of the cloud', () => {
  it('take the tick from the schedule, floored, and hand it down the chain', async () => {
    expect(await invoke('pull-gas-reports', scheduled)).toEqual({ at: T });
    const market = await invoke('pull-market', scheduled);
    expect(market).toEqual({ at: T });
    const margins = await invoke('recompute-margins', record('Success', market));
    expect(margins).toEqual({ at: T });
    expect(await invoke('send-alerts', record('Success', margins))).toEqual({ at: T });
    expect(await invoke('seal-history', { scheduledTime: '2023-02-15T00:07:00Z' })).toEqual({ at: T + 420 });
  });

  it('do a tick again without doing anything', async () => {
    expect(await invoke('pull-market', scheduled)).toEqual({ at: T });
    expect(await invoke('recompute-margins', record('Success', { at: T }))).toEqual({ at: T });
  });

  it('serve what the tick left, to an event of API Gateway v2', async () => {
    const event = {
      version: '2.0',
      routeKey: 'GET /v1/{proxy+}',
      rawPath: '/v1/fleet',
      rawQueryString: '',
      headers: { accept: '*/*', host: 'x.execute-api.eu-north-1.amazonaws.com' },
      requestContext: {
        http: { method: 'GET', path: '/v1/fleet', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl' },
      },
      isBase64Encoded: false,
    };
    const answer = (await functions.historyApi(event as never, lambdaContext('history-api', 29))) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      etag: expect.any(String),
    });
    const fleet = JSON.parse(answer.body) as { at: string; sites: { latest: { btcUsd: number } }[] };
    expect(fleet.at).toBe('2023-02-15T00:00:00Z');
    // The hour's open of the record, which coinbase carries unchanged.
    expect(fleet.sites.map((site) => site.latest.btcUsd)).toEqual(fleet.sites.map(() => 22208.56));
  });

  it.each([
    ['pull-market', {}, /no scheduledTime/],
    ['pull-market', { scheduledTime: '2023-02-15 00:00' }, /no scheduledTime/],
    ['pull-market', { scheduledTime: '<aws.scheduler.scheduled-time>' }, /no scheduledTime/],
    ['recompute-margins', scheduled, /no invocation record/],
    ['send-alerts', record('Success', null), /no invocation record/],
    ['send-alerts', record('Success', { at: '2023' }), /no invocation record/],
  ] as const)('refuse an event that is not theirs: %s', async (name, event, message) => {
    await expect(invoke(name, event)).rejects.toThrow(message);
  });
});
