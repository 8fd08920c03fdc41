import { createHash } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiRequest } from './answer-parts.ts';

/** What a history-api handler answers, before it becomes an HTTP response. */
export type Answer = {
  readonly status: number;
  /** Becomes JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly text?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A large body, made only if it is sent; `etagOf` differs exactly when it does. */
  readonly lazily?: { readonly etagOf: string; readonly text: () => string };
  /** Will never read otherwise: what was known at a moment that is over. */
  readonly isImmutable?: boolean;
};

type HttpRequest = MiddlewareObj<APIGatewayProxyEventV2, unknown>;

/** A problem+json answer (RFC 9457). */
export function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Answer {
  return { status, body: { type: 'about:blank', title, status, detail }, headers };
}

/**
 * Turns an Answer into an API Gateway v2 response: JSON, text or problem+json, on every 200 a strong
 * ETag over the bytes, 304 to its holder, no body to HEAD. An error that nobody foresaw becomes a
 * 500 without its inside.
 */
export function http(): HttpRequest {
  return {
    after: (request) => {
      request.response = respond(request.event, request.response as Answer);
    },
    onError: (request) => {
      const answer = problem(500, 'Internal error', 'The request could not be served; the log says why.');
      request.response = respond(request.event, answer);
    },
  };
}

/** An API Gateway v2 event as the API sees it. */
export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const body = event.body ?? '';
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: event.queryStringParameters ?? {},
    headers: Object.fromEntries(
      Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
    by: callerOf(event),
    claims: claimsOf(event),
    isLoopback: event.requestContext.domainName === '127.0.0.1',
  };
}

/** Who asks: the person of a JWT, or the principal of a signature; null on this machine. */
function callerOf(event: APIGatewayProxyEventV2): string | null {
  const { jwt, iam } = authorizerOf(event);
  const claims = jwt?.claims ?? {};
  return claims.email ?? claims.username ?? claims.sub ?? iam?.userArn ?? null;
}

/** Cognito puts `custom:` before the names of what an administrator adds. */
function claimsOf(event: APIGatewayProxyEventV2): ApiRequest['claims'] {
  const claims = authorizerOf(event).jwt?.claims ?? {};
  const claim = (name: string) => claims[name] ?? claims[`custom:${name}`] ?? null;
  return { company: claim('company'), role: claim('role') };
}

function authorizerOf(event: APIGatewayProxyEventV2): Authorizer {
  return (event.requestContext as { authorizer?: Authorizer }).authorizer ?? {};
}

type Authorizer = {
  readonly jwt?: { readonly claims?: Readonly<Record<string, string | undefined>> };
  readonly iam?: { readonly userArn?: string };
};

function respond(event: APIGatewayProxyEventV2, answer: Answer): APIGatewayProxyStructuredResultV2 {
  // A late tick answers 503 with the health as its body: a verdict, not a refusal.
  const isProblem = answer.status >= 400 && answer.status !== 503;
  const content = isProblem ? { ...(answer.body as object), instance: event.rawPath } : answer.body;
  const body = (): string =>
    answer.lazily?.text() ?? answer.text ?? (content === undefined ? '' : JSON.stringify(content));
  const json = isProblem ? 'application/problem+json' : 'application/json';
  const headers: Record<string, string> = {
    'content-type': answer.contentType ?? `${json}; charset=utf-8`,
    'cache-control': answer.isImmutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    ...answer.headers,
  };
  const isHead = event.requestContext?.http?.method === 'HEAD';
  const isRead = ['GET', 'HEAD'].includes(event.requestContext?.http?.method ?? 'GET');
  if (answer.status !== 200 || !isRead) return { statusCode: answer.status, headers, body: isHead ? '' : body() };
  const etag = `"${createHash('sha256')
    .update(answer.lazily?.etagOf ?? body())
    .digest('base64url')
    .slice(0, 27)}"`;
  if (isHeld(event.headers?.['if-none-match'], etag))
    return { statusCode: 304, headers: { ...headers, etag }, body: '' };
  return { statusCode: 200, headers: { ...headers, etag }, body: isHead ? '' : body() };
}

/** Weak comparison (RFC 9110 13.1.2): a proxy may have weakened the tag on its way. */
function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  const held = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return held.includes(etag) || held.includes('*');
}
