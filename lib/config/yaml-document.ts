import { isCollection, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { type Fault, fault, type Problem, pathText, type YamlPath } from './problem.ts';

const MAX_CHARACTERS = 16_000_000;

/** A YAML file as plain values, and the line of every one of them. */
export type YamlDocument = {
  readonly value: unknown;
  /** Faults of the YAML itself, already with their lines. */
  readonly problems: readonly Problem[];
  readonly place: (fault: Fault) => Problem;
};

/** Reads a YAML text; what is no YAML (a tab, a key given twice) comes back as problems. */
export function readYaml(text: string, file: string): YamlDocument {
  if (text.length > MAX_CHARACTERS) {
    const tooLarge = fault([], `${text.length} characters`, `at most ${MAX_CHARACTERS} characters`);
    return {
      value: null,
      problems: [{ ...tooLarge, path: '(document)', file, line: 1 }],
      place: placeAt(file, () => 1),
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const problems = document.errors.map((error) => ({
    file,
    path: '(document)',
    line: lineOf(error.pos[0]),
    got: text.slice(error.pos[0], error.pos[0] + 40).split('\n')[0] ?? '',
    expected: `YAML 1.2 (${error.message})`,
    nearest: null,
  }));
  const place = placeAt(file, (path) => lineOf(offsetOf(document.contents as Node | null, path)));
  if (problems.length > 0) return { value: null, problems, place };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    // An alias may name the block that it stands in; JSON refuses such a ring.
    JSON.stringify(value);
    return { value, problems, place };
  } catch (error) {
    const refused = place(
      fault([], (error as Error).message.split('\n')[0], 'a tree without rings, with at most 100 uses of an alias'),
    );
    return { value: null, problems: [refused], place };
  }
}

function placeAt(file: string, lineOf: (path: YamlPath) => number): (fault: Fault) => Problem {
  return ({ path, got, expected, nearest }) => ({
    file,
    path: pathText(path),
    line: lineOf(path),
    got,
    expected,
    nearest,
  });
}

/** Start of the deepest node that `path` reaches: a missing key is told at the block that lacks it. */
function offsetOf(root: Node | null, path: YamlPath): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (!isCollection(node)) return offset;
    const item = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part))
      : node.items[Number(part)];
    if (item === undefined) return offset;
    const next: unknown = isPair(item) ? item.value : item;
    const start = isPair(item) ? (item.key as Node | null) : (item as Node | null);
    offset = start?.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}
