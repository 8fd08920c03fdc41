import { gunzipSync, gzipSync } from 'node:zlib';
import type { Company } from '../../domain/company.ts';
import { NetbackError } from '../../domain/errors.ts';
import type { ConfigStore } from '../../ports.ts';
import { configSort, PARTITIONS } from './keys.ts';
import type { Row, Table } from './table.ts';

/** Below the 400 KB that one item may have. */
const CHUNK_BYTES = 350_000;
/** Configurations kept in this process: the one in force and those of ticks being caught up on. */
const CACHED_CONFIGURATIONS = 4;

/** The configuration that came with the program; whether it is stored yet is another matter. */
export type DeployedCompany = { readonly version: string; readonly company: Company };

/**
 * CFG: configurations by content hash, gzipped and in chunks, so that every function of a tick
 * loads the same. A hash never changes its content, so one that was read is kept in memory, and the one
 * that this process was deployed with is not read at all: of 10,000 sites it would be there twice.
 */
export function configStore(table: Table, deployed: DeployedCompany | null): ConfigStore {
  const cache = new Map<string, Company>();
  const keep = (version: string, company: Company): Company => {
    cache.set(version, company);
    const oldest = cache.keys().next();
    if (cache.size > CACHED_CONFIGURATIONS && oldest.done !== true) cache.delete(oldest.value);
    return company;
  };
  const read = async (version: string): Promise<Company | null> => {
    const sorts = { from: configSort(version, 0), to: configSort(version, 9999) };
    const company = companyOf(await table.query({ pk: PARTITIONS.config, ...sorts, isStrong: true }));
    return company === null ? null : keep(version, company);
  };
  return {
    putIfAbsent: async (version, company) => {
      if (cache.has(version) || (await read(version)) !== null) return;
      const bytes = gzipSync(JSON.stringify(company));
      const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
      for (let chunk = 0; chunk < chunks; chunk += 1) {
        const b = new Uint8Array(bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES));
        await table.put({ pk: PARTITIONS.config, sk: configSort(version, chunk), chunks, b });
      }
    },
    get: async (version) => (deployed?.version === version ? deployed.company : (cache.get(version) ?? read(version))),
  };
}

/** Null while chunks are missing: its writer was cut short, and the next one writes them all again. */
function companyOf(rows: readonly Row[]): Company | null {
  const [first] = rows;
  if (first === undefined || rows.length !== Number(first.chunks)) return null;
  try {
    const bytes = Buffer.concat(rows.map((row) => row.b as Uint8Array));
    return JSON.parse(gunzipSync(bytes).toString('utf8')) as Company;
  } catch (cause) {
    throw new NetbackError('storage-failed', `Configuration ${String(first.sk)} cannot be read back.`, { cause });
  }
}
