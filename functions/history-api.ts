import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { answerRequest } from './middleware/answer.ts';
import { http, requestOf } from './middleware/http.ts';
import { observed } from './middleware/observed.ts';
import { historyApiPorts } from './wiring/history-api.ts';

/** Serves the history API (interfaces.md section 5). */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(observed())
  .use(httpSecurityHeaders())
  .use(http())
  .use(httpHeaderNormalizer())
  .handler(async (event) => answerRequest(historyApiPorts, requestOf(event as APIGatewayProxyEventV2)));
