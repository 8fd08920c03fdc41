import http from 'node:http';
import https from 'node:https';
import { gunzipSync } from 'node:zlib';
import axios, { type AxiosError, type AxiosResponse } from 'axios';
import { NetbackError } from '../../domain/errors.ts';
import { type GuardPolicy, guardedLookup, type Resolver, urlFault } from './guard.ts';

/** One request, already complete: nothing is added to it but what a connection needs. */
export type HttpRequest = {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Largest answer after decompression, bytes. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
};

/** What came back, whatever its status; or, in a few words, why nothing did. Never a URL, never a body. */
export type HttpOutcome =
  | {
      readonly ok: true;
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly reason: string; readonly isRetryable: boolean };

export type HttpClient = (request: HttpRequest) => Promise<HttpOutcome>;

/** Failures of a connection that a second attempt may not see again. */
const RETRYABLE_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'EAI_AGAIN']);
/** Headers of more than this many bytes are refused; a provider needs far less. */
const MAX_HEADER_BYTES = 16_384;
const MAX_REQUEST_BYTES = 65_536;

/**
 * The one way out to the internet: https to listed hosts (or one loopback origin), addresses checked
 * and pinned, no redirects, no proxy, answers limited in size after decompression and in time by the
 * signal. Never throws: a refusal or failure is an outcome. A new connection for every request, so
 * that every request passes the address check.
 */
export function httpClient(policy: GuardPolicy, resolve?: Resolver): HttpClient {
  const lookup = guardedLookup(policy, resolve);
  const agents = {
    httpAgent: new http.Agent({ keepAlive: false }),
    httpsAgent: new https.Agent({ keepAlive: false, rejectUnauthorized: true, minVersion: 'TLSv1.2' }),
  };
  return async (request) => {
    const fault = urlFault(request.url, policy);
    if (fault !== null) return { ok: false, reason: `refused: ${fault}`, isRetryable: false };
    try {
      const answer = await axios.request<Buffer>({
        adapter: 'http',
        baseURL: request.url.origin,
        url: request.url.pathname + request.url.search,
        allowAbsoluteUrls: false,
        method: request.method,
        headers: { 'User-Agent': 'netback', 'Accept-Encoding': 'gzip', ...request.headers },
        ...(request.body === null ? {} : { data: request.body }),
        responseType: 'arraybuffer',
        transformRequest: [(data: unknown) => data],
        transformResponse: [(data: unknown) => data],
        validateStatus: () => true,
        maxRedirects: 0,
        proxy: false,
        maxContentLength: request.maxBytes,
        maxBodyLength: MAX_REQUEST_BYTES,
        decompress: false,
        insecureHTTPParser: false,
        lookup: lookup as never,
        signal: request.signal,
        ...agents,
        ...({ maxHeaderSize: MAX_HEADER_BYTES } as object),
      });
      const headers = plainHeaders(answer);
      const body = unpacked(answer.data, headers['content-encoding'], request.maxBytes);
      if (typeof body === 'string') return { ok: false, reason: body, isRetryable: false };
      return { ok: true, status: answer.status, headers, body };
    } catch (error) {
      return failureOf(error, request.signal);
    }
  };
}

/**
 * The bytes of an answer, whole or not at all: axios takes a gzip stream that was cut for its end, and
 * other encodings than the one asked for as they are. A text = why not.
 */
function unpacked(bytes: Buffer, encoding: string | undefined, maxBytes: number): Uint8Array | string {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '' || bytes.length === 0) return bytes;
  if (name !== 'gzip' && name !== 'x-gzip') return 'unexpected content encoding';
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? 'answer too large' : 'broken gzip';
  }
}

function plainHeaders(answer: AxiosResponse): Record<string, string> {
  const entries = Object.entries(answer.headers as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** A reason in a few words; messages of libraries are not passed on, they can hold URLs with keys. */
function failureOf(error: unknown, signal: AbortSignal): HttpOutcome {
  const failed = (reason: string, isRetryable = false): HttpOutcome => ({ ok: false, reason, isRetryable });
  if (signal.aborted) return failed('timeout');
  const { code, cause, message } = error as AxiosError;
  if (cause instanceof NetbackError || error instanceof NetbackError) return failed('refused: forbidden address');
  if (/forbidden address/.test(String(message))) return failed('refused: forbidden address');
  if (/maxContentLength/.test(String(message))) return failed('answer too large');
  if (/socket hang up|stream has been aborted/.test(String(message))) return failed('connection reset', true);
  if (code === undefined) return failed('request failed');
  return failed(RETRYABLE_CODES.has(code) ? 'connection reset' : `network ${code}`, RETRYABLE_CODES.has(code));
}
