import type { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { NetbackError } from '../../domain/errors.ts';

/** A rotated secret is taken up within this time, without a deploy. */
const KEPT_MILLISECONDS = 5 * 60 * 1000;

type Kept = { readonly value: string; readonly untilMilliseconds: number };

/**
 * Reads secrets from SSM Parameter Store (SecureString) by the names that the company file gives them,
 * each at most once in five minutes. The client is loaded with the first secret: a start that needs none
 * does not wait for it. Throws `storage-failed` with the name and SSM's reason, never the value; what
 * needs the secret then fails alone.
 */
export function ssmSecrets(nowMilliseconds: () => number): (name: string) => Promise<string> {
  let client: SSMClient | null = null;
  const kept = new Map<string, Kept>();
  return async (name) => {
    const known = kept.get(name);
    if (known !== undefined && known.untilMilliseconds > nowMilliseconds()) return known.value;
    const ssm = await import('@aws-sdk/client-ssm');
    client ??= new ssm.SSMClient({ maxAttempts: 2 });
    const value = await read(client, new ssm.GetParameterCommand({ Name: name, WithDecryption: true }), name);
    kept.set(name, { value, untilMilliseconds: nowMilliseconds() + KEPT_MILLISECONDS });
    return value;
  };
}

async function read(client: SSMClient, command: GetParameterCommand, name: string): Promise<string> {
  try {
    const { Parameter } = await client.send(command);
    if (Parameter?.Value !== undefined && Parameter.Value !== '') return Parameter.Value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.name : 'unknown';
    throw new NetbackError('storage-failed', `Secret ${name} cannot be read (${reason}); check that it exists.`, {
      retryable: true,
      context: { name, reason },
      cause,
    });
  }
  throw new NetbackError('storage-failed', `Secret ${name} is empty; store its value in SSM Parameter Store.`);
}
