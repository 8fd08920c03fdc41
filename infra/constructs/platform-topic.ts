import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, type CfnTopic, type SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Audience } from '#lib/domain/company.ts';
import { takeFromTopic } from './alert-topic.ts';

const PLATFORM = 'platform';

/**
 * Where alarms about the monitor itself go, apart from the topic that they may be about. Told is the
 * audience `platform`, or, where the file has none, the first one: somebody must hear of silence.
 */
export function platformTopic(
  scope: Construct,
  audiences: readonly Audience[],
  undelivered: Queue,
  key: IKey | null,
): Topic {
  const topic = new Topic(scope, 'PlatformTopic', { enforceSSL: true, ...(key === null ? {} : { masterKey: key }) });
  (topic.node.defaultChild as CfnTopic).overrideLogicalId('PlatformTopic');
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  const told = audiences.find((audience) => audience.id === PLATFORM) ?? audiences[0];
  for (const [index, subscription] of (told?.subscribe ?? []).entries()) {
    const [kind, address] = Object.entries(subscription)[0] ?? [];
    if (kind === undefined || address === undefined) continue;
    new CfnSubscription(scope, `PlatformSubscription${index}`, {
      topicArn: topic.topicArn,
      protocol: kind as SubscriptionProtocol,
      endpoint: address,
      redrivePolicy: { deadLetterTargetArn: undelivered.queueArn },
    });
  }
  undelivered.addToResourcePolicy(takeFromTopic(topic, undelivered));
  return topic;
}
