/** Encodings that report files are read in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1252';

/** Bytes from which the encoding is judged. */
const SAMPLE_BYTES = 65_536;

/**
 * The encoding of a report file: by its byte order mark; by the zero bytes that UTF-16 text of
 * ASCII is full of; UTF-8 where the bytes are valid UTF-8; else one of the two code pages that
 * spreadsheets still write. Of those, Cyrillic words are runs of high bytes, while accents of
 * western languages stand alone: that only decides how names read, digits are the same in both.
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
  return highByteRuns(sample) > 0.5 ? 'windows-1251' : 'windows-1252';
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

/** Of the bytes above 0x7F, the share that has another one beside it. */
function highByteRuns(sample: Uint8Array): number {
  const isHigh = (index: number): boolean => (sample[index] ?? 0) > 0x7f;
  let [high, inRuns] = [0, 0];
  for (let index = 0; index < sample.length; index += 1) {
    if (!isHigh(index)) continue;
    high += 1;
    if (isHigh(index - 1) || isHigh(index + 1)) inRuns += 1;
  }
  return high === 0 ? 0 : inRuns / high;
}
