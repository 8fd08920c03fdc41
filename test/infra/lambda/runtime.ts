import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const RUNTIME_CLIENT = fileURLToPath(new URL('../../../node_modules/aws-lambda-ric/index.mjs', import.meta.url));
const REGISTER = fileURLToPath(new URL('./register.mjs', import.meta.url));
/** What Lambda itself sets for every function. */
const OF_LAMBDA = {
  AWS_LAMBDA_FUNCTION_NAME: 'local',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
  AWS_LAMBDA_LOG_GROUP_NAME: 'local',
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
};
const NEXT = '/2018-06-01/runtime/invocation/next';
const INIT_LIMIT_MILLISECONDS = 20_000;
const CALL_LIMIT_MILLISECONDS = 30_000;

export type Answered = { readonly ok: boolean; readonly payload: unknown };

/** One execution environment: an unpacked asset under the Lambda runtime client, and its Runtime API. */
export type RuntimeProcess = {
  /** Spawn to the first request for work. */
  readonly initMilliseconds: number;
  readonly pid: number;
  readonly invoke: (event: unknown) => Promise<Answered>;
  readonly logs: () => string;
  readonly stop: () => Promise<void>;
};

/** Starts `folder` (index.mjs with `handler`) as Lambda would; the environment is exactly `variables`. */
export async function startRuntime(
  folder: string,
  variables: Readonly<Record<string, string>>,
  callLimitMilliseconds = CALL_LIMIT_MILLISECONDS,
): Promise<RuntimeProcess> {
  const waiting: ServerResponse[] = [];
  const answers = new Map<string, (answer: Answered) => void>();
  let ready: (() => void) | null = null;
  let failed: ((error: Error) => void) | null = null;
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      if (request.method === 'GET' && request.url === NEXT) {
        waiting.push(response);
        ready?.();
        return;
      }
      response.writeHead(202).end();
      const [, id = '', kind] = /invocation\/([^/]+)\/(response|error)$/.exec(request.url ?? '') ?? [];
      if (kind === undefined) failed?.(new Error(`init failed: ${body}`));
      else
        answers.get(decodeURIComponent(id))?.({
          ok: kind === 'response',
          payload: body === '' ? null : JSON.parse(body),
        });
    });
  });
  const api = await listen(server);
  let output = '';
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', REGISTER, RUNTIME_CLIENT], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...OF_LAMBDA,
      ...variables,
      AWS_LAMBDA_RUNTIME_API: api,
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
      NODE_NO_WARNINGS: '1',
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  await within(
    INIT_LIMIT_MILLISECONDS,
    new Promise<void>((resolve, reject) => {
      ready = resolve;
      failed = reject;
      child.once('exit', (code) => reject(new Error(`exited with ${code}: ${output}`)));
    }),
  ).catch(async (error: Error) => {
    await end(child, server);
    throw new Error(`${error.message}\n${output}`);
  });
  const initMilliseconds = performance.now() - begun;
  let count = 0;
  return {
    initMilliseconds,
    pid: child.pid ?? 0,
    logs: () => output,
    stop: () => end(child, server),
    invoke: async (event) => {
      const id = `request-${++count}`;
      const answer = new Promise<Answered>((resolve, reject) => {
        answers.set(id, resolve);
        child.once('exit', (code) => reject(new Error(`exited with ${code}: ${output}`)));
      });
      const response = await within(callLimitMilliseconds, nextRequest(waiting));
      response.writeHead(200, headersOf(id, callLimitMilliseconds));
      response.end(JSON.stringify(event));
      return within(callLimitMilliseconds, answer);
    },
  };
}

function headersOf(id: string, callLimitMilliseconds: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': String(Date.now() + callLimitMilliseconds),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-north-1:000000000000:function:local',
  };
}

async function nextRequest(waiting: ServerResponse[]): Promise<ServerResponse> {
  for (;;) {
    const response = waiting.shift();
    if (response !== undefined) return response;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function end(child: ChildProcess, server: Server): Promise<void> {
  const gone = child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null;
  child.kill('SIGKILL');
  await gone;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
