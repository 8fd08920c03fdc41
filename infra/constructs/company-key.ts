import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

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
      principals: ['cloudwatch.amazonaws.com', 'sns.amazonaws.com', 's3.amazonaws.com', 'scheduler.amazonaws.com'].map(
        (service) => new ServicePrincipal(service),
      ),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}
