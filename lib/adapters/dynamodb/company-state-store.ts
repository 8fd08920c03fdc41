import type { CompanyState, CompanyStateStore } from '../../ports.ts';
import { COMPANY_STATE_KEY } from './keys.ts';
import { ifNewer, type Table } from './table.ts';

/** CO/STATE: the state of the company rules, replaced under the condition `v < T`. */
export function companyStateStore(table: Table): CompanyStateStore {
  return {
    get: async () => {
      const row = await table.get(COMPANY_STATE_KEY, true);
      return row === null ? null : (JSON.parse(String(row.j)) as CompanyState);
    },
    putIfNewer: (state) => table.put({ ...COMPANY_STATE_KEY, v: state.v, j: JSON.stringify(state) }, ifNewer(state.v)),
  };
}
