import * as z from 'zod';

/** What a calculator gives back: figures by name; null where one is unknown or has no meaning. */
export type Outputs = Readonly<Record<string, unknown>>;

/** One formula of the method behind `netback calc NAME`. */
export type Calculator = {
  readonly name: string;
  readonly what: string;
  /** Section of docs/method.md. */
  readonly method: string;
  readonly inputs: z.ZodObject;
  /** Unit and formula of each output. */
  readonly outputs: Readonly<Record<string, readonly [unit: string, formula: string]>>;
  /** A worked input, shown by `--list` and used where none is given. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly run: (input: unknown) => Outputs;
};

/** Makes a calculator whose `run` takes what its schema gives. */
export function calculator<Schema extends z.ZodObject>(
  spec: Omit<Calculator, 'run' | 'inputs'> & {
    readonly inputs: Schema;
    readonly work: (input: z.output<Schema>) => Outputs;
  },
): Calculator {
  const { work, ...rest } = spec;
  return { ...rest, run: (input) => work(spec.inputs.parse(input)) };
}

/** An input with its unit and what it is. */
export function input<Schema extends z.ZodType>(unit: string, what: string, schema: Schema): Schema {
  return schema.meta({ unit, what });
}

export const positive = z.number().positive();
export const notNegative = z.number().nonnegative();
export const fraction = z.number().min(0).max(1);
export const instant = z.iso.datetime({ offset: true });
