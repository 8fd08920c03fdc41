import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3ReportUploads } from '#lib/adapters/s3/upload-form.ts';
import { type LocalDrop, startDrop } from '#local/drop.ts';

const BUCKET = 'netback-test-reports';
const PREFIX = 'reports/pad/one/';
const MAX_BYTES = 5 * 1024 * 1024;
const folder = mkdtempSync(path.join(os.tmpdir(), 'netback-drop-'));
type Told = { detail: { object: { key: string; size: number; 'version-id': string } } };
const told: Told[] = [];
let drop: LocalDrop;

beforeAll(async () => {
  drop = await startDrop(folder, BUCKET);
  drop.attach(async (event) => told.push(event as Told));
});
afterAll(async () => {
  await drop.stop();
  rmSync(folder, { recursive: true, force: true });
});

const formOf = (secondsAgo = 0, secretAccessKey = 'local') =>
  s3ReportUploads({
    bucket: BUCKET,
    region: 'eu-north-1',
    endpoint: drop.endpoint,
    key: () => ({ accessKeyId: 'local', secretAccessKey, sessionToken: null }),
    nowMilliseconds: () => Date.now() - secondsAgo * 1000,
  }).form({ keyPrefix: PREFIX, contentType: 'text/csv', maxBytes: MAX_BYTES, seconds: 300 });

async function send(
  fields: Readonly<Record<string, string>>,
  content: string | Uint8Array<ArrayBuffer> = 'rows',
  bucket = BUCKET,
): Promise<readonly [number, string | undefined]> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([content], { type: 'text/csv' }), 'june.csv');
  const response = await fetch(`${drop.endpoint}/${bucket}`, { method: 'POST', body });
  return [response.status, /<Code>(\w+)/.exec(await response.text())?.[1]];
}

describe('the stand-in for the report bucket', () => {
  test('takes a signed form, tells of the file by its own name, and gives its bytes back', async () => {
    expect(await send(formOf().fields, 'a,b\n1,2\n')).toEqual([201, undefined]);
    const { object } = told.at(-1)?.detail ?? expect.fail('nobody was told');
    expect(object).toMatchObject({ key: `${PREFIX}june.csv`, size: 8 });
    const address = `${drop.endpoint}/${BUCKET}/${object.key}?versionId=${object['version-id']}`;
    expect(await (await fetch(address)).text()).toBe('a,b\n1,2\n');
    expect((await fetch(`${address}0`)).status).toBe(404);
  });

  test.each([
    ['another key than signed', (fields: Record<string, string>) => ({ ...fields, key: 'reports/other/june.csv' })],
    ['another type', (fields: Record<string, string>) => ({ ...fields, 'Content-Type': 'text/html' })],
    ['a field that no condition allows', (fields: Record<string, string>) => ({ acl: 'public-read', ...fields })],
  ])('refuses %s', async (_what, change) => {
    const before = told.length;
    expect(await send(change(formOf().fields))).toEqual([403, 'AccessDenied']);
    expect(told.length).toBe(before);
  });

  test('refuses a form that is over, one that another signed, and a policy that was changed', async () => {
    expect(await send(formOf(301).fields)).toEqual([403, 'AccessDenied']);
    expect(await send(formOf(299).fields)).toEqual([201, undefined]);
    expect(await send(formOf(0, 'stranger').fields)).toEqual([403, 'SignatureDoesNotMatch']);
    const { fields } = formOf();
    const policy = Buffer.from(fields.policy ?? '', 'base64')
      .toString()
      .replace(PREFIX, 'reports/');
    expect(await send({ ...fields, policy: Buffer.from(policy).toString('base64') })).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
  });

  test('refuses a file one byte above the limit and an empty one, and takes one at the limit', async () => {
    const { fields } = formOf();
    expect(await send(fields, new Uint8Array(MAX_BYTES + 1))).toEqual([400, 'EntityTooLarge']);
    expect(await send(fields, '')).toEqual([403, 'EntityTooSmall']);
    expect(await send(fields, new Uint8Array(MAX_BYTES))).toEqual([201, undefined]);
  });

  test('knows one bucket', async () => {
    expect(await send(formOf().fields, 'rows', 'another')).toEqual([404, 'NoSuchBucket']);
  });
});
