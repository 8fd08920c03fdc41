import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, type CfnTopic, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Audience, Subscription } from '#lib/domain/company.ts';
import { failureQueue } from './failure-queue.ts';

export type AlertTopic = { readonly topic: Topic; readonly undelivered: Queue };

/**
 * Where every message of a company is published. Subscriptions come from the company file, one an
 * address; the only filter is the audience, because the application decides who is told what. What
 * an address does not take is kept in the redrive queue.
 */
export function alertTopic(scope: Construct, audiences: readonly Audience[], key: IKey | null): AlertTopic {
  const topic = new Topic(scope, 'AlertTopic', { enforceSSL: true, ...(key === null ? {} : { masterKey: key }) });
  (topic.node.defaultChild as CfnTopic).overrideLogicalId('AlertTopic');
  const undelivered = failureQueue(scope, 'UndeliveredAlerts', { retention: Duration.days(14), key });
  undelivered.addToResourcePolicy(takeFromTopic(topic, undelivered));
  for (const { endpoint, audienceIds } of byEndpoint(audiences)) {
    new CfnSubscription(scope, `Subscription${digest(endpoint)}`, {
      topicArn: topic.topicArn,
      protocol: endpoint.protocol,
      endpoint: endpoint.address,
      filterPolicy: { audience: audienceIds },
      redrivePolicy: { deadLetterTargetArn: undelivered.queueArn },
    });
  }
  return { topic, undelivered };
}

/** Lets a topic, and only it, put what a subscriber did not take into a queue. */
export function takeFromTopic(topic: Topic, queue: Queue): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('sns.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
  });
}

type Endpoint = { readonly protocol: SubscriptionProtocol; readonly address: string };

/** One subscription an address: SNS keeps only one for a topic, protocol and endpoint. */
function byEndpoint(audiences: readonly Audience[]): readonly { endpoint: Endpoint; audienceIds: string[] }[] {
  const found = new Map<string, { endpoint: Endpoint; audienceIds: string[] }>();
  for (const audience of audiences) {
    for (const subscription of audience.subscribe) {
      const endpoint = endpointOf(subscription);
      const name = `${endpoint.protocol} ${endpoint.address}`;
      const entry = found.get(name) ?? { endpoint, audienceIds: [] };
      if (!entry.audienceIds.includes(audience.id)) entry.audienceIds.push(audience.id);
      found.set(name, entry);
    }
  }
  return [...found.values()];
}

function endpointOf(subscription: Subscription): Endpoint {
  if ('email' in subscription) return { protocol: SubscriptionProtocol.EMAIL, address: subscription.email };
  if ('sms' in subscription) return { protocol: SubscriptionProtocol.SMS, address: subscription.sms };
  if ('https' in subscription) return { protocol: SubscriptionProtocol.HTTPS, address: subscription.https };
  return { protocol: SubscriptionProtocol.SQS, address: subscription.sqs };
}

/** Stable over reordering of the file, so that no subscription is made anew and asks for confirmation again. */
function digest({ protocol, address }: Endpoint): string {
  return createHash('sha256').update(`${protocol} ${address}`).digest('hex').slice(0, 10);
}
