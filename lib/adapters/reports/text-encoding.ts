/** Encodings that report files are read in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1252';

/** Bytes from which the encoding is judged. */
const SAMPLE_BYTES = 65_536;

/**
 * The encoding of a report file: by its byte order mark; by the zero bytes that UTF-16 text of
 * ASCII is full of; UTF-8 where the bytes are valid UTF-8; else one of the two code pages that
 * spreadsheets still write. Of those, a Cyrillic word has no ASCII letter in it, while a western one
 * has accents among them, also two side by side ("Produção"): that only decides how names read,
 * digits are the same in both.
 */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const [first, second, third] = sample;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = zeroShares(sample);
  if (zeros.odd > 0.4 && zeros.even < 0.1) return 'utf-16le';
  if (zeros.even > 0.4 && zeros.odd < 0.1) return 'utf-16be';
  if (isUtf8(sample)) return 'utf-8';
  return isCyrillic(sample) ? 'windows-1251' : 'windows-1252';
}

/** The text of a report file without its byte order mark. Bytes that the encoding does not have become U+FFFD. */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  const encoding = detectEncoding(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** Valid up to a character that the end of the sample cuts. */
function isUtf8(sample: Uint8Array): boolean {
  for (let cut = 0; cut < 4; cut += 1) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(sample.subarray(0, sample.length - cut));
      return true;
    } catch {
      if (sample.length < SAMPLE_BYTES) return false;
    }
  }
  return false;
}

function zeroShares(sample: Uint8Array): { readonly even: number; readonly odd: number } {
  let [even, odd] = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = Math.max(1, sample.length / 2);
  return { even: even / half, odd: odd / half };
}

/** Whether more letters above 0x7F stand in words of their own kind than among ASCII letters. */
function isCyrillic(sample: Uint8Array): boolean {
  let [alone, among, high, ascii] = [0, 0, 0, 0];
  const endWord = (): void => {
    if (ascii > 0) among += high;
    else if (high > 1) alone += high;
    high = 0;
    ascii = 0;
  };
  for (const byte of sample) {
    if (isHighLetter(byte)) high += 1;
    else if (isAsciiLetter(byte)) ascii += 1;
    else endWord();
  }
  endWord();
  return alone > among;
}

/** The letters of both code pages: 0xC0 to 0xFF, and Ё and ё. */
function isHighLetter(byte: number): boolean {
  return byte >= 0xc0 || byte === 0xa8 || byte === 0xb8;
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
