import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { nearestName } from '#lib/config/nearest-name.ts';
import { pathText, shown, type YamlPath } from '#lib/config/problem.ts';
import { schemaFaults } from '#lib/config/schema-faults.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import type { Calculator, Outputs } from './calc/calculator.ts';
import { CALCULATORS } from './calc/calculators.ts';

export type CalcOptions = { readonly input?: string; readonly list?: boolean; readonly json?: boolean };

/**
 * `netback calc NAME [--input JSON]`: one formula of the method, with units and the section it stands
 * in. The input is JSON text, a file, or `-` for the standard input; without it the worked example.
 */
export async function calcCommand(name: string | undefined, options: CalcOptions): Promise<number> {
  if (options.list === true) return print(name === undefined ? CALCULATORS : [named(name)], options.json === true);
  if (name === undefined) throw new NetbackError('usage', `calc needs a name: one of ${names()}. --list shows them.`);
  const one = named(name);
  const given = options.input === undefined ? one.example : await inputOf(one, options.input);
  const outputs = run(one, given);
  if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ name: one.name, method: one.method, input: given, outputs, units: unitsOf(one) })}\n`,
    );
  } else {
    process.stdout.write(`${describe(one, given, outputs)}\n`);
  }
  return 0;
}

function run(one: Calculator, given: unknown): Outputs {
  try {
    return one.run(given);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const problems = error.issues.flatMap((issue) => problemsOf(one, given, issue));
    const inputs = inputsOf(one).join(', ');
    throw new NetbackError('usage', `${one.name}: ${problems.join('; ')}. Inputs: ${inputs}; --list says more.`);
  }
}

/** What is wrong with an input: its name, the value got, the value expected. */
function problemsOf(one: Calculator, given: unknown, issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys')
    return schemaFaults(given, [issue]).map(
      ({ path, got, expected, nearest }) =>
        `${pathText(path)}: got ${got}; expected ${expected}${nearest === null ? '' : ` (did you mean ${nearest}?)`}`,
    );
  return issue.keys.map((key) => {
    const nearest = issue.path.length > 0 ? null : nearestName(key, inputsOf(one));
    return `there is no input ${pathText([...(issue.path as YamlPath), key])}${nearest === null ? '' : ` (did you mean ${nearest}?)`}`;
  });
}

function inputsOf(one: Calculator): readonly string[] {
  return Object.keys(one.inputs.shape);
}

function named(name: string): Calculator {
  const found = CALCULATORS.find((one) => one.name === name);
  if (found === undefined)
    throw new NetbackError('usage', `there is no calculator "${name}"; expected one of ${names()}.`);
  return found;
}

function names(): string {
  return CALCULATORS.map((one) => one.name).join(', ');
}

/** The inputs as a block: JSON text of any kind is taken for text, anything else for the name of a file. */
async function inputOf(one: Calculator, given: string): Promise<unknown> {
  const text = /^\s*\{/.test(given) || isJson(given) ? given : await textOf(given);
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const example = JSON.stringify(one.example);
  throw new NetbackError(
    'usage',
    `${one.name}: --input is ${shown(value)}; expected inputs by name, such as ${example}.`,
  );
}

async function textOf(given: string): Promise<string> {
  const file = given === '-' ? '/dev/stdin' : given;
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new NetbackError('usage', `--input is "${given}"; that is neither JSON nor a file that can be read.`, {
      cause,
    });
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NetbackError('usage', `--input is not JSON: ${(cause as Error).message}.`, { cause });
  }
}

/** Units of the outputs, by name. */
function unitsOf(one: Calculator): Record<string, string> {
  return Object.fromEntries(Object.entries(one.outputs).map(([name, [unit]]) => [name, unit]));
}

function listing(one: Calculator) {
  const inputs = Object.entries(one.inputs.shape).map(([name, schema]) => {
    const { unit, what } = metaOf(schema as z.ZodType);
    return { name, unit, what, isRequired: !(schema as z.ZodType).safeParse(undefined).success };
  });
  const outputs = Object.entries(one.outputs).map(([name, [unit, formula]]) => ({ name, unit, formula }));
  return { name: one.name, what: one.what, method: one.method, inputs, outputs, example: one.example };
}

/** Unit and meaning of an input, through the optional and default around it. */
function metaOf(schema: z.ZodType): { readonly unit: string; readonly what: string } {
  const meta = schema.meta();
  if (meta?.what !== undefined) return { unit: String(meta.unit), what: String(meta.what) };
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? metaOf(schema.unwrap() as z.ZodType)
    : { unit: '', what: '' };
}

function print(calculators: readonly Calculator[], isJson: boolean): number {
  const listings = calculators.map(listing);
  if (isJson) process.stdout.write(`${JSON.stringify({ calculators: listings })}\n`);
  else for (const one of listings) process.stdout.write(`${describeListing(one)}\n\n`);
  return 0;
}

function describeListing(one: ReturnType<typeof listing>): string {
  const inputs = one.inputs.map(
    ({ name, unit, what, isRequired }) => `  in   ${name}${isRequired ? '' : '?'}  [${unit}]  ${what}`,
  );
  const outputs = one.outputs.map(({ name, unit, formula }) => `  out  ${name}  [${unit}]  ${formula}`);
  return [
    `${one.name}: ${one.what} (${one.method})`,
    ...inputs,
    ...outputs,
    `  e.g. ${JSON.stringify(one.example)}`,
  ].join('\n');
}

function describe(one: Calculator, given: unknown, outputs: Outputs): string {
  const lines = Object.entries(one.outputs).map(([name, [unit, formula]]) => {
    const value = outputs[name];
    const shown = value === null ? '–' : typeof value === 'number' ? shortened(value) : JSON.stringify(value);
    return `  ${name.padEnd(28)} ${shown} ${unit}    ${formula}`;
  });
  return [`${one.name}: ${one.what} (${one.method})`, `  input ${JSON.stringify(given)}`, ...lines].join('\n');
}

function shortened(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(10)));
}
