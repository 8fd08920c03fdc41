import { createHash } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What a history-api handler answers, before it becomes an HTTP response. */
export type Answer = { readonly status: number; readonly body: unknown };

type HttpRequest = MiddlewareObj<APIGatewayProxyEventV2, unknown>;

/** A problem+json body (RFC 9457). */
export function problem(status: number, title: string, detail: string, more: object = {}): Answer {
  return { status, body: { type: 'about:blank', title, status, detail, ...more } };
}

/**
 * Turns an Answer into an API Gateway v2 response: JSON or problem+json, a strong ETag over the
 * bytes, 304 on a match. An error that nobody foresaw becomes a 500 without its inside.
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

function respond(event: APIGatewayProxyEventV2, answer: Answer): APIGatewayProxyStructuredResultV2 {
  const isProblem = answer.status >= 400 && answer.status !== 503;
  const instance = event.rawPath;
  const body = JSON.stringify(isProblem ? { ...(answer.body as object), instance } : answer.body);
  const headers: Record<string, string> = {
    'content-type': isProblem ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8',
    'cache-control': 'private, no-cache',
  };
  if (answer.status !== 200) return { statusCode: answer.status, headers, body };
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const isKnown = (event.headers['if-none-match'] ?? '').split(/\s*,\s*/).includes(etag);
  if (isKnown) return { statusCode: 304, headers: { ...headers, etag } };
  return { statusCode: 200, headers: { ...headers, etag }, body };
}
