import { describe, expect, it } from 'vitest';
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
