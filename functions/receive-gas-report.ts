import middy from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, Context, S3Event } from 'aws-lambda';
import { answerPush, receiveDrops } from './middleware/answer-push.ts';
import { dropEventOf } from './middleware/drop-event.ts';
import { http } from './middleware/http.ts';
import { observed } from './middleware/observed.ts';
import { receiveGasReportPorts } from './wiring/receive-gas-report.ts';

const push = middy<APIGatewayProxyEventV2, unknown>()
  .use(observed())
  .use(httpSecurityHeaders())
  .use(http())
  .handler(async (event) => answerPush(receiveGasReportPorts, event as APIGatewayProxyEventV2));

const drop = middy<S3Event, unknown>()
  .use(observed())
  .handler(async (event) => receiveDrops(receiveGasReportPorts, event as S3Event));

/** Takes in pushed reports (POST /v1/sites/{site}/reports, interfaces.md section 7) and files dropped into the bucket. */
export const handler = async (event: APIGatewayProxyEventV2 | S3Event, context: Context): Promise<unknown> => {
  const dropped = dropEventOf(event);
  return dropped === null ? push(event as APIGatewayProxyEventV2, context) : drop(dropped, context);
};
