import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { MessageReason } from '#lib/domain/alerts/message.ts';
import { CLOSED_OTHERWISE } from '#lib/domain/alerts/render/language.ts';
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

const REASONS: Readonly<Record<MessageReason, true>> = {
  first: true,
  new: true,
  escalated: true,
  unmuted: true,
  'all-resolved': true,
  'new-resolved': true,
  repeat: true,
};

it('shows every reason to send a message, and every way in which an alert ends', () => {
  const told = messageSamples().map(([, message]) => JSON.parse(message.json));
  const reasons = told.flatMap((one): string[] => one.reasons ?? []);
  const ends = told.flatMap((one) =>
    (one.resolved ?? []).map(({ closeReason }: { closeReason: string }) => closeReason),
  );
  expect(Object.keys(REASONS).filter((reason) => !reasons.includes(reason))).toEqual([]);
  expect(['cleared', 'settled', ...CLOSED_OTHERWISE].filter((reason) => !ends.includes(reason))).toEqual([]);
});
