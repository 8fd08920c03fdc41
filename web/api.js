/** The API as the page asks it: the generated client, with a time limit and the reader's token. */
import { ApiProblem, apiClient } from './api-client.js';

const ANSWER_MILLISECONDS = 10_000;
const TOKEN_KEY = 'netback.token';

/** A token lasts as long as the tab; it is never written to disk. */
let token = storedToken();

/** @param {string} given a bearer token of the company's issuer; empty signs out */
export function signIn(given) {
  token = given.trim().replace(/^Bearer\s+/i, '');
  try {
    sessionStorage.setItem(TOKEN_KEY, token);
  } catch {
    // It is kept for this page alone.
  }
}

export function isSignedIn() {
  return token !== '';
}

export const api = apiClient({
  headers: () => (token === '' ? {} : { authorization: `Bearer ${token}` }),
  fetch: (url, options) => {
    const limit = AbortSignal.timeout(ANSWER_MILLISECONDS);
    const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
    return fetch(url, { ...options, signal });
  },
});

/**
 * What went wrong, in one line, and what it means for the page. `silent`: the question was withdrawn.
 * @param {unknown} error
 * @returns {{ kind: 'signed-out' | 'missing' | 'refused' | 'down' | 'shape' | 'silent', text: string }}
 */
export function faultOf(error) {
  if (error instanceof ApiProblem) {
    const text = `${error.status} ${error.problem.title ?? ''} ${error.problem.detail ?? error.problem.message ?? ''}`;
    return { kind: kindOf(error.status), text: text.trim() };
  }
  if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'silent', text: '' };
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { kind: 'down', text: `no answer within ${ANSWER_MILLISECONDS / 1000} s` };
  }
  if (error instanceof SyntaxError) return { kind: 'down', text: 'the answer is not JSON' };
  if (error instanceof ShapeError) return { kind: 'shape', text: 'an answer is not of the known shape' };
  if (error instanceof TypeError) return { kind: 'down', text: 'no answer' };
  return { kind: 'shape', text: String(error?.message ?? error) };
}

/** An answer that a view cannot draw. */
export class ShapeError extends Error {}

function kindOf(status) {
  if (status === 401 || status === 403) return 'signed-out';
  if (status === 404) return 'missing';
  return status >= 500 || status === 429 ? 'down' : 'refused';
}

function storedToken() {
  try {
    return sessionStorage.getItem(TOKEN_KEY) ?? '';
  } catch {
    return '';
  }
}
