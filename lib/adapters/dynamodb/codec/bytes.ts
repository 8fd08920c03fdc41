import { NetbackError } from '../../../domain/errors.ts';

/** Appends to a growing run of bytes. */
export type ByteWriter = {
  byte(value: number): void;
  /** A whole number from 0 to 2^53 − 1, seven bits a byte, least significant first. */
  varint(value: number): void;
  float64(value: number): void;
  raw(bytes: Uint8Array): void;
  text(text: string): void;
  finish(): Uint8Array;
};

/** Reads what a ByteWriter wrote, in the same order. */
export type ByteReader = {
  byte(): number;
  varint(): number;
  float64(): number;
  text(): string;
  /** Throws when bytes are left over: the item is not what the codec wrote. */
  end(): void;
};

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
const SEVEN_BITS = 128;

/** An empty run of bytes; the buffer doubles as it fills. */
export function byteWriter(): ByteWriter {
  let buffer = new Uint8Array(512);
  let length = 0;
  const room = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  const byte = (value: number): void => {
    room(1);
    buffer[length] = value;
    length += 1;
  };
  const varint = (value: number): void => {
    room(8);
    let rest = value;
    while (rest >= SEVEN_BITS) {
      buffer[length] = (rest % SEVEN_BITS) + SEVEN_BITS;
      length += 1;
      rest = Math.floor(rest / SEVEN_BITS);
    }
    buffer[length] = rest;
    length += 1;
  };
  const raw = (bytes: Uint8Array): void => {
    room(bytes.length);
    buffer.set(bytes, length);
    length += bytes.length;
  };
  return {
    byte,
    varint,
    raw,
    float64: (value) => {
      room(8);
      new DataView(buffer.buffer).setFloat64(length, value, true);
      length += 8;
    },
    text: (text) => {
      const bytes = ENCODER.encode(text);
      varint(bytes.length);
      raw(bytes);
    },
    finish: () => buffer.slice(0, length),
  };
}

/** Reads from the start of `bytes`; anything out of shape is a `storage-failed` error. */
export function byteReader(bytes: Uint8Array): ByteReader {
  let position = 0;
  const take = (count: number): number => {
    const start = position;
    position += count;
    if (position > bytes.length) throw damaged(`ends at byte ${bytes.length}, wanted ${position}`);
    return start;
  };
  const byte = (): number => bytes[take(1)] as number;
  const varint = (): number => {
    let value = 0;
    let weight = 1;
    for (;;) {
      const next = byte();
      value += (next % SEVEN_BITS) * weight;
      if (next < SEVEN_BITS) return value;
      weight *= SEVEN_BITS;
      if (weight > Number.MAX_SAFE_INTEGER) throw damaged('a number is longer than 53 bits');
    }
  };
  return {
    byte,
    varint,
    float64: () => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(take(8), true),
    text: () => {
      const count = varint();
      const start = take(count);
      return DECODER.decode(bytes.subarray(start, start + count));
    },
    end: () => {
      if (position !== bytes.length) throw damaged(`has ${bytes.length - position} bytes too many`);
    },
  };
}

function damaged(what: string): NetbackError {
  return new NetbackError('storage-failed', `A stored item ${what}; it was not written by this codec.`);
}
