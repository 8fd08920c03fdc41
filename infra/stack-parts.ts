import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName, VariableName } from '#lib/config/env.ts';
import type { Company } from '#lib/domain/company.ts';
import { MonitorFunction } from './constructs/monitor-function.ts';
import { secretStatements } from './secret-access.ts';
import { tableStatements } from './table-access.ts';

/** What the functions of one company share. */
export type StackParts = {
  readonly scope: Construct;
  readonly company: Company;
  readonly layer: ILayerVersion;
  readonly table: Table;
  readonly topic: Topic;
  /** Where the links of messages lead. */
  readonly linkBase: string;
  /** Null = the services' own keys. */
  readonly key: IKey | null;
};

/** What one function adds to that. */
export type FunctionParts = {
  readonly name: FunctionName;
  readonly id: string;
  readonly errorImpact: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency: number;
  readonly publishes?: boolean;
  /** Names of the secrets it reads (SSM parameters). */
  readonly secrets?: readonly string[];
  readonly permissions?: readonly PolicyStatement[];
  /** Variables that the contract lets be absent. */
  readonly variables?: Readonly<Partial<Record<VariableName, string>>>;
  /** Chained by a Lambda destination. */
  readonly next?: MonitorFunction;
};

/** A function with the environment and the grants of the contract: the one place where both are made. */
export function addFunction(parts: StackParts, own: FunctionParts): MonitorFunction {
  const { company, table, topic } = parts;
  const variables: Partial<Record<VariableName, string>> = {
    NETBACK_TABLE: table.tableName,
    ...own.variables,
    ...(own.publishes === true ? { NETBACK_TOPIC_ARN: topic.topicArn, NETBACK_LINK_BASE: parts.linkBase } : {}),
  };
  return new MonitorFunction(parts.scope, own.id, {
    name: own.name,
    errorImpact: own.errorImpact,
    timeoutSeconds: own.timeoutSeconds,
    memoryMegabytes: own.memoryMegabytes,
    companyId: company.company,
    companyLayer: parts.layer,
    key: parts.key,
    variables,
    permissions: [
      ...tableStatements(own.name, table.tableArn),
      ...(own.publishes === true
        ? [new PolicyStatement({ sid: 'PublishAlerts', actions: ['sns:Publish'], resources: [topic.topicArn] })]
        : []),
      ...secretStatements(parts.scope, own.secrets ?? [], company.company),
      ...(own.permissions ?? []),
    ],
    logRetention: company.deploy.logRetentionDays as RetentionDays,
    reservedConcurrency: company.deploy.reservedConcurrency ? own.reservedConcurrency : null,
    maxEventAgeSeconds: Math.max(2 * company.tickSeconds, 3600),
    next: own.next ?? null,
  });
}
