import { type AlertState, INITIAL_ALERT_STATE } from '../../../domain/alerts/alert-state.ts';
import { SITE_RULES } from '../../../domain/alerts/rule.ts';
import { after, type Instant } from '../../../domain/instant.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';
import { readExtras, writeExtras } from './extras.ts';
import { readWord, writeWord } from './words.ts';

/**
 * The fields of an alert state with a place of their own, in the order of their bits. Append only.
 * A field that is not here is written as JSON by its name.
 */
const FIELDS = [
  ['condition', 'word'],
  ['prior', 'word'],
  ['since', 'time'],
  ['clearSince', 'time'],
  ['onset', 'time'],
  ['openedAt', 'time'],
  ['closedAt', 'time'],
  ['episode', 'figure'],
  ['severity', 'word'],
  ['cause', 'word'],
  ['value', 'figure'],
  ['breachBits', 'figure'],
  ['missingBits', 'figure'],
  ['samples', 'figure'],
  ['flapBits', 'figure'],
  ['lastEvaluatedAt', 'time'],
] as const satisfies readonly (readonly [keyof AlertState, 'word' | 'time' | 'figure'])[];

const KNOWN = new Set<string>(FIELDS.map(([field]) => field));
/** A state without extras keeps this bit clear; it stands above the fields' own bits. */
const EXTRAS_BIT = 2 ** 24;

type States = Readonly<Record<string, AlertState>>;

/**
 * Writes the alert states of a site by rule id, each only in the fields that differ from a rule
 * that never met a sample; times count back from `v`, the tick they were committed at.
 */
export function writeAlertStates(writer: ByteWriter, states: States, v: Instant): void {
  const entries = Object.entries(states);
  writer.varint(entries.length);
  for (const [rule, state] of entries) {
    writeWord(writer, rule);
    writeAlertState(writer, state, v);
  }
}

/** Reads them; a rule of the product that is not stored yet has its initial state. */
export function readAlertStates(reader: ByteReader, v: Instant): States {
  const entries = Array.from({ length: reader.varint() }, () => {
    const rule = readWord(reader);
    return [rule, readAlertState(reader, v)] as const;
  });
  const stored = Object.fromEntries(entries);
  const absent = SITE_RULES.filter((rule) => stored[rule] === undefined);
  return { ...stored, ...Object.fromEntries(absent.map((rule) => [rule, INITIAL_ALERT_STATE])) };
}

/** One state; see writeAlertStates. */
export function writeAlertState(writer: ByteWriter, state: AlertState, v: Instant): void {
  const touched = FIELDS.map(([field]) => state[field] !== INITIAL_ALERT_STATE[field]);
  const hasExtras = Object.keys(state).some((field) => !KNOWN.has(field));
  const bits = touched.reduce((sum, isTouched, bit) => sum + (isTouched ? 2 ** bit : 0), 0);
  writer.varint(bits + (hasExtras ? EXTRAS_BIT : 0));
  FIELDS.forEach(([field, kind], bit) => {
    if (!touched[bit]) return;
    const value = state[field];
    if (kind === 'word') writeWord(writer, value === null ? '' : String(value));
    else writeColumn(writer, [value === null ? null : kind === 'time' ? v - Number(value) : Number(value)]);
  });
  if (hasExtras) writeExtras(writer, state, KNOWN);
}

/** Reads what writeAlertState wrote. */
export function readAlertState(reader: ByteReader, v: Instant): AlertState {
  const bits = reader.varint();
  const state: Record<string, unknown> = { ...INITIAL_ALERT_STATE };
  FIELDS.forEach(([field, kind], bit) => {
    if (Math.floor(bits / 2 ** bit) % 2 === 0) return;
    if (kind === 'word') {
      const word = readWord(reader);
      state[field] = word === '' ? null : word;
    } else {
      const figure = readColumn(reader, 1)[0] ?? null;
      state[field] = kind === 'time' && figure !== null ? after(v, -figure) : figure;
    }
  });
  return { ...state, ...(bits >= EXTRAS_BIT ? readExtras(reader) : {}) } as AlertState;
}
