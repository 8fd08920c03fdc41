/** The closed set of codes. Expected outcomes are return values; these are for the world failing. */
export type ErrorCode =
  | 'config-invalid'
  | 'input-invalid'
  | 'input-too-large'
  | 'feed-failed'
  | 'feed-refused'
  | 'storage-failed'
  | 'storage-conflict'
  | 'lease-held'
  | 'publish-failed'
  | 'publish-rejected'
  | 'not-found'
  | 'port-in-use'
  | 'folder-locked'
  | 'folder-unwritable'
  | 'usage'
  | 'bug';

/** The one error class: what failed, value got, value allowed, next step. No secrets, no payloads. */
export class NetbackError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, string | number | boolean | null>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      retryable?: boolean;
      context?: Record<string, string | number | boolean | null>;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NetbackError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.context = options.context ?? {};
  }
}

/** True for the errors of this product with the given code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof NetbackError && error.code === code;
}
