import { ssmSecrets } from '#lib/adapters/ssm/secrets.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { commonPorts, environment } from './cold-start.ts';

/**
 * A secret by the name that the company file gives it. Deployed: from SSM Parameter Store, whose client
 * is loaded with the first secret only. On one machine: from the environment, `/netback/eia-key` as
 * `NETBACK_SECRET_NETBACK_EIA_KEY`. An absent one rejects, and what needs it fails with that reason.
 */
export async function secretByName(name: string): Promise<string> {
  return environment.leaseOwner === null ? fromSsm(name) : fromEnvironment(name);
}

const fromSsm = ssmSecrets(commonPorts.clock.nowMilliseconds);

function fromEnvironment(name: string): string {
  const variable = `NETBACK_SECRET${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
  const value = process.env[variable];
  if (value !== undefined && value !== '') return value;
  throw new NetbackError('input-invalid', `Secret ${name} is not given; set ${variable}.`);
}
