import type { PresentedPoint } from './present.ts';

/** A site with the point that its gauges show. */
export type MeasuredSite = {
  readonly site: string;
  readonly latest: (PresentedPoint & { readonly gainUsdPerDay: number | null }) | null;
  readonly reportAgeSeconds: number | null;
};

type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly of: (site: MeasuredSite) => number | null;
};

const latest = (of: (point: PresentedPoint) => number | null) => (site: MeasuredSite) =>
  site.latest === null ? null : of(site.latest);

/** Gauges of a site. An unknown figure has no sample: a gap, never a zero. */
const SITE_GAUGES: readonly Gauge[] = [
  {
    name: 'netback_mine_usd_per_day',
    help: 'Cash margin of mining, USD/day.',
    of: latest((point) => point.mineUsdPerDay),
  },
  { name: 'netback_sell_usd_per_day', help: 'The same gas sold, USD/day.', of: latest((point) => point.sellUsdPerDay) },
  {
    name: 'netback_flare_usd_per_day',
    help: 'The same gas flared, USD/day.',
    of: latest((point) => point.flareUsdPerDay),
  },
  {
    name: 'netback_advantage_usd_per_day',
    help: 'Mine less the best alternative, USD/day.',
    of: latest((point) => point.advantageUsdPerDay),
  },
  {
    name: 'netback_gain_usd_per_day',
    help: 'Optimum less what runs now, USD/day.',
    of: (site) => site.latest?.gainUsdPerDay ?? null,
  },
  {
    name: 'netback_usd_per_mmbtu',
    help: 'What gas earns mined, USD/MMBtu (HHV).',
    of: latest((point) => point.netbackUsdPerMmbtu),
  },
  {
    name: 'netback_gas_used_mcf_per_day',
    help: 'Gas that mining uses, Mcf/day.',
    of: latest((point) => point.gasUsedMcfPerDay),
  },
  { name: 'netback_flared_mcf_per_day', help: 'Gas flared, Mcf/day.', of: latest((point) => point.flaredMcfPerDay) },
  {
    name: 'netback_report_age_seconds',
    help: 'Age of the newest gas report at the last tick.',
    of: (site) => site.reportAgeSeconds,
  },
];

/** Figures of the company as a whole. */
export type CompanyFigures = {
  readonly lastTickSeconds: number | null;
  readonly btcUsd: number | null;
  readonly difficulty: number | null;
  readonly hashpriceUsdPerPhDay: number | null;
  readonly openAlerts: number;
};

/** The latest figures as OpenMetrics 1.0 text, for a Prometheus to scrape. */
export function openMetrics(company: CompanyFigures, sites: readonly MeasuredSite[]): string {
  const lines: string[] = [];
  const family = (
    name: string,
    help: string,
    samples: readonly (readonly [labels: string, value: number | null])[],
  ): void => {
    lines.push(`# TYPE ${name} gauge`, `# HELP ${name} ${help}`);
    for (const [labels, value] of samples) if (value !== null) lines.push(`${name}${labels} ${value}`);
  };
  family('netback_last_tick_timestamp_seconds', 'Newest evaluated tick, epoch seconds.', [
    ['', company.lastTickSeconds],
  ]);
  family('netback_btc_usd', 'BTC price, USD.', [['', company.btcUsd]]);
  family('netback_difficulty', 'Network difficulty.', [['', company.difficulty]]);
  family('netback_hashprice_usd_per_ph_day', 'Revenue of 1 PH/s for a day, USD.', [['', company.hashpriceUsdPerPhDay]]);
  family('netback_open_alerts', 'Episodes open now.', [['', company.openAlerts]]);
  for (const gauge of SITE_GAUGES) {
    family(
      gauge.name,
      gauge.help,
      sites.map((site) => [`{site="${escaped(site.site)}"}`, gauge.of(site)] as const),
    );
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
