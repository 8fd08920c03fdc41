/** How a stored point came about: every step with formula, value, unit and method section, and its inputs with their age. */
import { opened } from '../alerts/acknowledge.js';
import { api, faultOf } from '../api.js';
import { significant, span, utcMinute } from '../format.js';
import { isoOf } from '../site/window.js';
import { html, nothing, ref } from '../vendor/lit.js';
import { moment, named, put } from '../view.js';
import { explanationText } from './text.js';

/** What is shown: nothing, on its way, there, or why not. */
let shown = { state: 'closed' };
let openedBy = null;

/**
 * Explains the point of a row. Of an hour or a day it explains the first tick, since only ticks are stored.
 * @param {string} site
 * @param {{ at?: string, from?: string, to?: string } | null} row
 * @param {() => void} redraw
 */
export async function openExplanation(site, row, redraw) {
  if (row === null) return;
  openedBy = document.activeElement;
  shown = { state: 'asking', site };
  redraw();
  try {
    const at = row.at ?? (await firstTickOf(site, row));
    if (at === null) throw new Error('no tick in this stretch');
    const explained = await api.explain({ site, instant: at });
    shown = { state: 'open', site, explained, within: row.at === undefined ? row : null, isCopied: false };
  } catch (error) {
    shown = { state: 'failed', site, why: faultOf(error).text };
  }
  redraw();
}

async function firstTickOf(site, { from, to }) {
  const step = Math.min(Date.parse(to), Date.parse(from) + 7 * 86_400_000) / 1000;
  const { points } = await api.margins({ site, from, to: isoOf(step), step: 'tick', limit: 1 });
  return points[0]?.at ?? null;
}

/** Closes it and gives the focus back to where it came from. */
export function closeExplanation(redraw) {
  shown = { state: 'closed' };
  redraw();
  openedBy?.focus?.();
}

/** @param {() => void} redraw */
export function explanationDrawer(redraw) {
  if (shown.state === 'closed') return nothing;
  const close = () => closeExplanation(redraw);
  return html`<dialog class="drawer" aria-labelledby="explain-title" ${ref(opened)} @cancel=${(event) => {
    event.preventDefault();
    close();
  }}>
    <div class="drawer-head">
      <h2 id="explain-title">How this figure came about</h2>
      <button type="button" @click=${close}>Close</button>
    </div>
    ${content(redraw)}
  </dialog>`;
}

function content(redraw) {
  if (shown.state === 'asking') return html`<p class="empty" aria-busy="true">Working it out again.</p>`;
  if (shown.state === 'failed') return html`<p class="fault">It cannot be explained: ${named(shown.why)}.</p>`;
  const { explained, within } = shown;
  return html`
    <p>
      ${named(shown.site)} at ${moment(explained.at)}${within === null ? nothing : html`, the first tick of the stretch`}:
      ${explained.isReproduced ? 'every stored digit comes out again' : 'it does not come out as it was stored'}${explained.basis === 'restated' ? ', with the rows of a later correction' : ''}.
      Configuration <code>${explained.configVersion}</code>, method ${explained.methodVersion}.
    </p>
    <button type="button" @click=${() => copy(redraw)}>${shown.isCopied ? 'Copied' : 'Copy as text'}</button>
    <h3>Steps</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Steps">${stepsTable(explained.steps)}</div>
    <h3>Gas reports in force</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Gas reports in force">${reportsTable(explained.inputs.reports)}</div>
    <h3>Market sources</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Market sources">${sourcesTable(explained.inputs.market.sources)}</div>
  `;
}

async function copy(redraw) {
  await navigator.clipboard.writeText(explanationText(shown.site, shown.explained)).then(
    () => {
      shown = { ...shown, isCopied: true };
    },
    () => undefined,
  );
  redraw();
}

const shownValue = (value) => (typeof value === 'number' ? significant(value) : named(value));

function stepsTable(steps) {
  return html`<table class="plain steps">
    <thead><tr><th scope="col">Step</th><th scope="col">Value</th><th scope="col">Unit</th><th scope="col">Formula</th><th scope="col">Method</th></tr></thead>
    <tbody>
      ${steps.map(
        ({ name, value, unit, formula, method }) => html`<tr>
          <th scope="row">${named(name)}</th><td>${put(value, shownValue)}</td><td>${unit}</td><td>${formula}</td><td>${method}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The report rows that a point rests on. */
export function reportsTable(reports) {
  return html`<table class="plain">
    <thead><tr><th scope="col">Stream</th><th scope="col">Mcf/day</th><th scope="col">Quality</th><th scope="col">Period</th><th scope="col">Version</th><th scope="col">Age</th></tr></thead>
    <tbody>
      ${reports
        .filter(({ periodStart }) => periodStart !== null)
        .map(
          (row) => html`<tr>
            <th scope="row">${row.stream}</th><td>${put(row.mcfPerDay, shownValue)}</td><td>${row.quality}</td>
            <td>${utcMinute(row.periodStart)} to ${utcMinute(row.periodEnd)}</td><td>${put(row.version, String)}</td>
            <td>${put(row.ageSeconds, span)}</td>
          </tr>`,
        )}
    </tbody>
  </table>`;
}

function sourcesTable(sources) {
  return html`<table class="plain">
    <thead><tr><th scope="col">Source</th><th scope="col">Gives</th><th scope="col">Value</th><th scope="col">Status</th><th scope="col">Age</th></tr></thead>
    <tbody>
      ${sources.map(
        (one) => html`<tr>
          <th scope="row">${one.source}</th><td>${one.kind}${one.subject === null ? '' : ` ${one.subject}`}</td>
          <td>${put(one.value, shownValue)}</td><td>${one.status}</td><td>${put(one.ageSeconds, span)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
