import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnKey, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Who writes into encrypted topics, queues and buckets for the stack: alarms, SNS, S3, schedules, rules. */
const SERVICES = ['cloudwatch', 'sns', 's3', 'scheduler', 'events'];

/**
 * A key of the company's own, where its file asks for one (`deploy.customerKey`). Services of this
 * account that write to an encrypted topic, queue or bucket may use it; without that alarms fail in silence.
 */
export function companyKey(scope: Construct): Key {
  const key = new Key(scope, 'CompanyKey', {
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    description: 'netback: table, topics, queues and bucket of one company',
  });
  (key.node.defaultChild as CfnKey).overrideLogicalId('CompanyKey');
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ServicesOfThisAccount',
      principals: SERVICES.map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}

/**
 * What the table, the queues, the topics and the bucket ask a caller's role for when the company's key
 * encrypts them: action by action, where the library's grants end in stars.
 */
export function useOfKey(key: IKey | null): readonly PolicyStatement[] {
  if (key === null) return [];
  const actions = [
    'Decrypt',
    'DescribeKey',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'ReEncryptFrom',
    'ReEncryptTo',
  ];
  return [
    new PolicyStatement({
      sid: 'UseCompanyKey',
      actions: actions.map((action) => `kms:${action}`),
      resources: [key.keyArn],
    }),
  ];
}
