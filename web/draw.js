/**
 * Draws what the API answered. Names, ids and reasons come from reports and configuration and are
 * never trusted: everything reaches the page as text, nothing as markup.
 */
import { compact, fixed, gasRate, signedWhole, span, utcMinute } from './format.js';

/**
 * @typedef {{ quality: string, missing: string[], best: string, advantageUsdPerDay: number | null,
 *   mineUsdPerDay: number | null, sellUsdPerDay: number | null, flareUsdPerDay: number | null,
 *   netbackUsdPerMmbtu: number | null, gasUsedMcfPerDay: number | null }} Point
 * @typedef {{ site: string, name: string, latest: Point | null, openAlerts: { severity: string | null }[],
 *   reportAgeSeconds: number | null }} FleetRow
 * @typedef {{ sites: number, sitesUnknown: number, mineUsdPerDay: number | null, sellUsdPerDay: number | null,
 *   flareUsdPerDay: number | null, advantageUsdPerDay: number | null }} Totals
 * @typedef {{ name: string, at: string | null, totals: Totals, sites: FleetRow[] }} Fleet
 * @typedef {{ site: string | null, rule: string, severity: string, onset: string, state: string }} Alert
 * @typedef {{ alerts: Alert[], next: string | null }} Alerts
 * @typedef {{ btcUsd: number | null, hashpriceUsdPerPhDay: number | null, difficulty: number | null,
 *   height: number | null, feesBtcPerBlock: number | null, quality: Record<string, string> }} Market
 */

/** Both mildest first. */
const SEVERITIES = ['info', 'warning', 'critical'];
const QUALITIES = ['ok', 'degraded', 'last-known-good', 'missing'];

const RULES = new Map([
  ['unprofitable', 'mining unprofitable'],
  ['flaring-rise', 'flaring rises'],
  ['site-data-stale', 'site data stale'],
  ['price-feed-stale', 'price feed stale'],
]);

/** One column of the fleet table: its heading, its unit, and how a site's cell is filled. */
const COLUMNS = [
  { key: 'site', title: 'Site', unit: '', fill: fillSite },
  { key: 'best', title: 'Best', unit: '', fill: fillBest },
  { key: 'advantage', title: 'Advantage', unit: 'USD/day', fill: fillAdvantage },
  { key: 'mine', title: 'Mine', unit: 'USD/day', fill: figure('mineUsdPerDay', (value) => fixed(value, 0)) },
  { key: 'sell', title: 'Sell', unit: 'USD/day', fill: fillSell },
  { key: 'flare', title: 'Flare', unit: 'USD/day', fill: figure('flareUsdPerDay', (value) => fixed(value, 0)) },
  {
    key: 'netback',
    title: 'Netback',
    unit: 'USD/MMBtu',
    fill: figure('netbackUsdPerMmbtu', (value) => fixed(value, 2)),
  },
  { key: 'gas', title: 'Gas mined', unit: 'Mcf/d', fill: figure('gasUsedMcfPerDay', gasRate) },
  { key: 'quality', title: 'Quality', unit: '', fill: fillQuality },
  { key: 'age', title: 'Report age', unit: '', fill: fillAge },
];

/**
 * The headings. The roles are said aloud because the narrow layout takes the display of a table away,
 * and some browsers its meaning with it.
 * @param {HTMLElement} row the heading row
 */
export function drawColumns(row) {
  row.setAttribute('role', 'row');
  const table = row.closest('table');
  table.setAttribute('role', 'table');
  for (const group of table.querySelectorAll('thead, tbody')) group.setAttribute('role', 'rowgroup');
  row.replaceChildren(
    ...COLUMNS.map(({ key, title, unit }) => {
      const cell = element('th', title, { role: 'columnheader', scope: 'col' });
      cell.dataset.column = key;
      if (unit !== '') cell.append(element('small', unit));
      return cell;
    }),
  );
}

/**
 * The table of sites, in the order of the API: worst advantage first.
 * @param {HTMLElement} body
 * @param {Fleet} fleet
 */
export function drawSites(body, fleet) {
  body.replaceChildren(
    ...fleet.sites.map((site) => {
      const row = element('tr', '', { role: 'row' });
      if (site.openAlerts.length > 0) {
        row.dataset.severity = worst(
          SEVERITIES,
          site.openAlerts.map((alert) => alert.severity),
        );
      }
      for (const { key, title, unit, fill } of COLUMNS) {
        const cell = element(key === 'site' ? 'th' : 'td', '', { role: key === 'site' ? 'rowheader' : 'cell' });
        cell.dataset.column = key;
        cell.dataset.label = unit === '' ? title : `${title}, ${unit}`;
        fill(cell, site);
        row.append(cell);
      }
      return row;
    }),
  );
}

/**
 * The company in one sentence. Sites with an unknown value are counted apart, never as zero.
 * @param {HTMLElement} line
 * @param {Totals} totals
 */
export function drawTotals(line, { sites, sitesUnknown, advantageUsdPerDay, ...values }) {
  const known = sites - sitesUnknown;
  const apart = sitesUnknown === 0 ? '' : ` ${sitesUnknown} more with an unknown value, not counted.`;
  if (advantageUsdPerDay === null) {
    line.textContent = `No site has all of its values yet.${apart}`;
    return;
  }
  const money = (value) => (value === null ? 'unknown' : fixed(value, 0));
  line.textContent =
    `${known} of ${sites} sites together: mine ${money(values.mineUsdPerDay)}, sell ${money(values.sellUsdPerDay)}, ` +
    `flare ${money(values.flareUsdPerDay)}, advantage ${signedWhole(advantageUsdPerDay)} USD/day.${apart}`;
}

/**
 * The open alerts as the API orders them.
 * @param {HTMLElement} list
 * @param {Alerts} alerts
 * @param {Fleet | null} fleet gives the sites' names
 */
export function drawAlerts(list, { alerts, next }, fleet) {
  const names = new Map((fleet?.sites ?? []).map((site) => [site.site, site.name]));
  const items = alerts.map((alert) => {
    const item = element('li', '');
    item.dataset.severity = alert.severity;
    const where = alert.site === null ? 'company' : (names.get(alert.site) ?? alert.site);
    item.append(
      element('strong', alert.severity),
      element('span', `${RULES.get(alert.rule) ?? alert.rule}: ${where}`),
      element('small', `since ${utcMinute(alert.onset)}${alert.state === 'acknowledged' ? ', acknowledged' : ''}`),
    );
    return item;
  });
  if (items.length === 0) items.push(element('li', 'None.'));
  if (next !== null && next !== undefined) items.push(element('li', 'More in /v1/alerts.'));
  list.replaceChildren(...items);
}

/**
 * The market line.
 * @param {HTMLElement} list
 * @param {Market} market
 */
export function drawMarket(list, market) {
  const figures = [
    ['BTC, USD', market.btcUsd, (value) => fixed(value, 2)],
    ['Hashprice, USD/PH/s/day', market.hashpriceUsdPerPhDay, (value) => fixed(value, 2)],
    ['Difficulty', market.difficulty, compact],
    ['Height', market.height, (value) => fixed(value, 0)],
    ['Fees, BTC/block', market.feesBtcPerBlock, (value) => fixed(value, 4)],
  ];
  const entries = figures.map(([label, value, format]) => {
    const term = element('dd', '');
    put(term, value, format);
    return entry(label, term);
  });
  entries.push(entry('Quality', element('dd', worst(QUALITIES, Object.values(market.quality)))));
  list.replaceChildren(...entries);
}

/** The last in `ranking` of the values given; what is not ranked does not count. */
function worst(ranking, values) {
  return ranking[Math.max(...values.map((value) => ranking.indexOf(value)))] ?? 'unknown';
}

function entry(label, term) {
  const group = element('div', '');
  group.append(element('dt', label), term);
  return group;
}

function figure(field, format) {
  return (cell, { latest }) => put(cell, latest?.[field], format);
}

function fillSite(cell, { site, name }) {
  cell.append(element('span', name), element('small', site));
}

function fillBest(cell, { latest }) {
  const best = latest?.best ?? 'unknown';
  if (best === 'unknown') return put(cell, null, String);
  cell.append(element('b', best));
  cell.dataset.best = best;
}

function fillAdvantage(cell, { latest }) {
  const advantage = latest?.advantageUsdPerDay;
  put(cell, advantage, signedWhole);
  if (typeof advantage === 'number') cell.dataset.sign = advantage < 0 ? 'loss' : 'gain';
}

/** A site without a sales contract has no sell figure and misses nothing: that is not "unknown". */
function fillSell(cell, { latest }) {
  if (latest?.sellUsdPerDay === null && latest.missing.length === 0) {
    cell.append(element('span', 'not sold'));
    return;
  }
  put(cell, latest?.sellUsdPerDay, (value) => fixed(value, 0));
}

function fillQuality(cell, { latest }) {
  cell.append(element('span', latest?.quality ?? 'no point yet'));
  if (latest !== null && latest.missing.length > 0) cell.append(element('small', `no ${latest.missing.join(', ')}`));
}

function fillAge(cell, { reportAgeSeconds }) {
  put(cell, reportAgeSeconds, span);
}

/** Unknown is drawn as the word, never as a number or an empty cell. */
function put(cell, value, format) {
  if (value === null || value === undefined) cell.append(element('em', 'unknown'));
  else cell.append(format(value));
}

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
