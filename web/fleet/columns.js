/** The columns of the fleet table: what each shows of a site, and by what it sorts. */
import { span } from '../format.js';
import { hrefOf } from '../router.js';
import { html, nothing } from '../vendor/lit.js';
import { best, named, plain, put, severity, signOf, unknown } from '../view.js';
import { ruleName, worstQuality, worstSeverity } from '../words.js';
import { sparkline } from './sparkline.js';

/** @typedef {import('../api-client.js').Point} Point */
/** @typedef {{ site: string, name: string, latest: Point | null, openAlerts: any[], reportAgeSeconds: number | null }} Row */

const point = (field) => (row) => row.latest?.[field] ?? null;
const money = (field) => (row, figures) => put(row.latest?.[field], figures.money);

/**
 * `key` names the column for styles and addresses, `by` gives what it sorts by (null = unknown, always last).
 * @type {readonly { key: string, title: string, unit?: (figures: any) => string, by: ((row: Row) => any) | null,
 *   cell: (row: Row, figures: any) => unknown }[]}
 */
export const COLUMNS = [
  { key: 'site', title: 'Site', by: (row) => row.name.toLowerCase(), cell: siteCell },
  { key: 'best', title: 'Best', by: (row) => row.latest?.best ?? null, cell: (row) => best(row.latest?.best) },
  {
    key: 'advantage',
    title: 'Advantage',
    unit: (figures) => figures.moneyUnit,
    by: point('advantageUsdPerDay'),
    cell: advantageCell,
  },
  { key: 'week', title: '7 days', unit: () => 'advantage', by: null, cell: (row) => sparkline(row.site, row.name) },
  {
    key: 'mine',
    title: 'Mine',
    unit: (figures) => figures.moneyUnit,
    by: point('mineUsdPerDay'),
    cell: money('mineUsdPerDay'),
  },
  { key: 'sell', title: 'Sell', unit: (figures) => figures.moneyUnit, by: point('sellUsdPerDay'), cell: sellCell },
  {
    key: 'flare',
    title: 'Flare',
    unit: (figures) => figures.moneyUnit,
    by: point('flareUsdPerDay'),
    cell: money('flareUsdPerDay'),
  },
  {
    key: 'netback',
    title: 'Netback',
    unit: (figures) => `${figures.currency}/${figures.gasUnit}`,
    by: point('netbackUsdPerMcf'),
    cell: netbackCell,
  },
  {
    key: 'gas',
    title: 'Gas mined',
    unit: (figures) => figures.gasRateUnit,
    by: point('gasUsedMcfPerDay'),
    cell: gasCell,
  },
  {
    key: 'flaring',
    title: 'Flared',
    unit: () => 'of produced',
    by: point('flaringRatio'),
    cell: flaringCell,
  },
  { key: 'quality', title: 'Report', unit: () => 'age, quality', by: (row) => row.reportAgeSeconds, cell: qualityCell },
  { key: 'alerts', title: 'Alerts', by: alertRank, cell: alertsCell },
];

function siteCell({ site, name }) {
  const isNamed = name !== site;
  return html`<a href=${hrefOf('sites', site)} title=${plain(name)}>${named(name)}</a>
    ${isNamed ? html`<small>${named(site)}</small>` : nothing}`;
}

function advantageCell({ latest }, figures) {
  const value = latest?.advantageUsdPerDay;
  return html`<span data-sign=${signOf(value)}>${put(value, figures.gain)}</span>`;
}

/** A site without a sales contract has no sell figure and misses nothing: that is not "unknown". */
function sellCell({ latest }, figures) {
  if (isNotSold(latest)) return html`<span class="quiet">not sold</span>`;
  return put(latest?.sellUsdPerDay, figures.money);
}

/** @param {Point | null} latest */
export function isNotSold(latest) {
  return latest !== null && latest.sellUsdPerDay === null && latest.missing.length === 0;
}

/**
 * What a Mcf of this gas earns sold, USD: the same gas that mining takes, so that it stands beside the
 * mining netback. USD/day ÷ Mcf/day = USD/Mcf; null where either is unknown or no gas is used.
 * @param {Point | null} latest
 */
export function soldUsdPerMcf(latest) {
  const { sellUsdPerDay: sold = null, gasUsedMcfPerDay: used = null } = latest ?? {};
  return sold === null || used === null || used === 0 ? null : sold / used;
}

function netbackCell({ latest }, figures) {
  const sold = isNotSold(latest) ? 'not sold' : html`sold ${put(soldUsdPerMcf(latest), figures.perGas)}`;
  return html`<span>${put(latest?.netbackUsdPerMcf, figures.perGas)}</span><small>${sold}</small>`;
}

function gasCell({ latest }, figures) {
  return html`<span>${put(latest?.gasUsedMcfPerDay, figures.gas)}</span>
    <small>of ${put(latest?.producedMcfPerDay, figures.gas)}</small>`;
}

function flaringCell({ latest }, figures) {
  return html`<span>${put(latest?.flaringRatio, figures.percent)}</span>
    <small>${put(latest?.flaredMcfPerDay, figures.gas)} ${figures.gasRateUnit}</small>`;
}

function qualityCell({ latest, reportAgeSeconds }) {
  if (latest === null) return html`<span>${unknown}</span><small>no point yet</small>`;
  const missing = latest.missing.length === 0 ? latest.quality : `no ${latest.missing.join(', ')}`;
  const isWorse = worstQuality(['ok', latest.quality]) !== 'ok';
  return html`<span>${put(reportAgeSeconds, span)}</span>
    <small class=${isWorse ? 'doubtful' : ''} title=${missing}>${missing}</small>`;
}

function alertRank({ openAlerts }) {
  if (openAlerts.length === 0) return null;
  const worst = worstSeverity(openAlerts.map((alert) => alert.severity));
  return -['info', 'warning', 'critical'].indexOf(worst) * 100 - openAlerts.length;
}

function alertsCell({ site, name, openAlerts }) {
  if (openAlerts.length === 0) return html`<span class="quiet">none</span>`;
  const worst = worstSeverity(openAlerts.map((alert) => alert.severity));
  const [only] = openAlerts;
  const href = openAlerts.length === 1 ? hrefOf('alerts', only.id) : hrefOf('alerts', null, { site, state: 'open' });
  const label = openAlerts.map((alert) => ruleName(alert.rule)).join(', ');
  return html`<a href=${href} aria-label=${`${openAlerts.length} open, ${worst}: ${label}, ${plain(name)}`}
      >${severity(worst)}</a><small title=${label}>${label}</small>`;
}
