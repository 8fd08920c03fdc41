import type { Stores } from '../../ports.ts';
import { memoryAlertStores } from './alert-stores.ts';
import { memoryHistoryStores } from './history-stores.ts';
import { memoryNonceStore } from './nonce-store.ts';
import { memoryPeopleStores } from './people-stores.ts';
import { memoryTickStores } from './tick-stores.ts';

/** All stores of one company in this process's memory: for tests, back-tests and simulations. */
export function memoryStores(): Stores {
  return {
    ...memoryTickStores(),
    ...memoryHistoryStores(),
    ...memoryAlertStores(),
    ...memoryPeopleStores(),
    nonces: memoryNonceStore(),
  };
}
