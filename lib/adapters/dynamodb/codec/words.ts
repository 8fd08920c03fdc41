import { NetbackError } from '../../../domain/errors.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';

/**
 * Words that stored items repeat, by their number on disk. Append only: a word's number never
 * changes. A word that is not here is written letter by letter, so nothing needs this list to be
 * complete.
 */
const KNOWN_WORDS: readonly string[] = [
  'unprofitable',
  'flaring-rise',
  'site-data-stale',
  'price-feed-stale',
  'mass-balance',
  'idle-while-profitable',
  'better-split',
  'produced',
  'sold',
  'flared',
  'vented',
  'fuel',
  'mining',
  'injected',
  'received',
  'price',
  'network',
  'fees',
  'fx',
  'gas-index',
  'coinbase',
  'coinbase-exchange',
  'kraken',
  'bitstamp',
  'binance',
  'coingecko',
  'mempool',
  'blockstream',
  'blockchain-info',
  'blockchair',
  'bitcoin-core',
  'cbr',
  'frankfurter',
  'eia',
  'henry-hub',
  'USDRUB',
  'USDCAD',
  'market',
  'site',
  'unknown',
  'info',
  'warning',
  'critical',
  'OK',
  'PENDING',
  'FIRING',
  'RECOVERING',
  'NODATA',
  'manual',
  'unprofitable-after-retarget',
];
const NUMBER_OF = new Map(KNOWN_WORDS.map((word, index) => [word, index]));
const SPELLED = 0;
const HEXADECIMAL = 1;
const FIRST_NUMBER = 2;

/** Writes a word: its number if it has one, a hexadecimal word at half its length, else spelled out. */
export function writeWord(writer: ByteWriter, word: string): void {
  const number = NUMBER_OF.get(word);
  if (number !== undefined) {
    writer.varint(number + FIRST_NUMBER);
  } else if (/^(?:[0-9a-f]{2})+$/.test(word)) {
    writer.varint(HEXADECIMAL);
    writer.varint(word.length / 2);
    for (let at = 0; at < word.length; at += 2) writer.byte(Number.parseInt(word.slice(at, at + 2), 16));
  } else {
    writer.varint(SPELLED);
    writer.text(word);
  }
}

/** Reads what writeWord wrote. */
export function readWord(reader: ByteReader): string {
  const code = reader.varint();
  if (code === SPELLED) return reader.text();
  if (code === HEXADECIMAL) {
    const bytes = Array.from({ length: reader.varint() }, () => reader.byte());
    return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const word = KNOWN_WORDS[code - FIRST_NUMBER];
  if (word === undefined) throw new NetbackError('storage-failed', `A stored item has the unknown word ${code}.`);
  return word;
}

/** A column of words: each different word once, then which row has which. */
export function writeWordColumn(writer: ByteWriter, words: readonly (string | null)[]): void {
  const different = [...new Set(words.filter((word) => word !== null))];
  writer.varint(different.length);
  for (const word of different) writeWord(writer, word);
  if (different.length === 0 || words.length === 0) return;
  writeColumn(
    writer,
    words.map((word) => (word === null ? null : different.indexOf(word))),
  );
}

/** Reads a column of `rows` words. */
export function readWordColumn(reader: ByteReader, rows: number): (string | null)[] {
  const different = Array.from({ length: reader.varint() }, () => readWord(reader));
  if (different.length === 0 || rows === 0) return new Array<null>(rows).fill(null);
  return readColumn(reader, rows).map((index) => (index === null ? null : (different[index] ?? null)));
}
