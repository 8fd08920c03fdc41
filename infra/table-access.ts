import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from '#lib/config/env.ts';

/** What a function does to items of one partition family (lib/adapters/dynamodb/keys.ts). */
export type TableAccess = {
  /** GetItem, Query. */
  readonly reads: readonly string[];
  /** PutItem. */
  readonly writes: readonly string[];
  /** UpdateItem: the claim of a tick. */
  readonly updates: readonly string[];
  /** DeleteItem. */
  readonly deletes: readonly string[];
};

/** Partition families as IAM patterns: site partitions end in the site's id. */
export const HISTORY = 'H#*';
export const REPORTS = 'R#*';
export const REPLACED = 'A#*';

/**
 * Least privilege on the table, function by function: which partitions it may read, put, update and
 * delete, enforced through `dynamodb:LeadingKeys`. The tick cannot touch what people wrote (ACK,
 * MUTE), the API writes nothing else, and ingest can only add.
 */
export const TABLE_ACCESS: Readonly<Record<FunctionName, TableAccess>> = {
  'pull-market': { reads: ['MKT', 'CFG', 'TICK'], writes: ['MKT', 'CFG'], updates: ['TICK'], deletes: [] },
  'pull-gas-reports': {
    reads: ['TICK', REPORTS],
    writes: [REPORTS, 'INBOX'],
    updates: ['TICK'],
    deletes: [],
  },
  'receive-gas-report': { reads: [REPORTS], writes: [REPORTS, 'INBOX', 'NONCE'], updates: [], deletes: [] },
  'recompute-margins': {
    reads: ['MKT', 'CFG', 'TICK', 'SITE', 'CO', 'INBOX', 'EP', REPORTS],
    writes: ['SITE', 'CO', 'EP', 'DIRTY', HISTORY],
    updates: ['TICK'],
    deletes: ['INBOX'],
  },
  'send-alerts': {
    reads: ['TICK', 'SITE', 'CO', 'NG', 'EP', 'MKT', 'CFG', 'MSG', 'ACK', 'MUTE', 'SUP', 'COR', HISTORY],
    writes: ['NG', 'MSG', 'SUP'],
    updates: ['TICK'],
    deletes: ['NG', 'COR'],
  },
  'seal-history': {
    reads: ['TICK', 'SITE', 'MKT', 'CFG', 'DIRTY', 'EP', 'COR', REPORTS, HISTORY],
    writes: ['DIRTY', 'COR', HISTORY, REPLACED],
    updates: ['TICK'],
    deletes: ['DIRTY'],
  },
  'send-digest': {
    reads: ['TICK', 'SITE', 'CO', 'NG', 'EP', 'MKT', 'CFG', 'ACK', 'MUTE', REPORTS, HISTORY],
    writes: ['NG', 'MSG'],
    updates: ['TICK'],
    deletes: [],
  },
  'history-api': {
    reads: ['TICK', 'SITE', 'CO', 'NG', 'EP', 'MKT', 'CFG', 'MSG', 'ACK', 'MUTE', 'SUP', REPORTS, HISTORY, REPLACED],
    writes: ['ACK', 'MUTE'],
    updates: [],
    deletes: ['ACK', 'MUTE'],
  },
};

/** The table's statements of one function. */
export function tableStatements(name: FunctionName, tableArn: string): readonly PolicyStatement[] {
  const { reads, writes, updates, deletes } = TABLE_ACCESS[name];
  return [
    statement('ReadItems', ['dynamodb:GetItem', 'dynamodb:Query'], reads, tableArn),
    statement('PutItems', ['dynamodb:PutItem'], writes, tableArn),
    statement('UpdateItems', ['dynamodb:UpdateItem'], updates, tableArn),
    statement('DeleteItems', ['dynamodb:DeleteItem'], deletes, tableArn),
  ].flatMap((one) => one ?? []);
}

function statement(
  sid: string,
  actions: readonly string[],
  partitions: readonly string[],
  tableArn: string,
): PolicyStatement | null {
  if (partitions.length === 0) return null;
  return new PolicyStatement({
    sid,
    actions: [...actions],
    resources: [tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions].sort() } },
  });
}
