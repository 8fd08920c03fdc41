import { timingSafeEqual } from 'node:crypto';
import { policySignature } from '#lib/adapters/s3/upload-form.ts';
import { LOCAL_SECRET_KEY } from './environment.ts';

export type DroppedForm = {
  readonly bucket: string;
  readonly fields: ReadonlyMap<string, string>;
  /** Bytes of the file. */
  readonly size: number;
  readonly nowMilliseconds: number;
};

type Condition =
  | Readonly<Record<string, string>>
  | readonly [kind: string, first: string | number, second: string | number];
/** Trusted once its signature is: only what signs with the local key can have written it. */
type Policy = { readonly expiration: string; readonly conditions: readonly Condition[] };
/** Fields that stand for themselves; every other one needs a condition that allows it. */
const FREE_FIELDS: readonly string[] = ['policy', 'x-amz-signature'];

/** Why S3 would refuse a form, in its own code; null = it would take it. */
export function formFault(form: DroppedForm): string | null {
  const { fields } = form;
  const text = fields.get('policy') ?? '';
  const [, date = '', region = ''] = (fields.get('x-amz-credential') ?? '').split('/');
  const signature = policySignature(text, LOCAL_SECRET_KEY, date, region);
  if (!isSame(signature, fields.get('x-amz-signature') ?? '')) return 'SignatureDoesNotMatch';
  const policy = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Policy;
  if (Date.parse(policy.expiration) <= form.nowMilliseconds) return 'AccessDenied';
  const allowed = new Set(FREE_FIELDS);
  for (const one of policy.conditions) {
    const fault = conditionFault(one, form, allowed);
    if (fault !== null) return fault;
  }
  return [...fields.keys()].every((name) => allowed.has(name)) ? null : 'AccessDenied';
}

function conditionFault(one: Condition, form: DroppedForm, allowed: Set<string>): string | null {
  if (!isTuple(one)) {
    for (const [name, value] of Object.entries(one)) {
      allowed.add(name);
      if ((name === 'bucket' ? form.bucket : form.fields.get(name)) !== value) return 'AccessDenied';
    }
    return null;
  }
  const [kind, first, second] = one;
  if (kind === 'content-length-range') {
    if (form.size > Number(second)) return 'EntityTooLarge';
    return form.size < Number(first) ? 'EntityTooSmall' : null;
  }
  const name = String(first).replace(/^\$/, '');
  const value = form.fields.get(name) ?? '';
  allowed.add(name);
  const isMet = kind === 'eq' ? value === second : value.startsWith(String(second));
  return isMet ? null : 'AccessDenied';
}

function isTuple(one: Condition): one is Exclude<Condition, Readonly<Record<string, string>>> {
  return Array.isArray(one);
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
