import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { NetbackError } from '../../domain/errors.ts';

/** An address that a topic sends to; one that never confirmed receives nothing. */
export type TopicSubscription = {
  readonly protocol: string;
  readonly address: string;
  readonly isConfirmed: boolean;
};

const MAX_PAGES = 50;
const PENDING = 'PendingConfirmation';

/** Every subscription of the topic. An address that nobody confirmed is silent loss: this is how to see it. */
export async function topicSubscriptions(client: SNSClient, topicArn: string): Promise<readonly TopicSubscription[]> {
  const found: TopicSubscription[] = [];
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken: next }));
    for (const { Protocol, Endpoint, SubscriptionArn } of answer.Subscriptions ?? []) {
      const isConfirmed = SubscriptionArn !== undefined && SubscriptionArn !== PENDING;
      found.push({ protocol: Protocol ?? '', address: Endpoint ?? '', isConfirmed });
    }
    next = answer.NextToken;
    if (next === undefined) return found;
  }
  throw new NetbackError('input-too-large', `The topic has more than ${found.length} subscriptions.`);
}
