import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { deliveredTexts } from './delivered-text.ts';

/** A message as an audience's mailbox received it. */
export type MailboxEntry = {
  readonly audience: string;
  readonly subject: string;
  /** As a machine (queue, hook) gets it: JSON. */
  readonly body: string;
  /** As a mail shows it. */
  readonly email: string;
};

export type LocalSns = {
  readonly endpoint: string;
  /** Creates the topic and one mailbox queue per audience, filtered by audience alone. */
  prepare(topic: string, audiences: readonly string[]): Promise<string>;
  /** Moves what arrived into the mailbox files and returns it, in order of arrival. */
  drain(): Promise<readonly MailboxEntry[]>;
  stop(): Promise<void>;
};

const BATCH = 10;

/** SNS and SQS in this process, kept in `folder`: a queue per audience stands in for mail and SMS. */
export async function startSns(folder: string): Promise<LocalSns> {
  const mailbox = path.join(folder, 'mailbox');
  await mkdir(mailbox, { recursive: true });
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, dataDir: path.join(folder, 'sns') });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const settings = { endpoint, region: 'us-east-1', credentials };
  const sns = new SNSClient(settings);
  const sqs = new SQSClient(settings);
  const queues = new Map<string, { readonly name: string; readonly url: string }>();
  return {
    endpoint,
    prepare: async (topic, audiences) => {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: topic }));
      for (const audience of audiences) {
        const name = `${topic}-${audience}`;
        queues.set(audience, { name, url: await subscribeQueue(sns, sqs, TopicArn ?? '', name, audience) });
      }
      return TopicArn ?? '';
    },
    drain: async () => {
      const entries: MailboxEntry[] = [];
      for (const [audience, { name, url }] of queues) {
        const waiting = server.inspectQueue(name)?.messages;
        if (waiting !== undefined && waiting.ready.length === 0 && waiting.inflight.length === 0) continue;
        entries.push(...(await drainQueue(sqs, url, audience, mailbox)));
      }
      return entries;
    },
    stop: async () => {
      sns.destroy();
      sqs.destroy();
      await server.stop();
    },
  };
}

async function subscribeQueue(
  sns: SNSClient,
  sqs: SQSClient,
  topicArn: string,
  name: string,
  audience: string,
): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { FilterPolicy: JSON.stringify({ audience: [audience] }) },
    }),
  );
  return QueueUrl ?? '';
}

/** Written to the mailbox file before it leaves the queue: a kill in between leaves it in both. */
async function drainQueue(
  sqs: SQSClient,
  url: string,
  audience: string,
  folder: string,
): Promise<readonly MailboxEntry[]> {
  const entries: MailboxEntry[] = [];
  for (;;) {
    const received = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: 0,
        VisibilityTimeout: 30,
      }),
    );
    const messages = received.Messages ?? [];
    if (messages.length === 0) return entries;
    for (const message of messages) {
      const envelope = JSON.parse(message.Body ?? '{}') as { Subject?: string; Message?: string };
      const { default: body, email, sms } = deliveredTexts(envelope.Message ?? '');
      const line = JSON.stringify({ ...envelope, Message: body, email, sms });
      await appendFile(path.join(folder, `${audience}.jsonl`), `${line}\n`);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
      entries.push({ audience, subject: envelope.Subject ?? '', body, email });
    }
  }
}
