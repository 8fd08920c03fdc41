import { readFileSync } from 'node:fs';
import { parseAst } from 'vitest/node';

/** One way to break one place of the code. Ids run through all files of lib/domain in the order of their names. */
export type Mutant = {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly was: string;
  readonly into: string;
  /** The whole line, trimmed. */
  readonly text: string;
};

/** What is looked at of a node of the syntax tree. */
type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly operator?: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly computed?: boolean;
} & { readonly [part in 'left' | 'right' | 'test' | 'argument' | 'object' | 'property']?: Node };
type Place = { readonly at: number; readonly was: string; readonly into: string };
type Edit = { readonly from: number; readonly to: number; readonly text: string };

/** What an operator is broken into; the switch of its name in `switches.ts` does both. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<': ['>=', '<='],
  '<=': ['>', '<'],
  '>': ['<=', '>='],
  '>=': ['<', '>'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};
const METHODS: Readonly<Record<string, string>> = { min: 'max', max: 'min', some: 'every', every: 'some' };
/** Conditions that have an operator of their own to break. */
const OPERATIONS: readonly string[] = ['BinaryExpression', 'LogicalExpression', 'UnaryExpression', 'Literal'];
/** Nodes of TypeScript that hold code; what else it adds, and imports, is left as it is. */
const CODE_OF_TYPESCRIPT: readonly string[] = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];

/** The mutants of a file, and its source with all of them built in behind switches. */
export function mutantsOf(
  file: string,
  firstId: number,
): { readonly mutants: readonly Mutant[]; readonly switched: string } {
  const source = readFileSync(file, 'utf8');
  const places: Place[] = [];
  const edits: Edit[] = [];
  const note = (at: number, was: string, ...into: readonly string[]): number => {
    const id = firstId + places.length;
    places.push(...into.map((one) => ({ at, was, into: one })));
    return id;
  };
  const replace = (from: number, to: number, text: string): unknown => edits.push({ from, to, text });

  const breakParts = (node: Node): void => {
    for (const part of partsOf(node)) breakUp(part);
  };
  const wrap = (node: Node, before: string, behind: string): void => {
    replace(node.start, node.start, before);
    breakParts(node);
    replace(node.end, node.end, behind);
  };

  const breakUp = (node: Node): void => {
    const { type, start, end, operator = '', left, right, test, argument, object, property } = node;
    if (left !== undefined && operator in OPERATORS) {
      const at = source.indexOf(operator, left.end);
      const id = note(at, operator, ...(OPERATORS[operator] ?? []));
      const mayStop = type === 'LogicalExpression';
      replace(at, at + operator.length, mayStop ? ')?' : ',');
      if (mayStop) wrap(node, `($m['${operator}'](${id},$m.left=`, ':$m.left)');
      else wrap(node, `$m['${operator}'](${id},`, ')');
    } else if (left !== undefined && right !== undefined && (operator === '+=' || operator === '-=')) {
      const at = source.indexOf(operator, left.end);
      const id = note(at, operator, operator === '+=' ? '-=' : '+=');
      replace(at, at + 2, `=$m['${operator[0]}'](${id},${source.slice(left.start, left.end)},`);
      breakUp(right);
      replace(end, end, ')');
    } else if (type === 'Literal' && typeof node.value === 'boolean') {
      replace(start, end, `$m.boolean(${note(start, `${node.value}`, `${!node.value}`)},${node.value})`);
    } else if (type === 'ReturnStatement' && argument?.value === null) {
      replace(argument.start, argument.end, `$m.null(${note(argument.start, 'null', '0')})`);
    } else if (type === 'UnaryExpression' && operator === '!') {
      replace(start, start + 1, `$m.not(${note(start, '!', '(no !)')},`);
      breakParts(node);
      replace(end, end, ')');
    } else if (test && type !== 'ForStatement' && !OPERATIONS.includes(test.type)) {
      wrap(test, `$m.condition(${note(test.start, 'condition', '!condition')},`, ')');
      for (const part of partsOf(node)) if (part !== test) breakUp(part);
    } else if (object && property && node.computed === false && isSwapped(object, property)) {
      const was = property.name ?? '';
      const id = note(property.start, was, METHODS[was] ?? '');
      breakUp(object);
      replace(source.lastIndexOf('.', property.start), property.end, `[$m.method(${id},'${was}','${METHODS[was]}')]`);
    } else breakParts(node);
  };

  breakUp(parseAst(source, { lang: 'ts' }) as unknown as Node);
  const mutants = places.map(({ at, was, into }, index): Mutant => {
    const before = source.slice(0, at).split('\n');
    const text = (source.split('\n')[before.length - 1] ?? '').trim();
    return {
      id: firstId + index,
      file,
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      was,
      into,
      text,
    };
  });
  return { mutants, switched: `const $m=globalThis.netbackMutants;${edited(source, edits)}` };
}

/** The nodes right below that are code. */
function partsOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((part) => [part].flat().filter(isCode));
}

function isCode(part: unknown): part is Node {
  if (typeof part !== 'object' || part === null || !('type' in part) || typeof part.type !== 'string') return false;
  return CODE_OF_TYPESCRIPT.includes(part.type) || !/^(TS|Import)/.test(part.type);
}

function isSwapped(object: Node, { name }: Node): boolean {
  return object.name === 'Math' ? name === 'min' || name === 'max' : name === 'some' || name === 'every';
}

/** Edits that begin at one place are made in the order in which they were noted. */
function edited(source: string, edits: readonly Edit[]): string {
  let done = '';
  let at = 0;
  for (const { from, to, text } of edits.toSorted((a, b) => a.from - b.from)) {
    done += source.slice(at, from) + text;
    at = to;
  }
  return done + source.slice(at);
}
