import { after, SECONDS_PER_MINUTE, toIso } from '../../domain/instant.ts';
import type { RejectedRow } from '../../ports.ts';
import type { NormalisedRow } from './normalised-row.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import { rowLedger } from './row-ledger.ts';

/** Where a parser's findings go, one by one, so that a file of any size passes through. */
export type RowSink = {
  row(row: NormalisedRow, line: number): void;
  reject(row: RejectedRow): void;
  /** A row of another site, product or activity: read, and none of this site's gas. */
  skip(): void;
};

/** A sender's clock may run ahead by this much before a period counts as one of the future. */
export const FUTURE_TOLERANCE_SECONDS = 5 * SECONDS_PER_MINUTE;

const CONFLICT = 'a higher version: this site, period, stream and version stands above with other figures';

/**
 * Lets a row pass once: the same again is dropped, the same key and version with other figures is
 * refused, and so is a period of the future, whatever the format.
 */
export function checkedSink(context: ParseContext, out: RowSink): RowSink {
  const ledger = rowLedger();
  const latest = after(context.at, FUTURE_TOLERANCE_SECONDS);
  return {
    ...out,
    row: (normalised, line) => {
      const { row } = normalised;
      const place = { file: context.file, line };
      if (row.periodStart > latest) {
        out.reject(rejected(place, 'period_start', toIso(row.periodStart), `not after ${toIso(latest)}`));
        return;
      }
      const key = `${row.site}#${row.periodStart}#${row.periodEnd}#${row.stream}#${row.version}`;
      const content = `${row.hhvBtuPerScf}#${row.evidence}#${row.cause}#${row.original}`;
      const seen = ledger.see(key, content);
      if (seen === 'new') out.row(normalised, line);
      else if (seen === 'other') out.reject(rejected(place, 'version', String(row.version), CONFLICT));
    },
  };
}
