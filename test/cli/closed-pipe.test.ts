import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

test('a reader that has had enough ends the command without a word', async () => {
  const words = ['cli/netback.ts', 'simulate', '--seed', '1', '--ticks', '6', '--runs', '200', '--sites', '1'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
  });
  expect([code, stderr]).toEqual([141, '']);
});
