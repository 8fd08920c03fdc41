import * as z from 'zod/mini';
import { NetbackError } from '../domain/errors.ts';

/** The functions of the stack; each has its shell in functions/ and its construct in infra/functions/. */
export const FUNCTION_NAMES = [
  'pull-market',
  'pull-gas-reports',
  'receive-gas-report',
  'recompute-margins',
  'send-alerts',
  'seal-history',
  'send-digest',
  'history-api',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

const seconds = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,3}$/, { error: 'whole seconds from 1 to 9999' })),
  z.transform((text: string) => Number(text)),
);
const name = z.string().check(z.regex(/^[A-Za-z0-9_.-]{3,255}$/, { error: 'a table name' }));
const arn = z.string().check(z.regex(/^arn:aws[a-z-]*:sns:/, { error: 'the ARN of an SNS topic' }));
const url = z.string().check(z.refine((text: string) => URL.canParse(text), { error: 'an address' }));
const text = z.string().check(z.minLength(1, { error: 'a text' }));
const flag = z.enum(['0', '1'], { error: '0 or 1' });

/** Every variable of the contract and how its text is judged. */
const VARIABLES = {
  NETBACK_FUNCTION: z.enum(FUNCTION_NAMES, { error: `one of ${FUNCTION_NAMES.join(', ')}` }),
  NETBACK_TABLE: name,
  NETBACK_COMPANY_JSON: text,
  NETBACK_FUNCTION_TIMEOUT_SECONDS: seconds,
  NETBACK_TOPIC_ARN: arn,
  NETBACK_LINK_BASE: url,
  NETBACK_REPORT_BUCKET: text,
  NETBACK_FEEDS_BASE: url,
  NETBACK_REPORT_ORIGIN: url,
  NETBACK_SIMULATED: flag,
  NETBACK_LEASE_OWNER: text,
} as const;
export type VariableName = keyof typeof VARIABLES;

const COMMON: readonly VariableName[] = ['NETBACK_TABLE', 'NETBACK_COMPANY_JSON', 'NETBACK_FUNCTION_TIMEOUT_SECONDS'];
const SAYS: readonly VariableName[] = ['NETBACK_TOPIC_ARN', 'NETBACK_LINK_BASE'];

/** What each function must be given: the stack sets exactly these, and NETBACK_FUNCTION itself. */
export const REQUIRED_VARIABLES: Readonly<Record<FunctionName, readonly VariableName[]>> = {
  'pull-market': COMMON,
  'pull-gas-reports': COMMON,
  'receive-gas-report': COMMON,
  'recompute-margins': COMMON,
  'send-alerts': [...COMMON, ...SAYS],
  'seal-history': COMMON,
  'send-digest': [...COMMON, ...SAYS],
  'history-api': COMMON,
};

/** What a function may be given besides: set where the company has use for it. */
export const OPTIONAL_VARIABLES: Readonly<Partial<Record<FunctionName, readonly VariableName[]>>> = {
  'receive-gas-report': ['NETBACK_REPORT_BUCKET'],
  'history-api': ['NETBACK_REPORT_BUCKET'],
};

/** The checked environment of a function. Null = not given, where it may be absent. */
export type Environment = {
  readonly functionName: FunctionName | null;
  readonly table: string;
  /** Path of the bundled company (company-asset.ts). */
  readonly companyJson: string;
  readonly functionTimeoutSeconds: number;
  readonly topicArn: string | null;
  /** Where a message's link leads: the history API or the page. */
  readonly linkBase: string | null;
  readonly reportBucket: string | null;
  /** Local only: every provider is called at this origin. */
  readonly feedsBase: string | null;
  /** Local only: report addresses are called at this origin. */
  readonly reportOrigin: string | null;
  /** Local only: the clock is the tick's own. */
  readonly isSimulated: boolean;
  readonly leaseOwner: string | null;
};

type Given = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks a function's environment at its cold start. Without NETBACK_FUNCTION (everything
 * in one process, as on a laptop) only the common variables are required. Throws `config-invalid`
 * with every problem at once; values are not shown where a variable could carry a secret.
 */
export function readEnvironment(given: Given): Environment {
  const problems: string[] = [];
  const read = <N extends VariableName>(variable: N): z.output<(typeof VARIABLES)[N]> | null => {
    const raw = given[variable];
    if (raw === undefined || raw === '') return null;
    const parsed = VARIABLES[variable].safeParse(raw);
    if (parsed.success) return parsed.data as z.output<(typeof VARIABLES)[N]>;
    problems.push(
      `${variable} is "${raw.slice(0, 100)}"; expected ${parsed.error.issues[0]?.message ?? 'another value'}`,
    );
    return null;
  };
  const functionName = read('NETBACK_FUNCTION');
  const required = functionName === null ? COMMON : REQUIRED_VARIABLES[functionName];
  for (const variable of required) {
    if ((given[variable] ?? '') === '') problems.push(`${variable} is not set`);
  }
  const environment: Environment = {
    functionName,
    table: read('NETBACK_TABLE') ?? '',
    companyJson: read('NETBACK_COMPANY_JSON') ?? '',
    functionTimeoutSeconds: read('NETBACK_FUNCTION_TIMEOUT_SECONDS') ?? 0,
    topicArn: read('NETBACK_TOPIC_ARN'),
    linkBase: read('NETBACK_LINK_BASE'),
    reportBucket: read('NETBACK_REPORT_BUCKET'),
    feedsBase: read('NETBACK_FEEDS_BASE'),
    reportOrigin: read('NETBACK_REPORT_ORIGIN'),
    isSimulated: read('NETBACK_SIMULATED') === '1',
    leaseOwner: read('NETBACK_LEASE_OWNER'),
  };
  if (problems.length > 0)
    throw new NetbackError('config-invalid', `${problems.join('; ')}. The stack sets these (lib/config/env.ts).`);
  return environment;
}
