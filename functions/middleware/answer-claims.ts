import type { Company } from '#lib/domain/company.ts';
import type { ApiRequest } from './answer-parts.ts';
import { type Answer, problem } from './http.ts';

/** Holders of this role read and change nothing. */
const READER = 'reader';

/**
 * Refuses a token of another company, and a change that a reader asks for. The gateway has checked
 * the token; what it says is checked here again, so that one issuer can serve several companies.
 */
export function claimsProblem(request: ApiRequest, company: Company): Answer | null {
  const { company: of, role } = request.claims;
  if (of !== null && of !== company.company) return problem(403, 'Refused', 'The token is of another company.');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead || role !== READER) return null;
  return problem(403, 'Refused', `The role "${READER}" reads; ask somebody who may acknowledge and mute.`);
}
