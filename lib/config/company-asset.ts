import { createHash } from 'node:crypto';
import type { Company, Site } from '../domain/company.ts';
import { NetbackError } from '../domain/errors.ts';

const VERSION_CHARACTERS = 16;

/**
 * Which configuration a figure was made with: the first 16 hex digits of the SHA-256 over the resolved
 * company with sorted keys. The same company file and catalogue always give the same version.
 */
export function companyVersion(company: Company): string {
  return versionOf(canonical(company));
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, VERSION_CHARACTERS);
}

/** The resolved company as the stack bundles it: one line of JSON, keys sorted, the same bytes every time. */
export function companyJson(company: Company): string {
  return `${canonical(company)}\n`;
}

/**
 * Reads the bundled company. It was checked before it was deployed; here only that it is whole. The text is
 * what companyJson wrote, so its hash is the version; what sites have in common is one object in memory.
 */
export function readCompanyJson(text: string): { company: Company; version: string } {
  const parsed = parseJson(text);
  const company = parsed as Partial<Company> | null;
  if (typeof company?.company !== 'string' || !Array.isArray(company.sites) || typeof company.tickSeconds !== 'number')
    throw new NetbackError(
      'config-invalid',
      'The bundled company JSON is no company (company, tickSeconds, sites); deploy the stack again.',
    );
  return { company: withSharedParts(company as Company), version: versionOf(text.trimEnd()) };
}

/** Rules, regimes and contracts are the same at most sites of a company: 10,000 sites would hold them 10,000 times. */
function withSharedParts(company: Company): Company {
  const known = new Map<string, unknown>();
  const shared = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const text = JSON.stringify(part);
    if (!known.has(text)) known.set(text, part);
    return known.get(text);
  };
  const sites = company.sites.map(
    (site) => Object.fromEntries(Object.entries(site).map(([key, part]) => [key, shared(part)])) as Site,
  );
  return { ...company, sites };
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
