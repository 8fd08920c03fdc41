import { statSync } from 'node:fs';
import { NetbackError } from '#lib/domain/errors.ts';
import { readMarketCsv } from './market-csv.ts';
import type { RecordedMarket } from './recorded-market.ts';
import { readWindow } from './window.ts';

/** A recorded market from a window's folder or a market CSV; a path that is neither is refused in one line. */
export function readReplay(path: string): RecordedMarket {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new NetbackError('input-invalid', `--replay ${path} does not exist; give a market CSV or a window's folder.`);
  }
  return found.isDirectory() ? readWindow(path) : readMarketCsv(path);
}
