/** Deepest nesting of a JSON answer. */
const MAX_DEPTH = 16;

export type BodyForm = 'json' | 'text';
export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/** cbr-xml-daily.ru serves its JSON as javascript; plain text is what simple servers say of anything. */
const CONTENT_TYPES = /^(application\/([\w.+-]+\+)?json|text\/(json|plain|javascript)|application\/javascript)$/;

/**
 * The text or JSON of an answer. Refused: another content type (an HTML error page above all), bytes
 * that are not UTF-8, JSON that does not parse, is nested more than 16 deep, names `__proto__` or one
 * key twice (a parser would believe the last, another reader the first).
 */
export function readBody(bytes: Uint8Array, contentType: string | undefined, form: BodyForm): Body {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType !== '' && !CONTENT_TYPES.test(mediaType)) {
    return refuse(mediaType === 'text/html' ? 'an HTML page' : 'unexpected content type');
  }
  const text = decoded(bytes);
  if (text === null) return refuse('not UTF-8');
  return form === 'text' ? { ok: true, value: text.trim() } : readJson(text);
}

/** JSON within the limits of `readBody`. */
export function readJson(text: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('not JSON');
  }
  const fault = structureFault(value, MAX_DEPTH);
  if (fault !== null) return refuse(fault);
  return keysStated(text) === keysIn(value) ? { ok: true, value } : refuse('a key twice');
}

/** Keys that a JSON text states in all its objects: the colons outside of its strings. */
function keysStated(text: string): number {
  const bare = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '');
  return bare.split(':').length - 1;
}

/** Keys that are left of them in what was parsed; not nested deeper than the limit. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value).reduce((sum: number, part) => sum + keysIn(part), 0);
  return Array.isArray(value) ? parts : parts + Object.keys(value).length;
}

function structureFault(value: unknown, depthLeft: number): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depthLeft === 0) return `nested deeper than ${MAX_DEPTH}`;
  if (Object.hasOwn(value, '__proto__')) return '__proto__ in the answer';
  for (const part of Object.values(value)) {
    const fault = structureFault(part, depthLeft - 1);
    if (fault !== null) return fault;
  }
  return null;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refuse(reason: string): Body {
  return { ok: false, reason };
}
