import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Company } from '#lib/domain/company.ts';

const REQUESTS_PER_SECOND = 20;
const BURST = 40;

/** One JSON line a request, without query strings: who, what, how it went, how long it took. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    ip: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    path: '$context.path',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    error: '$context.error.message',
  }),
);

export type HistoryHttpApiProps = {
  readonly auth: Company['api'];
  readonly historyApi: IFunction;
  /** Takes pushed reports, which carry their own signature; null = no site pushes. */
  readonly receiveGasReport: IFunction | null;
  readonly logRetention: RetentionDays;
};

/**
 * The HTTP API: signed by IAM, or by JWT where the company file names an issuer. Only the push route
 * has no gateway authorizer: its body carries a signature per site. Throttled, every request logged.
 */
export class HistoryHttpApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, props: HistoryHttpApiProps) {
    super(scope, id);
    const { auth } = props;
    const authorizer =
      auth.auth === 'iam'
        ? new HttpIamAuthorizer()
        : new HttpJwtAuthorizer('Jwt', auth.issuer, { jwtAudience: [auth.audience] });
    this.api = new HttpApi(this, 'Http', { defaultAuthorizer: authorizer, createDefaultStage: false });
    const logs = new LogGroup(this, 'AccessLog', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: REQUESTS_PER_SECOND, burstLimit: BURST },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: ACCESS_LOG },
    });
    this.api.addRoutes({
      path: '/v1/{proxy+}',
      methods: [HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.HEAD],
      integration: new HttpLambdaIntegration('HistoryApi', props.historyApi),
    });
    if (props.receiveGasReport !== null) {
      this.api.addRoutes({
        path: '/v1/sites/{site}/reports',
        methods: [HttpMethod.POST],
        authorizer: new HttpNoneAuthorizer(),
        integration: new HttpLambdaIntegration('ReceiveGasReport', props.receiveGasReport),
      });
    }
  }
}
