import { describe, expect, it } from 'vitest';
import { languageOf } from '#lib/domain/alerts/render/languages.ts';
import { age, decimal, mcf, perDay } from '#lib/domain/alerts/render/numbers.ts';
import { asciiName, cleanName, cutTo, shownName, toAscii, toGsm } from '#lib/domain/alerts/render/plain-text.ts';

describe('plain ASCII', () => {
  it('keeps every printable character of its own, from blank to tilde', () => {
    const all = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
    expect(toAscii(`x${all}x`)).toBe(`x${all}x`);
  });

  it('spells Cyrillic as English does, and capitals as capitals', () => {
    expect(toAscii('Южно-Приобское ГПЗ, Щука')).toBe('Yuzhno-Priobskoe GPZ, Shchuka');
  });

  it('takes off marks, spells what has none, and shows the rest as one question mark', () => {
    expect(toAscii('Área São Łódź №5')).toBe('Area Sao Lodz No.5');
    expect(toAscii('井戸 7')).toBe('? 7');
    // the ligature falls apart into f and i
    expect(toAscii('ﬁeld')).toBe('field');
  });

  it('gives way to the id where a name cannot be spelled', () => {
    expect(asciiName('Площадка 7', 'pad-7')).toBe('Ploshchadka 7');
    expect(asciiName('井戸', 'pad-7')).toBe('pad-7');
    expect(asciiName('\u200b', 'pad-7')).toBe('pad-7');
  });

  it('of an SMS has no characters that take two places', () => {
    expect(toGsm('[a]{b}\\|c`^~')).toBe("(a)(b)//c'''");
  });
});

describe('a name', () => {
  it('of up to 60 characters is whole, a longer one ends in three dots', () => {
    expect(cleanName('n'.repeat(60))).toBe('n'.repeat(60));
    expect(cleanName('ñ'.repeat(60))).toBe('ñ'.repeat(60));
    expect(cleanName('ñ'.repeat(61))).toBe(`${'ñ'.repeat(59)}…`);
    expect(cleanName('n'.repeat(61))).toBe(`${'n'.repeat(59)}…`);
  });

  it('of plain letters has single blanks, none at its ends', () => {
    expect(cleanName(' North  Pad\t7 ')).toBe('North Pad 7');
    expect(cleanName('North  Pad 7')).toBe('North Pad 7');
    expect(cleanName('North Pad 7')).toBe('North Pad 7');
    expect(cleanName('North Pad 7\n')).toBe('North Pad 7');
  });

  it('of nothing visible gives way to the id, and to nothing without one', () => {
    expect(shownName('\u202e', 'pad-7')).toBe('pad-7');
    expect(shownName(null, 'pad-7')).toBe('pad-7');
    expect(shownName(null, null)).toBe('');
    expect(shownName('Pad', 'pad-7')).toBe('Pad');
  });
});

describe('a text cut to a limit', () => {
  it('is whole up to it, and beyond it ends in three dots within it', () => {
    expect(cutTo('abcdef', 6)).toBe('abcdef');
    expect(cutTo('abcdefg', 6)).toBe('abc...');
  });

  it('is cut between characters, not within one, and not behind a blank', () => {
    // each oil drum takes two UTF-16 units: one fits into 6 − 3 = 3
    expect(cutTo('🛢🛢🛢🛢', 6)).toBe('🛢...');
    expect(cutTo('ab cdefg', 6)).toBe('ab...');
  });
});

describe('a number', () => {
  const en = languageOf('en');

  it('is grouped by thousands, however long, with its sign and its decimals', () => {
    const shown = [0, 999, 1000, 999_999, 1_234_567, 1_234_567_890].map((value) => decimal(value, 0, en));
    expect(shown).toEqual(['0', '999', '1,000', '999,999', '1,234,567', '1,234,567,890']);
    expect([decimal(-1234.5, 2, en), decimal(-0.4, 0, en)]).toEqual(['-1,234.50', '0']);
  });

  it('of dollars a day has cents below 10, of Mcf a day a tenth below 100', () => {
    expect([9.994, 10, 12.5].map((value) => perDay(value, en))).toEqual(['9.99 USD/day', '10 USD/day', '13 USD/day']);
    expect([99.94, 100].map((value) => mcf(value, en))).toEqual(['99.9 Mcf/day', '100 Mcf/day']);
  });

  it('of an age is in minutes, hours or days', () => {
    const [hour, day] = [3600, 86_400];
    expect([90 * 60, 5 * day - 1, 5 * day].map((seconds) => age(seconds, en))).toEqual(['90 min', '119 h', '5 days']);
    expect(age(2 * hour, en)).toBe('2 h');
  });
});
