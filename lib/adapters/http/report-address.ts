import type { Site } from '../../domain/company.ts';
import type { GuardPolicy } from './guard.ts';

/** Where a site's report is asked, with which headers, and what the guard allows. */
export type ReportAddress = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly policy: GuardPolicy;
};

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
const HEADER_VALUE = /^[\x20-\x7e]{1,4096}$/;
/** Names that the client itself sets; a secret that could change them could change what is asked. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'netback-time',
]);

/**
 * The address of a site's report. Its secret is one of: a JSON object of headers, such as
 * `{"X-Api-Key": "…"}`; a presigned address, which must be on the host of the company file; else the
 * value of the header Authorization.
 */
export async function reportAddress(
  site: Site,
  options: { readonly reportOrigin: string | null; readonly secret: (name: string) => Promise<string> },
): Promise<ReportAddress | { readonly fault: string }> {
  const { pull } = site.reports;
  if (pull === null || !URL.canParse(pull.url)) return { fault: 'the site has no report address' };
  const configured = new URL(pull.url);
  const secret = pull.secret === null ? null : (await options.secret(pull.secret)).trim();
  const isPresigned = secret !== null && URL.canParse(secret) && secret.startsWith('https://');
  const asked = isPresigned ? new URL(secret) : configured;
  if (asked.host !== configured.host) return { fault: 'refused: the presigned address is on another host' };
  const headers = secret === null || isPresigned ? {} : headersOf(secret);
  if (headers === null) return { fault: 'the secret of the report endpoint holds no header' };
  if (options.reportOrigin !== null) {
    const local = new URL(asked.pathname + asked.search, options.reportOrigin);
    return { url: local, headers, policy: { kind: 'loopback', origin: local.origin } };
  }
  return { url: asked, headers, policy: { kind: 'public', hosts: new Set([configured.hostname]) } };
}

function headersOf(secret: string): Record<string, string> | null {
  if (!secret.startsWith('{')) return HEADER_VALUE.test(secret) ? { Authorization: secret } : null;
  const parsed: unknown = JSON.parse(secret);
  if (typeof parsed !== 'object' || parsed === null) return null;
  const entries = Object.entries(parsed);
  const isGood = ([name, value]: [string, unknown]): boolean =>
    HEADER_NAME.test(name) &&
    !OWN_HEADERS.has(name.toLowerCase()) &&
    typeof value === 'string' &&
    HEADER_VALUE.test(value);
  return entries.length > 0 && entries.every(isGood) ? Object.fromEntries(entries as [string, string][]) : null;
}
