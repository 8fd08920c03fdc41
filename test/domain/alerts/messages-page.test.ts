import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { messageSamples, messagesPage } from '../../../scripts/message-samples.ts';

it('docs/messages.md shows what the renderer makes: node scripts/messages-page.ts', () => {
  expect(readFileSync('docs/messages.md', 'utf8')).toBe(messagesPage());
});

it('shows every kind of message', () => {
  const kinds = new Set(messageSamples().map(([, message]) => message.attributes.kind));
  expect([...kinds].sort()).toEqual([
    'correction',
    'digest',
    'escalated',
    'firing',
    'flapping',
    'reminder',
    'resolved',
    'test',
  ]);
});
