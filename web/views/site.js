/** One site: the verdict now, its history as charts, its episodes, its reports. */

import { episodeList } from '../alerts/episode-list.js';
import { api, faultOf, ShapeError } from '../api.js';
import { explanationDrawer, openExplanation } from '../explain/drawer.js';
import { utcMinute } from '../format.js';
import { hrefOf } from '../router.js';
import { settings } from '../settings.js';
import { bandsOf } from '../site/bands.js';
import { charts } from '../site/charts.js';
import { exportCsv } from '../site/export.js';
import { readHistory } from '../site/history.js';
import { now } from '../site/now.js';
import { reportsOf } from '../site/reports.js';
import { figuresTable } from '../site/table.js';
import { isoOf, moved, RANGES, windowOf } from '../site/window.js';
import { rememberName } from '../site-names.js';
import { html, nothing } from '../vendor/lit.js';
import { named } from '../view.js';

const DAY_SECONDS = 86_400;
/** Episodes opened this long before the window may reach into it. */
const EPISODE_DAYS_BEFORE = 30;
const LIST_DAYS_MAX = 400;
const REPORT_DAYS_MIN = 62;

/** Why the last export did not come about. */
let exportFault = null;

export const siteView = {
  asksByQuery: true,
  title: ({ site }) => site.name,
  async load(route, { signal, previous, health }) {
    const site = await api.site({ site: route.id }, { signal });
    if (typeof site?.name !== 'string') throw new ShapeError('no site');
    rememberName(site.site, site.name);
    const tickSeconds = health?.tickSeconds ?? (await api.health({}, { signal })).tickSeconds;
    const newest = site.latest === null ? 0 : Date.parse(site.latest.at) / 1000;
    const window = windowOf(route.query, newest, tickSeconds);
    const isSame = previous !== null && previous.site.latest?.at === site.latest?.at;
    if (isSame && JSON.stringify(previous.window) === JSON.stringify(window)) return { ...previous, site };
    const [history, episodes, reports, explained] = await Promise.all([
      readHistory(route.id, window, signal),
      episodesOf(route.id, window, signal),
      reportRows(site, window, signal),
      isSame ? previous.explained : explainedAt(route.id, site.latest, signal),
    ]);
    return { site, window, newest, history, episodes, reports, explained };
  },
  draw(answer, context) {
    const { site, window } = answer;
    const { figures, redraw } = context;
    const explain = (row) => openExplanation(site.site, row, redraw);
    const on = {
      figures,
      redraw,
      look: `${figures.currency} ${figures.perUsd} ${figures.gasUnit} ${figures.locale} ${settings().theme}`,
      onPick: explain,
      onZoom: (from, to) => go(site.site, { from: isoOf(from), to: isoOf(to) }),
    };
    const corrections = answer.reports.reports.filter(({ version }) => version > 1);
    const bands = bandsOf(answer.episodes, answer.history.gaps, corrections, window, answer.newest);
    return html`
      <p class="crumbs"><a href=${hrefOf('')}>Fleet</a> / ${named(site.site)}</p>
      <h1>${named(site.name)}</h1>
      ${site.isRemoved ? html`<p class="fault">This site was taken out of the company file; its history stays.</p>` : nothing}
      <div class="tiles">${now(answer, { figures, explain })}</div>
      <section aria-labelledby="history-title">
        <h2 id="history-title">History</h2>
        ${rangeButtons(site.site, window, redraw)} ${charts(answer, bands, on)}
        ${answer.history.isCut ? html`<p class="fault">The window holds more rows than are shown; narrow it.</p>` : nothing}
        ${figuresTable(answer, on)}
      </section>
      <section aria-labelledby="episodes-title">
        <h2 id="episodes-title">Alert episodes of this window</h2>
        ${episodeList(answer.episodes, 'None.', answer.newest)}
      </section>
      ${reportsOf(answer, figures)}
      <details class="panel"><summary>Configuration as deployed</summary><pre tabindex="0">${JSON.stringify(site.configuration, null, 2)}</pre></details>
      ${explanationDrawer(redraw)}
    `;
  },
};

function go(site, query) {
  location.hash = hrefOf('sites', site, query);
}

function rangeButtons(site, window, redraw) {
  const take = async () => {
    exportFault = null;
    await exportCsv(site, window).catch((error) => {
      exportFault = faultOf(error).text;
    });
    redraw();
  };
  const turn = (title, factor, shift) =>
    html`<button type="button" @click=${() => go(site, moved(window, factor, shift))}>${title}</button>`;
  return html`<div class="ranges">
    <div role="group" aria-label="Stretch of time">
      ${Object.keys(RANGES).map(
        (range) =>
          html`<a class="button" href=${hrefOf('sites', site, { range })} aria-current=${window.range === range ? 'true' : nothing}>${range.replace(/(\d+)(\w)/, '$1 $2')}</a>`,
      )}
    </div>
    <div role="group" aria-label="Move and zoom">
      ${turn('Earlier', 1, -0.5)} ${turn('Later', 1, 0.5)} ${turn('Zoom in', 0.5, 0)} ${turn('Zoom out', 2, 0)}
    </div>
    <button type="button" @click=${take}>Export CSV</button>
    <p class="quiet">${utcMinute(isoOf(window.from))} to ${utcMinute(isoOf(window.to))}${window.step === 'tick' ? ', every tick' : window.step === '1h' ? ', by the hour' : ', by the day'}</p>
    ${exportFault === null ? nothing : html`<p class="fault">No file: ${exportFault}.</p>`}
  </div>`;
}

/** Episodes that reach into the window, newest first. */
async function episodesOf(site, { from, to }, signal) {
  const earliest = Math.max(from - EPISODE_DAYS_BEFORE * DAY_SECONDS, to - LIST_DAYS_MAX * DAY_SECONDS);
  const asked = { site, from: isoOf(earliest), to: isoOf(to), limit: 200 };
  const [within, open] = await Promise.all([
    api.alerts(asked, { signal }),
    api.alerts({ site, state: 'open', limit: 50 }, { signal }),
  ]);
  const known = new Map([...within.alerts, ...open.alerts].map((one) => [one.id, one]));
  const reaches = ({ onset, closedAt }) =>
    Date.parse(onset) / 1000 < to && (closedAt === null || Date.parse(closedAt) / 1000 >= from);
  return [...known.values()].filter(reaches).sort((a, b) => b.openedAt.localeCompare(a.openedAt));
}

/** At least two months, and four of a monthly site: its report comes up to two months after its month began. */
function reportRows({ site, configuration }, { from, to }, signal) {
  const least = (configuration?.reports?.cadence === '1mo' ? 2 : 1) * REPORT_DAYS_MIN;
  const start = Math.max(Math.min(from, to - least * DAY_SECONDS), to - LIST_DAYS_MAX * DAY_SECONDS);
  return api.reports({ site, from: isoOf(start), to: isoOf(to), limit: 10_000 }, { signal });
}

/** A point whose inputs are gone has no explanation; the page goes on without. */
async function explainedAt(site, latest, signal) {
  if (latest === null) return null;
  return api.explain({ site, instant: latest.at }, { signal }).catch((error) => {
    if (error.status === 404) return null;
    throw error;
  });
}
