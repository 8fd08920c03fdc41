import { randomUUID } from 'node:crypto';
import { signatureOf } from '#lib/adapters/http/report-signature.ts';
import type { NormalisedRow } from '#lib/adapters/reports/normalised-row.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { canonicalFields, type ImportOutput } from './import-output.ts';

/** Below the API's 4 MB with room to spare. */
const MAX_BATCH_CHARACTERS = 3_000_000;
const POST_MILLISECONDS = 30_000;

/**
 * Prints as `printed` does and posts the rows in signed batches to the API at `url` (interfaces.md
 * section 7). The key is given by NETBACK_PUSH_KEY_ID and NETBACK_PUSH_SECRET.
 */
export function postingOutput(printed: ImportOutput, url: string, site: string): ImportOutput {
  const { NETBACK_PUSH_KEY_ID: keyId = '', NETBACK_PUSH_SECRET: secret = '' } = process.env;
  if (keyId === '' || secret === '') {
    throw new NetbackError('usage', '--to needs NETBACK_PUSH_KEY_ID and NETBACK_PUSH_SECRET in the environment.');
  }
  const target = targetOf(url, site);
  let batch: string[] = [];
  let size = 0;
  let isGood = true;
  const post = async (): Promise<void> => {
    if (batch.length === 0) return;
    const body = `[${batch.join(',\n')}]`;
    batch = [];
    size = 0;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = randomUUID();
    const signature = signatureOf(secret, { method: 'POST', path: target.pathname, timestamp, nonce, body });
    const answer = await fetch(target, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(POST_MILLISECONDS),
      headers: {
        'content-type': 'application/json',
        'netback-key-id': keyId,
        'netback-timestamp': timestamp,
        'netback-nonce': nonce,
        'netback-signature': signature,
      },
    });
    const text = (await answer.text()).slice(0, 2000);
    if (!answer.ok) isGood = false;
    process.stderr.write(`${target.host} answered ${answer.status}: ${text}\n`);
  };
  return {
    ...printed,
    row: (row: NormalisedRow) => {
      printed.row(row);
      const { volumeMcf: _, ...fields } = canonicalFields(row);
      batch.push(JSON.stringify(fields));
      size += batch.at(-1)?.length ?? 0;
    },
    drained: async () => {
      await printed.drained();
      if (size > MAX_BATCH_CHARACTERS) await post();
    },
    end: async () => {
      await post();
      return (await printed.end()) && isGood;
    },
  };
}

function targetOf(url: string, site: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  const isLocal = base !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(base.hostname);
  if (base === null || (base.protocol !== 'https:' && !isLocal)) {
    throw new NetbackError('usage', `--to is "${url}"; expected https://…, or http:// on this machine.`);
  }
  return new URL(`/v1/sites/${encodeURIComponent(site)}/reports`, base);
}
