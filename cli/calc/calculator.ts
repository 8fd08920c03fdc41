import * as z from 'zod';
import { COMPONENT_KEYS } from '#lib/domain/gas/components.ts';
import { FRACTION_SUM_TOLERANCE, normalised } from '#lib/domain/gas/composition.ts';
import { MCF_PER_UNIT, VOLUME_BASES, type VolumeBaseName, type VolumeUnit } from '#lib/domain/gas/volume.ts';

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

/** Names of the reference states and units of volume, as choices. */
export const BASES = Object.keys(VOLUME_BASES) as [VolumeBaseName, ...VolumeBaseName[]];
export const UNITS = Object.keys(MCF_PER_UNIT) as [VolumeUnit, ...VolumeUnit[]];

/** Mole fractions of a gas that add up to 1. */
export const composition = z
  .partialRecord(z.enum(COMPONENT_KEYS as [string, ...string[]]), fraction)
  .refine((given) => normalised(given as Record<string, number>) !== null, {
    error: `mole fractions of ${COMPONENT_KEYS.join(', ')} that add up to 1 ± ${FRACTION_SUM_TOLERANCE}`,
  });
