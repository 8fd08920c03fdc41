import { NetbackError } from '../../../domain/errors.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';

/**
 * How a column of figures is written; the first byte of every column. Whole figures are zig-zag
 * varints of the difference to the row before, figures with up to three decimals are the same in
 * thousandths, all others are IEEE 754 doubles. What the whole column shares is written once.
 */
const ALL_NULL = 0;
const CONSTANT = 1;
const EVEN_STEPS = 2;
const DELTAS = 3;
const THOUSANDTHS = 16;
const DOUBLES = 32;

/** Codes of one row in a column of deltas: unknown, a figure written whole, else zig-zag + 2. */
const NULL_CODE = 0;
const WHOLE_CODE = 1;
const FIRST_DELTA_CODE = 2;
/** Beyond this a zig-zag code no longer fits 53 bits and the figure is written whole. */
const MAX_DELTA = 2 ** 51;

type Figures = readonly (number | null)[];

/** Writes one column; unknown (null) stays unknown and no figure loses a digit. */
export function writeColumn(writer: ByteWriter, figures: Figures): void {
  const first = figures[0] ?? null;
  let isWhole = true;
  let isConstant = true;
  for (const figure of figures) {
    if (figure !== first) isConstant = false;
    if (figure !== null && !Number.isSafeInteger(figure)) isWhole = false;
  }
  if (isWhole) {
    writeWhole(writer, figures, isConstant, 0);
    return;
  }
  const thousandths = inThousandths(figures);
  if (thousandths !== null) {
    writeWhole(writer, thousandths, isConstant, THOUSANDTHS);
  } else if (isConstant) {
    writer.byte(DOUBLES + CONSTANT);
    writer.float64(first as number);
  } else {
    writer.byte(DOUBLES + DELTAS);
    for (const figure of figures) writer.float64(figure ?? Number.NaN);
  }
}

/** The figures times 1,000 where that is exact for all of them, else null. */
function inThousandths(figures: Figures): Figures | null {
  const thousandths: (number | null)[] = [];
  for (const figure of figures) {
    const thousandth = figure === null ? null : Math.round(figure * 1000);
    if (thousandth !== null && (!Number.isSafeInteger(thousandth) || thousandth / 1000 !== figure)) return null;
    thousandths.push(thousandth);
  }
  return thousandths;
}

/** Reads one column of `rows` figures. */
export function readColumn(reader: ByteReader, rows: number): (number | null)[] {
  const mode = reader.byte();
  if (mode === DOUBLES + CONSTANT) return new Array<number>(rows).fill(reader.float64());
  if (mode === DOUBLES + DELTAS) {
    const figures: (number | null)[] = [];
    for (let row = 0; row < rows; row += 1) {
      const value = reader.float64();
      figures.push(Number.isNaN(value) ? null : value);
    }
    return figures;
  }
  const whole = readWhole(reader, mode % THOUSANDTHS, rows);
  if (mode < THOUSANDTHS) return whole;
  return whole.map((figure) => (figure === null ? null : figure / 1000));
}

function writeWhole(writer: ByteWriter, figures: Figures, isConstant: boolean, scale: number): void {
  const first = figures[0] ?? null;
  const second = figures[1] ?? null;
  if (isConstant) {
    writer.byte(scale + (first === null ? ALL_NULL : CONSTANT));
    if (first !== null) writeSigned(writer, first);
  } else if (first !== null && second !== null && figures.length > 2 && isEven(figures, first, second - first)) {
    writer.byte(scale + EVEN_STEPS);
    writeSigned(writer, first);
    writeSigned(writer, second - first);
  } else {
    writer.byte(scale + DELTAS);
    let before = 0;
    for (const figure of figures) {
      writeDelta(writer, figure, before);
      before = figure ?? before;
    }
  }
}

function isEven(figures: Figures, first: number, step: number): boolean {
  if (Math.abs(step) >= MAX_DELTA) return false;
  for (let row = 2; row < figures.length; row += 1) {
    if (figures[row] !== first + step * row) return false;
  }
  return true;
}

function readWhole(reader: ByteReader, mode: number, rows: number): (number | null)[] {
  if (mode === ALL_NULL) return new Array<null>(rows).fill(null);
  if (mode === CONSTANT) return new Array<number>(rows).fill(readSigned(reader));
  if (mode === EVEN_STEPS) {
    const first = readSigned(reader);
    const step = readSigned(reader);
    const figures: number[] = [];
    for (let row = 0; row < rows; row += 1) figures.push(first + step * row);
    return figures;
  }
  if (mode !== DELTAS) throw new NetbackError('storage-failed', `A stored column has the unknown mode ${mode}.`);
  const figures: (number | null)[] = [];
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    const figure = readDelta(reader, before);
    figures.push(figure);
    before = figure ?? before;
  }
  return figures;
}

function writeDelta(writer: ByteWriter, figure: number | null, before: number): void {
  if (figure === null) {
    writer.varint(NULL_CODE);
  } else if (Math.abs(figure - before) < MAX_DELTA) {
    writer.varint(zigzag(figure - before) + FIRST_DELTA_CODE);
  } else {
    writer.varint(WHOLE_CODE);
    writeSigned(writer, figure);
  }
}

function readDelta(reader: ByteReader, before: number): number | null {
  const code = reader.varint();
  if (code === NULL_CODE) return null;
  return code === WHOLE_CODE ? readSigned(reader) : before + unzigzag(code - FIRST_DELTA_CODE);
}

/** A whole figure up to ± (2^53 − 1): zig-zag, or where that does not fit 53 bits code 0 or 1 and the magnitude. */
function writeSigned(writer: ByteWriter, figure: number): void {
  if (Math.abs(figure) < MAX_DELTA) {
    writer.varint(zigzag(figure) + 2);
  } else {
    writer.varint(figure < 0 ? 1 : 0);
    writer.varint(Math.abs(figure));
  }
}

function readSigned(reader: ByteReader): number {
  const code = reader.varint();
  if (code >= 2) return unzigzag(code - 2);
  const magnitude = reader.varint();
  return code === 1 ? -magnitude : magnitude;
}

/** 0, −1, 1, −2, … as 0, 1, 2, 3, … */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(code: number): number {
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}
