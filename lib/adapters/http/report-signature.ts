import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SignatureCheck } from '../../ports.ts';

/** What a pushed report signs: the request line, when, once, and its body. */
export type SignedRequest = {
  readonly method: string;
  /** The path without the query, as it is called. */
  readonly path: string;
  /** Epoch seconds, as in the header. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string | Uint8Array;
};

/**
 * The signature of a pushed report: hex HMAC-SHA256, under the site's key, over
 * `method\npath\ntimestamp\nnonce\nsha256(body)` (interfaces.md section 7).
 */
export function signatureOf(secret: string, request: SignedRequest): string {
  const digest = createHash('sha256').update(request.body).digest('hex');
  const text = [request.method, request.path, request.timestamp, request.nonce, digest].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Compares two signatures in a time that does not tell where they differ. */
export function isSameSignature(expected: string, given: string): boolean {
  const [left, right] = [expected, given].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

/** signatureOf and isSameSignature as the port of the same purpose. */
export const signatureCheck: SignatureCheck = {
  isSigned: (secret, request, signature) => isSameSignature(signatureOf(secret, request), signature),
};
