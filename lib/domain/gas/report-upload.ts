import type { Instant } from '../instant.ts';

/** What a sender may put into the report bucket with one form. */
export type UploadTerms = {
  /** Every key begins with it; the rest is the file's own name. */
  readonly keyPrefix: string;
  readonly contentType: string;
  readonly maxBytes: number;
  readonly seconds: number;
};

/** An HTML form's address and fields: the file goes last, as `file`. */
export type UploadForm = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
};
