import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type CfnTable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** The attribute that lib/adapters/dynamodb/keys.ts writes an expiry into. */
const TTL_ATTRIBUTE = 'expiresAtUnixSeconds';
const RECOVERY_DAYS = 35;

/**
 * The one table of a company: its whole history and state. It outlives its stack (RETAIN), refuses
 * deletion, and can be set back to any second of the last 35 days. Its logical id is pinned:
 * a change of it would make an empty table (docs/upgrade.md).
 */
export function historyTable(scope: Construct, key: IKey | null): Table {
  const table = new Table(scope, 'HistoryTable', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: TTL_ATTRIBUTE,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(key === null ? {} : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
  });
  (table.node.defaultChild as CfnTable).overrideLogicalId('HistoryTable');
  return table;
}
