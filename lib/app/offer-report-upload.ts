import type { Company } from '../domain/company.ts';
import { MAX_DROPPED_BYTES } from '../domain/gas/report.ts';
import type { UploadForm } from '../domain/gas/report-upload.ts';
import type { Ids, ReportUploads } from '../ports.ts';

export type OfferReportUploadPorts = { readonly uploads: ReportUploads; readonly ids: Ids };

/** Long enough for a slow line, short enough that a form that got lost is worth nothing. */
const FORM_SECONDS = 300;

export type ReportUploadOffer = UploadForm & { readonly keyPrefix: string; readonly maxBytes: number };

/**
 * A form by which the sender of a site puts report files into the company's bucket, for 5 minutes, each
 * at most 5 MiB and of the named type, below a prefix of that site that no other form shares. What comes
 * in is read by receive-gas-report. `not-taken` where the site takes no dropped files (`reports.drop`).
 */
export function offerReportUpload(
  ports: OfferReportUploadPorts,
  company: Company,
  siteId: string,
  contentType: string,
): ReportUploadOffer | 'unknown-site' | 'not-taken' {
  const site = company.sites.find((one) => one.id === siteId);
  if (site === undefined) return 'unknown-site';
  if (!site.reports.drop) return 'not-taken';
  const keyPrefix = `reports/${site.id}/${ports.ids.owner()}/`;
  const terms = { keyPrefix, contentType, maxBytes: MAX_DROPPED_BYTES, seconds: FORM_SECONDS };
  return { ...ports.uploads.form(terms), keyPrefix, maxBytes: MAX_DROPPED_BYTES };
}
