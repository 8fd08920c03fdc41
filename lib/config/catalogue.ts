import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A miner as its data sheet or a published list gives it (sources in data/miners.json). */
export type CatalogueMiner = { readonly id: string; readonly ths: number; readonly watts: number };

/** A gas genset as its data sheet gives it (sources in data/generators.json). */
export type CatalogueGenerator = {
  readonly id: string;
  readonly rated_kwe: number;
  /** `standby` sets may not run for long hours; null = the sheet does not say. */
  readonly rating: string | null;
  readonly min_methane_number: number | null;
  /** As the sheet words it: `1524 m at 25C`, `2330 ft`. */
  readonly altitude_capability?: string | null;
  readonly points: readonly {
    readonly load_pct: number;
    readonly kwe: number;
    readonly heat_rate_kj_kwh_lhv: number | null;
  }[];
};

type Catalogue = {
  readonly miners: ReadonlyMap<string, CatalogueMiner>;
  readonly generators: ReadonlyMap<string, CatalogueGenerator>;
};

let read: Catalogue | null = null;

/** The models that a company file may name; read once from the shipped files. */
export function catalogue(): Catalogue {
  read ??= { miners: byId<CatalogueMiner>('miners.json'), generators: byId<CatalogueGenerator>('generators.json') };
  return read;
}

function byId<Row extends { readonly id: string }>(file: string): ReadonlyMap<string, Row> {
  const path = fileURLToPath(new URL(`../../data/${file}`, import.meta.url));
  const rows = JSON.parse(readFileSync(path, 'utf8')) as readonly Row[];
  return new Map(rows.map((row) => [row.id, row]));
}
