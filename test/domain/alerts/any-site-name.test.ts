import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageContent } from '#lib/domain/alerts/message.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import { content, MIDNIGHT, notice, VALUES } from './contents.ts';

/** The GSM 03.38 default alphabet, basic set (3GPP TS 23.038, read 2026-11-24), as far as it is ASCII. */
const GSM_BASIC_ASCII = /^[A-Za-z0-9 @$_!"#%&'()*+,\-./:;<=>?]*$/;
const PRINTABLE_ASCII = /^[ -~]+$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

describe('any site name', () => {
  const anyContent = fc
    .record({
      names: fc.array(fc.string({ unit: 'binary', maxLength: 120 }), { minLength: 1, maxLength: 10 }),
      company: fc.string({ unit: 'binary', maxLength: 200 }),
      kind: fc.constantFrom('firing', 'escalated', 'resolved', 'reminder' as const),
      rule: fc.constantFrom(
        'unprofitable',
        'flaring-rise',
        'mass-balance',
        'idle-while-profitable',
        'user-own' as const,
      ),
      figure: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })),
      count: fc.integer({ min: 0, max: 5000 }),
      locale: fc.constantFrom('en', 'ru', 'es', 'pt', 'xx'),
    })
    .map(({ names, company, kind, rule, figure, count, locale }): MessageContent => {
      const values = { ...VALUES, meanAdvantageUsdPerDay: figure, mineUsdPerDay: figure };
      const isOver = kind === 'resolved';
      const told = names.map((siteName, index) =>
        notice(`site-${index}`, {
          siteName,
          values,
          value: figure,
          closedAt: isOver ? MIDNIGHT : null,
          closeReason: isOver ? 'cleared' : null,
        }),
      );
      return content({
        kind,
        rule,
        locale,
        companyName: company,
        totalUsdPerDay: figure,
        firing: isOver ? [] : told,
        firingCount: isOver ? 0 : told.length + count,
        resolved: isOver ? told : [],
        resolvedCount: isOver ? told.length + count : 0,
      });
    });

  it('keeps every channel within its limits and its alphabet', () => {
    fc.assert(
      fc.property(anyContent, (one) => {
        const message = renderMessage(one);
        expect(message.subject).toMatch(PRINTABLE_ASCII);
        expect(message.subject.length).toBeLessThanOrEqual(99);
        if (one.locale === 'ru') expect(message.sms.length).toBeLessThanOrEqual(134);
        else expect(message.sms).toMatch(GSM_BASIC_ASCII);
        expect(message.sms.length).toBeLessThanOrEqual(300);
        expect(message.email.replaceAll('\n', '')).not.toMatch(INVISIBLE);
        expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(256 * 1024);
        expect(renderMessage(one)).toEqual(message);
      }),
      { numRuns: 300 },
    );
  });

  it('takes out what could turn a line around or forge one', () => {
    const firing = [notice('a', { siteName: 'Pad\u202e 12\nRESOLVED: all is well\u0007' })];
    const message = renderMessage(content({ firing }));
    expect(message.subject).toContain('Pad 12 RESOLVED: all is well:');
    expect(message.email).not.toContain('\u202e');
    expect(message.email.split('\n').filter((line) => line.startsWith('RESOLVED'))).toEqual([]);
  });

  it('spells Cyrillic in the subject and falls back to the id for what cannot be spelled', () => {
    expect(renderMessage(content({ firing: [notice('a', { siteName: 'Северная №3' })] })).subject).toContain(
      'Severnaya No.3:',
    );
    expect(renderMessage(content({ firing: [notice('pad-7', { siteName: '北垫' })] })).subject).toContain('] pad-7:');
  });
});
