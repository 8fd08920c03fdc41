import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { LOCAL_TIMEOUT_SECONDS } from './environment.ts';
import { type LambdaHandler, lambdaContext } from './invoke.ts';
import type { TickFunctions } from './schedule.ts';

/** The deployed functions in this process. */
export type LocalFunctions = {
  readonly tick: TickFunctions;
  readonly historyApi: LambdaHandler;
  /** Called for dropped files; pushed reports come to it through `historyApi`. */
  readonly receiveGasReport: LambdaHandler;
};

/** Imported only once the environment is set: the handlers read it as they load. */
export async function importFunctions(): Promise<LocalFunctions> {
  const [reports, market, margins, alerts, seal, digest, api, receive] = await Promise.all([
    import('#functions/pull-gas-reports.ts'),
    import('#functions/pull-market.ts'),
    import('#functions/recompute-margins.ts'),
    import('#functions/send-alerts.ts'),
    import('#functions/seal-history.ts'),
    import('#functions/send-digest.ts'),
    import('#functions/history-api.ts'),
    import('#functions/receive-gas-report.ts'),
  ]);
  return {
    tick: {
      'pull-gas-reports': reports.handler as LambdaHandler,
      'pull-market': market.handler as LambdaHandler,
      'recompute-margins': margins.handler as LambdaHandler,
      'send-alerts': alerts.handler as LambdaHandler,
      'seal-history': seal.handler as LambdaHandler,
      'send-digest': digest.handler as LambdaHandler,
    },
    receiveGasReport: receive.handler as LambdaHandler,
    historyApi: routed(api.handler as LambdaHandler, receive.handler as LambdaHandler),
  };
}

/** The routes of the deployed gateway: pushed reports go to their own function, everything else to the API. */
function routed(historyApi: LambdaHandler, receiveGasReport: LambdaHandler): LambdaHandler {
  return (event, context) => {
    const { rawPath, requestContext } = event as APIGatewayProxyEventV2;
    const isPush = requestContext.http.method === 'POST' && /^\/v1\/sites\/[^/]+\/reports$/.test(rawPath);
    return (isPush ? receiveGasReport : historyApi)(event, context);
  };
}

/** Asks the history API as a client would, without the socket between. */
export async function askApi<T>(
  historyApi: LambdaHandler,
  rawPath: string,
  query: Readonly<Record<string, string>> = {},
): Promise<T> {
  const event = {
    version: '2.0',
    rawPath,
    headers: {},
    queryStringParameters: query,
    requestContext: { http: { method: 'GET', path: rawPath } },
  };
  const answer = (await historyApi(event as never, lambdaContext('history-api', LOCAL_TIMEOUT_SECONDS))) as {
    body: string;
  };
  return JSON.parse(answer.body) as T;
}
