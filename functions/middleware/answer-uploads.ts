import { offerReportUpload } from '#lib/app/offer-report-upload.ts';
import type { BodyOf } from '#lib/config/api-operations.ts';
import { toIso } from '#lib/domain/instant.ts';
import { type HistoryApiPorts, notFound, ok, unknownSite } from './answer-parts.ts';
import type { Answer } from './http.ts';

/** A signed form for one site's report files. */
export function answerUpload({ company, uploads }: HistoryApiPorts, site: string, body: BodyOf<'offerUpload'>): Answer {
  if (uploads === undefined) return notFound('No site of this company takes dropped reports (reports.drop).');
  const offer = offerReportUpload(uploads, company, site, body.contentType);
  if (offer === 'unknown-site') return unknownSite(site);
  if (offer === 'not-taken') return notFound(`Site "${site}" takes no dropped reports; its file says reports.drop.`);
  return ok({ site, ...offer, expiresAt: toIso(offer.expiresAt) });
}
