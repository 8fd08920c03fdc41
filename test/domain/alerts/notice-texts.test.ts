import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noticeTexts } from '#lib/domain/alerts/render/notice-texts.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import { instant } from '#lib/domain/instant.ts';
import { content, MIDNIGHT, notice, VALUES } from './contents.ts';

const NOTICES = [
  notice('north', { siteName: 'Северная №3' }),
  notice('south', { severity: 'critical', views: { last24hUsdPerDay: -3.5, last7dUsdPerDay: null } }),
  notice('west', { closedAt: instant(MIDNIGHT + 900), closeReason: 'cleared', permitLimitMcfPerDay: 40 }),
  notice('east', { closedAt: instant(MIDNIGHT + 900), closeReason: 'decommissioned' }),
  notice('away', { values: { ...VALUES, retargetAt: MIDNIGHT, retargetLowPercent: -1.5, retargetHighPercent: 4.25 } }),
  notice(null, { value: 5400 }),
];

const told = fc.record({
  firing: fc.subarray(NOTICES),
  resolved: fc.subarray(NOTICES.filter(({ closedAt }) => closedAt !== null)),
  kind: fc.constantFrom('firing', 'escalated', 'resolved', 'reminder', 'flapping'),
  rule: fc.constantFrom('unprofitable', 'flaring-rise', 'site-data-stale', 'price-feed-stale', 'user-own'),
  locale: fc.constantFrom('en', 'ru', 'es', 'pt-BR'),
  timezone: fc.constantFrom('UTC', 'America/Chicago', 'Asia/Kathmandu'),
});

test('audiences that are told the same notices read what each of them would read alone', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 2, maxLength: 8 }), (messages) => {
      const texts = noticeTexts();
      for (const one of messages) {
        const { firing, resolved } = one;
        const some = content({ ...one, firingCount: firing.length, resolvedCount: resolved.length } as object);
        expect(renderMessage(some, texts)).toEqual(renderMessage(some));
      }
    }),
    { numRuns: 200 },
  );
});

test('one moment stands in the zone of each audience, also where its line was written for another', () => {
  const texts = noticeTexts();
  const firing = [NOTICES[4] as (typeof NOTICES)[0]];
  const mail = (timezone: string) => renderMessage(content({ firing, timezone }), texts).email;
  // Midnight UTC: 18:00 of the day before in Chicago, 05:45 in Kathmandu; the onset is an hour earlier.
  expect(mail('America/Chicago')).toContain('+4.3 %, 2023-02-14 18:00 America/Chicago');
  expect(mail('Asia/Kathmandu')).toContain('+4.3 %, 2023-02-15 05:45 Asia/Kathmandu');
  expect(mail('Asia/Kathmandu')).toMatch(/Since +2023-02-15 04:45 Asia\/Kathmandu\n/);
});
