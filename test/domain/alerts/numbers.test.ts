import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ENGLISH } from '#lib/domain/alerts/render/english.ts';
import { decimal } from '#lib/domain/alerts/render/numbers.ts';

it('a figure is written as the number format of the language writes it, thousands apart, never as minus zero', () => {
  const value = fc.oneof(
    fc.double({ min: -1e11, max: 1e11, noNaN: true }),
    fc.double({ min: -1e5, max: 1e5, noNaN: true }),
    fc.constantFrom(0, -0, 999, 1_000, -999, -1_000, 999_999, 1_000_000, -0.004),
  );
  fc.assert(
    fc.property(value, fc.integer({ min: 0, max: 3 }), (figure, digits) => {
      const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative' } as const;
      // toFixed rounds the binary figure, Intl its shortest decimal: ties, and digits beyond the 15th, are not judged here.
      const rounded = Number(figure.toFixed(digits));
      expect(decimal(figure, digits, ENGLISH)).toBe(rounded.toLocaleString('en-US', format));
    }),
    { numRuns: 500 },
  );
});
