/** Where a value stands in the company file: keys and list positions from the top. */
export type YamlPath = readonly (string | number)[];

/** Something wrong in a company file, as a check reports it before the line is known. */
export type Fault = {
  readonly path: YamlPath;
  readonly got: string;
  readonly expected: string;
  /** The valid name that is nearest to the one given; null where no name was asked for. */
  readonly nearest: string | null;
};

/** A fault with its place: what an editor can jump to. `line` counts from 1. */
export type Problem = {
  readonly file: string;
  readonly path: string;
  readonly line: number;
  readonly got: string;
  readonly expected: string;
  readonly nearest: string | null;
};

const SHOWN_CHARACTERS = 80;

/** A value as a problem shows it: one line, shortened. */
export function shown(value: unknown): string {
  const isJson = typeof value !== 'number' || Number.isFinite(value);
  const text = value === undefined ? 'nothing' : isJson ? (JSON.stringify(value) ?? String(value)) : String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** `["sites", 0, "gas"]` as `sites[0].gas`. */
export function pathText(path: YamlPath): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || '(document)';
}

/** A fault in one step, for checks across fields. */
export function fault(path: YamlPath, value: unknown, expected: string, nearest: string | null = null): Fault {
  return { path, got: shown(value), expected, nearest };
}
