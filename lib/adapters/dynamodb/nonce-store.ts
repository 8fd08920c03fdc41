import type { NonceStore } from '../../ports.ts';
import { nonceKey, TTL_ATTRIBUTE } from './keys.ts';
import { IF_ABSENT, type Table } from './table.ts';

/** NONCE: nonces of pushed reports, put if absent and forgotten by the table's time-to-live. */
export function nonceStore(table: Table): NonceStore {
  return {
    take: (site, nonce, until) => table.put({ ...nonceKey(site, nonce), [TTL_ATTRIBUTE]: until }, IF_ABSENT),
  };
}
