import { createHash } from 'node:crypto';
import type { Company } from '../domain/company.ts';
import { NetbackError } from '../domain/errors.ts';

const VERSION_CHARACTERS = 16;

/**
 * Which configuration a figure was made with: the first 16 hex digits of the SHA-256 over the resolved
 * company with sorted keys. The same company file and catalogue always give the same version.
 */
export function companyVersion(company: Company): string {
  return createHash('sha256').update(canonical(company)).digest('hex').slice(0, VERSION_CHARACTERS);
}

/** The resolved company as the stack bundles it: one line of JSON, keys sorted, the same bytes every time. */
export function companyJson(company: Company): string {
  return `${canonical(company)}\n`;
}

/** Reads the bundled company. It was checked before it was deployed; here only that it is whole. */
export function readCompanyJson(text: string): { company: Company; version: string } {
  const parsed = parseJson(text);
  const company = parsed as Partial<Company> | null;
  if (typeof company?.company !== 'string' || !Array.isArray(company.sites) || typeof company.tickSeconds !== 'number')
    throw new NetbackError(
      'config-invalid',
      'The bundled company JSON is no company (company, tickSeconds, sites); deploy the stack again.',
    );
  return { company: company as Company, version: companyVersion(company as Company) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NetbackError('config-invalid', 'The bundled company is not JSON; deploy the stack again.', { cause });
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
