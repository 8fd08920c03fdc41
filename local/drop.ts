import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { MAX_DROPPED_BYTES } from '#lib/domain/gas/report.ts';
import { formFault } from './drop-policy.ts';

/** The report bucket's stand-in. */
export type LocalDrop = {
  /** As `AWS_ENDPOINT_URL_S3` has it. */
  readonly endpoint: string;
  /** Told of every new file from now on, as EventBridge tells the deployed receiver. */
  attach(receive: (event: unknown) => Promise<unknown>): void;
  stop(): Promise<void>;
};

/** What the fields of a form may take beside the file. */
const FORM_BYTES = 64 * 1024;
const VERSION = /^[0-9a-f-]{36}$/;

/**
 * As much of S3 as the report drop uses, on loopback: takes a signed form (POST Object) under the same
 * conditions, keeps each version of a file in `folder`, gives it back (GET Object), and tells the
 * receiver. A form is answered when its file was taken in.
 */
export async function startDrop(folder: string, bucket: string): Promise<LocalDrop> {
  const files = path.join(folder, 'report-drop');
  await mkdir(files, { recursive: true });
  let tell: ((event: unknown) => Promise<unknown>) | null = null;
  const server = createServer((request, response) => {
    const work = request.method === 'POST' ? take(request, response) : give(request, response);
    work.catch(() => answer(response, 500, 'InternalError'));
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.replace(/\/$/, '') !== `/${bucket}`) return answer(response, 404, 'NoSuchBucket');
    const body = await readUpTo(request, MAX_DROPPED_BYTES + FORM_BYTES);
    if (body === null) return answer(response, 400, 'EntityTooLarge');
    const form = await new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } })
      .formData()
      .catch(() => null);
    const file = form?.get('file');
    if (form === null || !(file instanceof File)) return answer(response, 400, 'InvalidArgument');
    const fields = new Map([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
    const fault = formFault({ bucket, fields, size: file.size, nowMilliseconds: Date.now() });
    if (fault !== null) return answer(response, fault === 'EntityTooLarge' ? 400 : 403, fault);
    const key = (fields.get('key') ?? '').replace(/\$\{filename\}$/, file.name);
    const version = randomUUID();
    await writeFile(path.join(files, version), Buffer.from(await file.arrayBuffer()));
    const object = { key, size: file.size, 'version-id': version };
    await tell?.({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { bucket: { name: bucket }, object } });
    answer(response, 201, null);
  }

  async function give(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const version = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('versionId') ?? '';
    const bytes = VERSION.test(version) ? await readFile(path.join(files, version)).catch(() => null) : null;
    if (bytes === null) return answer(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'content-length': bytes.length, 'x-amz-version-id': version }).end(bytes);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    attach: (receive) => {
      tell = receive;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** In S3's words; null = done. */
function answer(response: ServerResponse, status: number, code: string | null): void {
  if (response.headersSent) return;
  const text = code === null ? '<PostResponse/>' : `<Error><Code>${code}</Code></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' }).end(text);
}

async function readUpTo(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > limit) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
