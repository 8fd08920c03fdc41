import { NetbackError } from '#lib/domain/errors.ts';

/**
 * A secret by the name that the company file gives it. On one machine it is read from the environment,
 * `/netback/eia-key` as `NETBACK_SECRET_NETBACK_EIA_KEY`; an absent one rejects, and what needs it fails
 * with that reason and nothing else.
 */
export async function secretByName(name: string): Promise<string> {
  const variable = `NETBACK_SECRET${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
  const value = process.env[variable];
  if (value !== undefined && value !== '') return value;
  throw new NetbackError('input-invalid', `Secret ${name} is not given; set ${variable}.`);
}
