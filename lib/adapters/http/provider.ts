import type { Instant } from '../../domain/instant.ts';
import type { ObservationKind } from '../../domain/market/market.ts';
import type { BodyForm } from './body.ts';

/** One request of a provider, below its base URL. */
export type Ask = {
  readonly path: string;
  readonly form: BodyForm;
  /** JSON to POST; null = GET. */
  readonly post: string | null;
  /** A secret that goes with it: as a query parameter, or as `user:password` in the basic scheme. */
  readonly secret: { readonly name: string; readonly as: 'query-api_key' | 'basic' } | null;
};

/** What a question is about. */
export type Subject = {
  readonly at: Instant;
  /** FX pair or gas index id; null for price, network and fees. */
  readonly subject: string | null;
  /** Name of the secret in the company file; null = none. */
  readonly secret: string | null;
};

/** What a provider said, read and possible by itself; or why it is not used, in a few words. */
export type Reading =
  | {
      readonly ok: true;
      readonly value: number | null;
      readonly height: number | null;
      readonly blocks: number | null;
      readonly observedAt: Instant | null;
      /** Says what is really quoted where it is not USD, as `BTCUSDT`. */
      readonly label?: string;
    }
  | { readonly ok: false; readonly reason: string };

/** One kind of figure that a provider tells: what to ask for and how to read the answers. Pure. */
export type Channel = {
  readonly kind: ObservationKind;
  readonly asks: (subject: Subject) => readonly Ask[];
  /** The answers in the order of the asks; must not throw on any value that JSON can hold. */
  readonly read: (bodies: readonly unknown[], subject: Subject) => Reading;
  /** The body holds no time: under a real clock the answer's Date header is its time. */
  readonly isDatedByHeader?: true;
};

export type Provider = {
  /** As in company files and under `--feeds-base`. */
  readonly id: string;
  /** Null = only from the company file's `urls`. */
  readonly baseUrl: string | null;
  readonly channels: readonly Channel[];
};

/** A GET for JSON without a secret. */
export function getJson(path: string): Ask {
  return { path, form: 'json', post: null, secret: null };
}

/** A GET for plain text without a secret. */
export function getText(path: string): Ask {
  return { path, form: 'text', post: null, secret: null };
}

/** A figure that was told; what is not given is null. */
export function told(figure: {
  readonly value: number | null;
  readonly height?: number | null;
  readonly blocks?: number | null;
  readonly observedAt?: Instant | null;
  readonly label?: string;
}): Reading {
  return { ok: true, height: null, blocks: null, observedAt: null, ...figure };
}

/** A figure that is not used. */
export function refused(reason: string): Reading {
  return { ok: false, reason };
}
