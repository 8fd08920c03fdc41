import fc from 'fast-check';

/** What takes the place of a value: everything that providers and attackers say instead of a number. */
const HOSTILE: readonly unknown[] = [
  null,
  0,
  -0,
  -1,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  true,
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  '1e-99',
  'NaN',
  'Infinity',
  '0x10',
  '1,5',
  '1_000',
  '٣',
  '99999999999999999999999999',
  '9999-12-31',
  '2023-02-30',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'constructor',
  [],
  {},
  [[]],
  [null],
  { length: 3 },
];
const leaf = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.double(),
  fc.integer(),
  fc.string({ maxLength: 30 }),
  fc.jsonValue(),
);

type Change = {
  readonly at: number;
  readonly kind: 'replace' | 'delete' | 'rename' | 'repeat';
  readonly value: unknown;
};
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'rename', 'repeat'),
  value: leaf,
});

/** A recorded JSON value with up to four parts replaced, removed, renamed or repeated. */
export function mutatedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  const base = fc.constantFrom(...samples);
  return fc
    .tuple(base, fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([value, changes]) => changes.reduce(apply, structuredClone(value)));
}

type Parent = Record<string, unknown> | unknown[];
type Place = { readonly parent: Parent; readonly key: string };

function apply(root: unknown, { at, kind, value }: Change): unknown {
  const places = placesOf(root);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  const { parent, key } = place;
  const held: unknown = Reflect.get(parent, key);
  if (kind === 'replace') Reflect.set(parent, key, structuredClone(value));
  else if (kind === 'repeat' && Array.isArray(parent)) parent.push(structuredClone(held));
  else {
    if (kind === 'rename' && !Array.isArray(parent))
      Reflect.set(parent, typeof value === 'string' ? value : 'renamed', held);
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  }
  return root;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Parent;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesOf(Reflect.get(parent, key))]);
}

/** Bytes of a text with some overwritten, cut off or inserted. */
export function mutatedBytes(texts: readonly string[]): fc.Arbitrary<Uint8Array> {
  const cut = fc.tuple(fc.nat(), fc.nat({ max: 8 }), fc.uint8Array({ maxLength: 12 }));
  return fc.tuple(fc.constantFrom(...texts), fc.array(cut, { maxLength: 4 })).map(([text, cuts]) =>
    cuts.reduce<Uint8Array>((bytes, [at, removed, inserted]) => {
      const from = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + removed)]);
    }, Buffer.from(text)),
  );
}
