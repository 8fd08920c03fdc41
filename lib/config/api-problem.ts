import * as z from 'zod/mini';

/** Every refusal (RFC 9457). `parameter`, `got` and `expected` come with a bad parameter. */
export const problemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    parameter: z.optional(z.string()),
    got: z.optional(z.string()),
    expected: z.optional(z.string()),
  })
  .check(z.meta({ description: 'A refusal: what failed, what came, what would have done (RFC 9457).' }));

/** A request that cannot be served because of one of its parameters. */
export type ParameterProblem = {
  readonly status: 400;
  readonly title: string;
  readonly detail: string;
  readonly parameter: string;
  readonly got: string;
  readonly expected: string;
};

/** Longest piece of a caller's own text that an answer repeats. */
const SHOWN_CHARACTERS = 100;

/** A 400 that names the parameter, what came and what would have done. */
export function parameterProblem(parameter: string, got: string, expected: string): ParameterProblem {
  const shown = got.slice(0, SHOWN_CHARACTERS);
  const name = parameter.slice(0, SHOWN_CHARACTERS);
  const detail = `Parameter "${name}" is "${shown}"; expected ${expected}.`;
  return { status: 400, title: 'Bad parameter', detail, parameter: name, got: shown, expected };
}
