import type { VolumeBase } from './company.ts';
import type { Stream } from './gas/report.ts';
import type { VolumeUnit } from './gas/volume.ts';

/** Every format that a gas report may have; `auto` = whichever the file shows itself to be. */
export const REPORT_FORMATS = [
  'auto',
  'canonical-csv',
  'canonical-json',
  'petrinex',
  'rrc-dsv',
  'nd-xlsx',
  'prodml',
  'anp',
  'historian-long',
  'historian-wide',
] as const;
export type FormatName = (typeof REPORT_FORMATS)[number];

/** How a site's gas reports come in: how often, when they are stale, by which ways, under which names. */
export type ReportPlan = {
  readonly cadence: '1h' | '1d' | '1mo';
  readonly staleAfterSeconds: number;
  readonly pull: {
    readonly url: string;
    readonly format: string;
    readonly everySeconds: number;
    readonly secret: string | null;
  } | null;
  readonly pushKeys: readonly { readonly id: string; readonly secret: string }[];
  readonly drop: boolean;
  /** The site's own identifiers in formats that name no site: facilities, leases, wells, fields. */
  readonly ids?: readonly string[];
  /** What a historian's tags measure, by tag name. */
  readonly tags?: Readonly<Record<string, ReportTag>>;
};

/** What one tag of a historian is: the volume of a stream over each period of `per`, stamped at its end or start. */
export type ReportTag = {
  readonly stream: Stream;
  readonly unit: VolumeUnit;
  readonly base: VolumeBase;
  readonly per: '1h' | '1d';
  readonly stamp: 'start' | 'end';
};
