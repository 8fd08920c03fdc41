import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const netback = (...args: string[]) =>
  run(process.execPath, ['cli/netback.ts', 'send-test', ...args]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );

it('sends a marked message through a topic to each audience, and sees each arrive', async () => {
  const { code, stdout } = await netback('--company', 'companies/example-co.yaml', '--json');
  expect(code).toBe(0);
  const { audiences } = JSON.parse(stdout) as { audiences: Record<string, unknown>[] };
  expect(audiences.map(({ audience, accepted }) => [audience, accepted])).toEqual([
    ['executives', true],
    ['operations', true],
    ['platform', true],
  ]);
  expect(audiences.map(({ endpoints }) => endpoints)).toEqual(
    ['executives', 'operations', 'platform'].map((one) => [{ address: `mailbox of ${one}`, status: 'received' }]),
  );
});

it('names the audiences that there are when asked for another, as wrong usage', async () => {
  expect((await netback('--company', 'companies/example-co.yaml', '--audience', 'nobody')).code).toBe(2);
});

it('wants the address of the deployed topic, as wrong usage', async () => {
  expect((await netback('--company', 'companies/example-co.yaml', '--to', 'aws')).code).toBe(2);
});
