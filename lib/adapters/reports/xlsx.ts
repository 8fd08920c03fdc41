import type { Detected } from './content.ts';
import { delimitedReader } from './delimited.ts';
import { DELIMITED_FORMATS } from './formats.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import type { RowSink } from './row-sink.ts';
import { readXml, type XmlFault } from './xml.ts';
import type { ZipMember } from './zip.ts';

const MAX_COLUMNS = 500;
/** Rows above the header, such as a title. */
const MAX_ROWS_ABOVE = 20;

/** Whether an archive is a spreadsheet. */
export function isWorkbook(members: readonly ZipMember[]): boolean {
  return members.some(({ name }) => name === 'xl/workbook.xml');
}

/**
 * Reads every sheet of a workbook whose header a known format has; other sheets are passed over. Cells
 * are taken as they are stored: figures in full, never as they are displayed. Lines are sheet rows.
 */
export function readWorkbook(members: readonly ZipMember[], context: ParseContext, sink: RowSink): Detected {
  const textOf = (name: string): string | null => {
    const member = members.find((one) => one.name === name);
    return member === undefined ? null : new TextDecoder().decode(member.bytes);
  };
  if (/date1904\s*=\s*"(1|true)"/.test(textOf('xl/workbook.xml') ?? '')) {
    sink.reject(
      rejected({ file: context.file, line: 1 }, '(document)', 'date1904', 'a workbook whose dates count from 1900'),
    );
    return { format: null, encoding: null, dialect: null };
  }
  const strings = sharedStrings(textOf('xl/sharedStrings.xml') ?? '<sst/>');
  const sheets = members.filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).map(({ name }) => name);
  let found: Detected = { format: null, encoding: null, dialect: null };
  for (const name of sheets.sort()) {
    const file = `${context.file}/${name.slice('xl/worksheets/'.length, -'.xml'.length)}`;
    const { rows, fault } = sheetRows(textOf(name) ?? '', strings);
    if (fault !== null) sink.reject(rejected({ file, line: fault.line }, '(document)', '', fault.expected));
    const header = rows.slice(0, MAX_ROWS_ABOVE).findIndex((row) => isHeader(row.cells, context.format));
    if (header < 0) continue;
    const reader = delimitedReader(',', { ...context, file }, sink);
    const width = rows[header]?.cells.length ?? 0;
    for (const { cells, line } of rows.slice(header)) {
      const padded = [...cells, ...new Array<string>(Math.max(0, width - cells.length)).fill('')];
      reader.record({ cells: padded, line });
    }
    found = { encoding: null, ...reader.end() };
  }
  if (found.format === null) {
    const expected = 'a sheet with the header of a known format';
    sink.reject(rejected({ file: context.file, line: 1 }, '(document)', sheets.join(', '), expected));
  }
  return found;
}

function isHeader(cells: readonly string[], format: string | undefined): boolean {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const isWanted = (name: string): boolean => format === undefined || format === 'auto' || format === name;
  return DELIMITED_FORMATS.some((one) => isWanted(one.name) && one.matches(names));
}

function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = [];
  let current: string | null = null;
  let isText = false;
  let isPhonetic = false;
  readXml(xml, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text: (text) => {
      if (current !== null && isText) current += text;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name !== 'si') return;
      strings.push(current ?? '');
      current = null;
    },
  });
  return strings;
}

type SheetRow = { readonly cells: readonly string[]; readonly line: number };

function sheetRows(xml: string, strings: readonly string[]): { rows: readonly SheetRow[]; fault: XmlFault | null } {
  const rows: SheetRow[] = [];
  let cells: string[] = [];
  let line = 0;
  let column = 0;
  let type = '';
  let value = '';
  let isValue = false;
  const fault = readXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        cells = [];
        column = -1;
        line = Number(attributes.r) || line + 1;
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        type = attributes.t ?? 'n';
        value = '';
      } else if (name === 'v' || name === 't') isValue = true;
    },
    text: (text) => {
      if (isValue) value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && column < MAX_COLUMNS) {
        while (cells.length < column) cells.push('');
        cells[column] = cellText(type, value, strings);
      } else if (name === 'row' && cells.some((cell) => cell !== '')) rows.push({ cells: trimmed(cells), line });
    },
  });
  return { rows, fault };
}

/** What a cell holds as text; a truth value is a word and no number. */
function cellText(type: string, value: string, strings: readonly string[]): string {
  if (type === 's') return strings[Number(value)] ?? '#REF!';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  return value;
}

/** `C5` → 2, `AA1` → 26. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function trimmed(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
}
