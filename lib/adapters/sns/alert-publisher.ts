import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { RenderedMessage } from '../../domain/alerts/message.ts';
import { NetbackError } from '../../domain/errors.ts';
import type { AlertPublisher } from '../../ports.ts';

/** SNS errors after which the same bytes will never be taken. */
const REJECTIONS = new Set([
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationException',
  'InvalidParameter',
]);

/** The SNS client of this process; the SDK reads region, credentials and AWS_ENDPOINT_URL_SNS itself. */
export function snsClient(): SNSClient {
  return new SNSClient({ maxAttempts: 2 });
}

/**
 * Publishes a rendered message to the company's standard topic: one publish per audience, whose
 * subscriptions filter on the `audience` attribute alone. A publish that SNS refuses for its content
 * throws `publish-rejected`; everything else throws `publish-failed` (retryable).
 */
export function snsAlertPublisher(client: SNSClient, topicArn: string): AlertPublisher {
  return {
    publish: async (message: RenderedMessage): Promise<void> => {
      const command = new PublishCommand({
        TopicArn: topicArn,
        Subject: message.subject,
        MessageStructure: 'json',
        Message: JSON.stringify({ default: message.json, email: message.email, sms: message.sms }),
        MessageAttributes: attributesOf(message),
      });
      try {
        await client.send(command);
      } catch (cause) {
        const name = cause instanceof Error ? cause.name : 'unknown';
        const code = REJECTIONS.has(name) ? 'publish-rejected' : 'publish-failed';
        throw new NetbackError(code, `SNS did not take message ${message.id}: ${name}.`, {
          retryable: code === 'publish-failed',
          context: { id: message.id, error: name },
          cause,
        });
      }
    },
  };
}

function attributesOf(message: RenderedMessage) {
  return Object.fromEntries(
    Object.entries(message.attributes).map(([key, value]) => [key, { DataType: 'String', StringValue: value }]),
  );
}
