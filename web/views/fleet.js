/** The fleet: the company's totals, and every site in a table, worst advantage first. */
import { api, ShapeError } from '../api.js';
import { COLUMNS } from '../fleet/columns.js';
import { shownRows } from '../fleet/order.js';
import { followScrolling, rowsInSight } from '../fleet/rows.js';
import { sparklinesUpTo } from '../fleet/sparkline.js';
import { summary } from '../fleet/summary.js';
import { hrefOf } from '../router.js';
import { rememberNames } from '../site-names.js';
import { html, nothing, repeat } from '../vendor/lit.js';
import { choice, named } from '../view.js';
import { worstSeverity } from '../words.js';

/** A fleet of 100,000 sites would still end. */
const PAGES_MAX = 25;
const ALERTS_ASKED = 20;

let stopFollowing = null;

export const fleetView = {
  async load(_route, { signal, previous }) {
    const fleet = await wholeFleet(signal);
    rememberNames(fleet.sites);
    const isSameTick = previous !== null && previous.fleet.at === fleet.at;
    const alerts = isSameTick ? previous.alerts : await api.alerts({ state: 'open', limit: ALERTS_ASKED }, { signal });
    return { fleet, alerts };
  },
  title: ({ fleet }) => fleet.name,
  draw(answer, context) {
    const { fleet } = answer;
    const { route, figures, redraw } = context;
    sparklinesUpTo(fleet.at, redraw);
    const rows = shownRows(fleet.sites, route.query);
    return html`
      <h1>${named(fleet.name)}</h1>
      ${summary(answer, context)}
      <section aria-labelledby="sites-title">
        <h2 id="sites-title">Sites${route.query.sort ? '' : ', worst advantage first'}</h2>
        ${filters(route.query, rows.length, fleet.sites.length, figures)} ${table(rows, route.query, context)}
      </section>
    `;
  },
};

/** Pages of a fleet that one answer does not hold. */
async function wholeFleet(signal) {
  const first = await api.fleet({}, { signal });
  if (!Array.isArray(first?.sites)) throw new ShapeError('no sites');
  const sites = [...first.sites];
  let { next } = first;
  for (let page = 1; next !== null && next !== undefined && page < PAGES_MAX; page += 1) {
    const more = await api.fleet({ cursor: next }, { signal });
    sites.push(...more.sites);
    next = more.next;
  }
  return { ...first, sites };
}

/** The address follows what is typed and chosen without a step in the history for every letter. */
function ask(query, changed) {
  const hash = hrefOf('', null, { ...query, ...changed });
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function filters(query, shown, all, figures) {
  const uses = ['', 'mine', 'sell', 'flare', 'unknown'].map((use) => [use, use === '' ? 'any' : use]);
  const orders = [
    ['', 'worst advantage first'],
    ...COLUMNS.filter(({ by }) => by !== null).flatMap(({ key, title }) => [
      [`${key} up`, `${title}, least first`],
      [`${key} down`, `${title}, most first`],
    ]),
  ];
  const order = query.sort === undefined ? '' : `${query.sort} ${query.order ?? 'up'}`;
  const reorder = (chosen) => ask(query, { sort: chosen.split(' ')[0], order: chosen.split(' ')[1] });
  return html`<form class="filters" role="search" @submit=${(event) => event.preventDefault()}>
    <label>Find a site
      <input type="search" .value=${query.q ?? ''} maxlength="200" @input=${(event) => ask(query, { q: event.target.value })} />
    </label>
    ${choice('Best use', query.best ?? '', uses, (use) => ask(query, { best: use }))}
    ${choice('Order', order, orders, reorder)}
    <label class="tick-box">
      <input type="checkbox" .checked=${query.open === '1'} @change=${(event) => ask(query, { open: event.target.checked ? '1' : '' })} />
      with open alerts
    </label>
    <p class="shown" role="status">${shown === all ? `${figures.whole(all)} sites` : `${figures.whole(shown)} of ${figures.whole(all)} sites`}</p>
  </form>`;
}

function table(rows, query, { figures, redraw }) {
  if (rows.length === 0) return html`<p class="empty">No site is so. Widen what you look for.</p>`;
  const body = document.getElementById('sites');
  const { first, end, before, after } = rowsInSight(rows.length, body);
  const isWhole = end - first === rows.length;
  if (!isWhole && stopFollowing === null)
    stopFollowing = followScrolling(() => document.getElementById('sites') && redraw());
  return html`<table class="fleet" role="table" aria-rowcount=${rows.length + 1} aria-labelledby="sites-title">
    <thead role="rowgroup">
      <tr id="columns" role="row" aria-rowindex="1">${COLUMNS.map((column) => heading(column, query, figures))}</tr>
    </thead>
    <tbody id="sites" role="rowgroup">
      ${spacer(before)}
      ${repeat(
        rows.slice(first, end),
        (row) => row.site,
        (row, index) => siteRow(row, first + index, figures),
      )}
      ${spacer(after)}
    </tbody>
  </table>`;
}

/** The room of rows that are not drawn. The policy forbids style attributes, hence the old one. */
function spacer(pixels) {
  if (pixels <= 0) return nothing;
  return html`<tr class="spacer" role="none" aria-hidden="true"><td role="none" colspan=${COLUMNS.length} height=${Math.round(pixels)}></td></tr>`;
}

function heading({ key, title, unit, by }, query, figures) {
  const isSorted = query.sort === key;
  const order = query.order ?? 'up';
  const turned = isSorted && order === 'up' ? 'down' : 'up';
  const said = !isSorted ? nothing : order === 'up' ? 'ascending' : 'descending';
  const text = html`${title}${unit === undefined ? nothing : html`<small>${unit(figures)}</small>`}`;
  return html`<th scope="col" role="columnheader" data-column=${key} aria-sort=${said}>
    ${by === null ? text : html`<button type="button" @click=${() => ask(query, { sort: key, order: turned })}>${text}</button>`}
  </th>`;
}

function siteRow(row, index, figures) {
  const worst = worstSeverity(row.openAlerts.map((alert) => alert.severity));
  return html`<tr role="row" aria-rowindex=${index + 2} data-site=${row.site} data-severity=${worst ?? nothing}>
    ${COLUMNS.map(({ key, title, unit, cell }) => {
      const label = unit === undefined ? title : `${title}, ${unit(figures)}`;
      return key === 'site'
        ? html`<th scope="row" role="rowheader" data-column=${key}>${cell(row, figures)}</th>`
        : html`<td role="cell" data-column=${key} data-label=${label}>${cell(row, figures)}</td>`;
    })}
  </tr>`;
}
