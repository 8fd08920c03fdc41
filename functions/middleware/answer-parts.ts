import type { OfferReportUploadPorts } from '#lib/app/offer-report-upload.ts';
import { type ParameterProblem, parameterProblem } from '#lib/config/api-problem.ts';
import type { Company } from '#lib/domain/company.ts';
import { END_OF_TIME, type Instant, instant } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { type Answer, problem } from './http.ts';

export type HistoryApiPorts = {
  readonly stores: Stores;
  readonly company: Company;
  /** The time that ticks are judged late by; null = the newest tick's own (simulated clock). */
  readonly now: () => Instant | null;
  readonly version: string;
  /** Absent = the company has no report bucket. */
  readonly uploads?: OfferReportUploadPorts;
};

/** A request as the API sees it. */
export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Who asks, as their token says; null where there is none. */
  readonly by: string | null;
  /** What the token says of its holder: company and role; null where it does not say, or there is none. */
  readonly claims: { readonly company: string | null; readonly role: string | null };
  /** On this machine, where nothing checks a token. */
  readonly isLoopback: boolean;
};

/** A page closes where its rows reach this size: Lambda carries 6 MB, its own quoting included. */
export const PAGE_BYTES_MAX = 4 * 1024 * 1024;
/** Kept for what stands around the rows. */
const FRAME_BYTES = 8 * 1024;
export const ROWS_BYTES_MAX = PAGE_BYTES_MAX - FRAME_BYTES;

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** JSON that was made already. */
export function okJson(text: string): Answer {
  return { status: 200, text, contentType: 'application/json; charset=utf-8' };
}

export function refuse(found: ParameterProblem): Answer {
  return { status: found.status, body: { type: 'about:blank', ...found } };
}

export function notFound(detail: string): Answer {
  return problem(404, 'Not found', detail);
}

export function unknownSite(site: string): Answer {
  return notFound(`No site "${site.slice(0, 120)}"; GET /v1/sites lists them.`);
}

/** A cursor that no answer to this query gave. */
export function cursorProblem(got: string): ParameterProblem {
  return parameterProblem('cursor', got, 'the `next` of an answer to this very query');
}

/** The newest frozen tick; the epoch before the first. */
export async function newestTick(stores: Pick<Stores, 'market'>): Promise<Instant> {
  const market = await stores.market.latestBefore(END_OF_TIME);
  return market?.at ?? instant(0);
}
