import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Stores } from '../../ports.ts';
import { companyStateStore } from './company-state-store.ts';
import { configStore, type DeployedCompany } from './config-store.ts';
import { correctionStore } from './correction-store.ts';
import { dirtyStore } from './dirty-store.ts';
import { episodeStore } from './episode-store.ts';
import { groupStore } from './group-store.ts';
import { historyStore } from './history-store.ts';
import { marketStore } from './market-store.ts';
import { messageStore } from './message-store.ts';
import { nonceStore } from './nonce-store.ts';
import { pacedAt } from './pace.ts';
import { acknowledgementStore, muteStore, suppressedStore } from './people-stores.ts';
import { replacedStore } from './replaced-store.ts';
import { reportStore } from './report-store.ts';
import { siteStore } from './site-store.ts';
import { type OnConsumed, tableOf } from './table.ts';
import { tickStore } from './tick-store.ts';

export type StoreOptions = {
  /** Points, markets and report rows are kept so long; days and months for good. */
  readonly rawRetentionDays: number;
  /** The company that this process was deployed with. */
  readonly deployed?: DeployedCompany;
  /** Puts of sites' items go no faster; not given = as fast as they can. */
  readonly sitePutsPerSecond?: number;
  /** Told the capacity units of every call, when somebody wants to count them. */
  readonly onConsumed?: OnConsumed;
};

/** All stores of one company in one DynamoDB table, with the layout of docs/storage.md. */
export function dynamodbStores(client: DynamoDBDocumentClient, tableName: string, options: StoreOptions): Stores {
  const table = tableOf(client, tableName, options.onConsumed ?? null);
  const { rawRetentionDays, sitePutsPerSecond } = options;
  return {
    config: configStore(table, options.deployed ?? null),
    market: marketStore(table, rawRetentionDays),
    sites: siteStore(table, sitePutsPerSecond === undefined ? null : pacedAt(sitePutsPerSecond)),
    company: companyStateStore(table),
    history: historyStore(table, rawRetentionDays),
    replaced: replacedStore(table, rawRetentionDays),
    dirty: dirtyStore(table),
    reports: reportStore(table, rawRetentionDays),
    nonces: nonceStore(table),
    ticks: tickStore(table),
    episodes: episodeStore(table),
    groups: groupStore(table),
    messages: messageStore(table),
    acknowledgements: acknowledgementStore(table),
    mutes: muteStore(table),
    suppressed: suppressedStore(table),
    corrections: correctionStore(table),
  };
}
