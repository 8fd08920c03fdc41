import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  type CfnFunction,
  Code,
  type ILayerVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type FunctionName, OPTIONAL_VARIABLES, REQUIRED_VARIABLES, type VariableName } from '#lib/config/env.ts';
import { COMPANY_JSON_PATH } from './company-asset.ts';
import { useOfKey } from './company-key.ts';
import { failureQueue } from './failure-queue.ts';
import { functionCode } from './function-code.ts';

/** CloudWatch namespace of a company's own metrics: companies in one account do not mix. */
export function metricNamespace(company: string): string {
  return `netback/${company}`;
}

export type MonitorFunctionProps = {
  readonly name: FunctionName;
  /** What it means to an operator when this function fails: the text of its alarm. */
  readonly errorImpact: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly companyId: string;
  readonly companyLayer: ILayerVersion;
  /** Null = the services' own keys. */
  readonly key: IKey | null;
  /** Values of the contract (lib/config/env.ts); exactly the required ones are set. */
  readonly variables: Readonly<Partial<Record<VariableName, string>>>;
  readonly permissions: readonly PolicyStatement[];
  readonly logRetention: RetentionDays;
  /** Null = none: new accounts refuse to reserve concurrency. */
  readonly reservedConcurrency: number | null;
  /** How old an event may be before it goes to the queue: later ticks catch up anyway. */
  readonly maxEventAgeSeconds: number;
  /** The function that gets this one's invocation record when it has succeeded. */
  readonly next: MonitorFunction | null;
};

/**
 * One Lambda function of the monitor: the shell of the same name in functions/, bundled; its own role,
 * log group, and queue for events that it could not do.
 */
export class MonitorFunction extends Construct {
  readonly name: FunctionName;
  readonly errorImpact: string;
  readonly timeoutSeconds: number;
  readonly lambda: LambdaFunction;
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: MonitorFunctionProps) {
    super(scope, id);
    this.name = props.name;
    this.errorImpact = props.errorImpact;
    this.timeoutSeconds = props.timeoutSeconds;
    this.failures = failureQueue(this, 'Failures', { key: props.key });
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    // Written out: the library's destinations would also grant every version of the function.
    role.addToPolicy(statementOf('KeepFailures', 'sqs:SendMessage', this.failures.queueArn));
    const { next } = props;
    if (next !== null) role.addToPolicy(statementOf('StartNext', 'lambda:InvokeFunction', next.lambda.functionArn));
    for (const statement of [...useOfKey(props.key), ...props.permissions]) role.addToPolicy(statement);
    this.lambda = new LambdaFunction(this, 'Function', {
      code: this.prebuilt() ?? functionCode(this, props.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      layers: [props.companyLayer],
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMegabytes,
      tracing: Tracing.ACTIVE,
      environment: environmentOf(props),
      ...(next === null ? {} : { onSuccess: { bind: () => ({ destination: next.lambda.functionArn }) } }),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
      maxEventAge: Duration.seconds(props.maxEventAgeSeconds),
      retryAttempts: 2,
      ...(props.reservedConcurrency === null ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    (this.lambda.node.defaultChild as CfnFunction).addPropertyOverride('LoggingConfig.LogFormat', 'JSON');
  }

  /** Code from a folder instead of a bundle (`-c code=path`): what tests of the template are made with. */
  private prebuilt(): Code | null {
    const folder: unknown = this.node.tryGetContext('code');
    return typeof folder === 'string' ? Code.fromAsset(folder) : null;
  }
}

function statementOf(sid: string, action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ sid, actions: [action], resources: [resource] });
}

/** Exactly the variables that the contract requires of this function; a missing value stops the synth. */
function environmentOf(props: MonitorFunctionProps): Record<string, string> {
  const values: Partial<Record<VariableName, string>> = {
    ...props.variables,
    NETBACK_COMPANY_JSON: COMPANY_JSON_PATH,
    NETBACK_FUNCTION_TIMEOUT_SECONDS: String(props.timeoutSeconds),
  };
  const required = REQUIRED_VARIABLES[props.name].map((variable) => {
    const value = values[variable];
    if (value === undefined) throw new Error(`${props.name} needs ${variable}: pass it in variables.`);
    return [variable, value] as const;
  });
  const optional = OPTIONAL_VARIABLES[props.name] ?? [];
  const entries = [
    ...required,
    ...optional.flatMap((variable) => (values[variable] === undefined ? [] : [[variable, values[variable]] as const])),
  ];
  return {
    NETBACK_FUNCTION: props.name,
    ...Object.fromEntries(entries),
    POWERTOOLS_SERVICE_NAME: props.name,
    POWERTOOLS_METRICS_NAMESPACE: metricNamespace(props.companyId),
    POWERTOOLS_LOG_LEVEL: 'INFO',
    NODE_OPTIONS: '--enable-source-maps',
  };
}
