import type { DelimitedFormat } from './delimited-format.ts';
import { anp } from './formats/anp.ts';
import { canonicalCsv } from './formats/canonical-csv.ts';
import { historianLong } from './formats/historian-long.ts';
import { historianWide } from './formats/historian-wide.ts';
import { ndXlsx } from './formats/nd-xlsx.ts';
import { petrinex } from './formats/petrinex.ts';
import { rrcDsv } from './formats/rrc-dsv.ts';

/** Formats of rows and columns; the first whose header matches is taken. */
export const DELIMITED_FORMATS: readonly DelimitedFormat[] = [
  canonicalCsv,
  petrinex,
  rrcDsv,
  anp,
  ndXlsx,
  historianLong,
  historianWide,
];
