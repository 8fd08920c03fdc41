import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { snsAlertPublisher, snsClient } from '#lib/adapters/sns/alert-publisher.ts';
import { type TopicSubscription, topicSubscriptions } from '#lib/adapters/sns/subscriptions.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import { testMessage } from '#lib/domain/alerts/render/test-message.ts';
import type { Audience, Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { instant } from '#lib/domain/instant.ts';
import { startSns } from '#local/sns.ts';
import { formatProblem } from './check.ts';

export type SendTestOptions = {
  readonly company: string;
  readonly audience?: string;
  readonly to: string;
  readonly topicArn?: string;
  readonly json?: boolean;
};

/** What became of one audience's message, and of each of its addresses. */
type Outcome = {
  readonly audience: string;
  readonly id: string;
  readonly accepted: boolean;
  readonly reason: string | null;
  readonly endpoints: readonly { readonly address: string; readonly status: string }[];
};

/**
 * `netback send-test`: a marked test message to each audience through the topic and the publisher
 * that alerts use. It leaves no trace in the company's state. Answers 1 when a message was refused
 * or an address has not confirmed its subscription.
 */
export async function sendTestCommand(options: SendTestOptions): Promise<number> {
  const loaded = loadCompany(options.company);
  if (!loaded.ok) throw new NetbackError('config-invalid', loaded.problems.map(formatProblem).join('\n'));
  const audiences = audiencesOf(loaded.company, options.audience);
  const outcomes =
    options.to === 'aws'
      ? await viaAws(loaded.company, audiences, options)
      : await viaLocal(loaded.company, audiences, options);
  if (options.json === true) process.stdout.write(`${JSON.stringify({ audiences: outcomes })}\n`);
  else for (const outcome of outcomes) process.stdout.write(`${linesOf(outcome)}\n`);
  const isWell = ({ accepted, endpoints }: Outcome) => accepted && endpoints.every(({ status }) => !BAD.has(status));
  return outcomes.every(isWell) ? 0 : 1;
}

const BAD = new Set(['not subscribed', 'not confirmed', 'not received']);

function audiencesOf(company: Company, id: string | undefined): readonly Audience[] {
  const found = id === undefined ? company.audiences : company.audiences.filter((one) => one.id === id);
  if (found.length > 0) return found;
  const known = company.audiences.map((one) => one.id).join(', ');
  throw new NetbackError('usage', `--audience is "${id}"; expected one of: ${known}.`);
}

/** The topic of this machine: each audience's mailbox says whether the message came through. */
async function viaLocal(
  company: Company,
  audiences: readonly Audience[],
  options: SendTestOptions,
): Promise<Outcome[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'netback-send-test-'));
  const sns = await startSns(folder);
  try {
    useLocalSns(sns.endpoint);
    const topicArn = await sns.prepare(
      `netback-${company.company}`,
      audiences.map((one) => one.id),
    );
    const outcomes = await publishAll(company, audiences, topicArn, options);
    const received = new Set((await sns.drain()).map((entry) => (JSON.parse(entry.body) as { id: string }).id));
    return outcomes.map((outcome) => {
      const status = received.has(outcome.id) ? 'received' : 'not received';
      return { ...outcome, endpoints: [{ address: `mailbox of ${outcome.audience}`, status }] };
    });
  } finally {
    await sns.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The SDK reads these itself, as it does in a deployed function. */
function useLocalSns(endpoint: string): void {
  process.env.AWS_ENDPOINT_URL_SNS = endpoint;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
}

/** The deployed topic: each address of the company file is looked up among its subscriptions. */
async function viaAws(company: Company, audiences: readonly Audience[], options: SendTestOptions): Promise<Outcome[]> {
  const topicArn = options.topicArn ?? process.env.NETBACK_TOPIC_ARN;
  if (topicArn === undefined) {
    throw new NetbackError('usage', '--topic-arn is missing; it is the output TopicArn of the stack.');
  }
  const subscriptions = await topicSubscriptions(snsClient(), topicArn);
  const outcomes = await publishAll(company, audiences, topicArn, options);
  return outcomes.map((outcome) => {
    const audience = audiences.find((one) => one.id === outcome.audience);
    const endpoints = (audience?.subscribe ?? []).map((subscription) => endpointStatus(subscription, subscriptions));
    return { ...outcome, endpoints };
  });
}

function endpointStatus(subscription: Audience['subscribe'][number], all: readonly TopicSubscription[]) {
  const address = Object.values(subscription)[0] as string;
  const found = all.filter((one) => one.address === address);
  const status =
    found.length === 0 ? 'not subscribed' : found.some((one) => one.isConfirmed) ? 'confirmed' : 'not confirmed';
  return { address, status };
}

async function publishAll(
  company: Company,
  audiences: readonly Audience[],
  topicArn: string,
  options: SendTestOptions,
): Promise<Outcome[]> {
  const publisher = snsAlertPublisher(snsClient(), topicArn);
  const at = instant(Date.now() / 1000);
  const outcomes: Outcome[] = [];
  for (const audience of audiences) {
    const message = testMessage(company, audience, at);
    const reason = await publisher.publish(message).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    outcomes.push({ audience: audience.id, id: message.id, accepted: reason === null, reason, endpoints: [] });
    if (options.json !== true) process.stderr.write(`${audience.id}: ${message.subject}\n`);
  }
  return outcomes;
}

function linesOf({ audience, accepted, reason, endpoints }: Outcome): string {
  const head = `${accepted ? 'ok  ' : 'FAIL'}  ${audience}: ${accepted ? 'accepted by the topic' : reason}`;
  return [head, ...endpoints.map(({ address, status }) => `      ${address}: ${status}`)].join('\n');
}
