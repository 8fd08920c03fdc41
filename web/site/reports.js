/** The reports of a site: those in force, and those that were corrected with every version. */
import { reportsTable } from '../explain/drawer.js';
import { utcMinute } from '../format.js';
import { html, nothing } from '../vendor/lit.js';
import { named, put } from '../view.js';
import { balanceLine, completenessLine } from './report-quality.js';

const ROWS_SHOWN = 200;

/** @param {{ explained: any, reports: any }} answer */
export function reportsOf({ explained, reports }, figures) {
  const rows = [...reports.reports].sort(
    (a, b) => b.periodStart.localeCompare(a.periodStart) || a.stream.localeCompare(b.stream),
  );
  const key = (row) => `${row.stream} ${row.periodStart} ${row.periodEnd}`;
  const amended = new Set(rows.filter(({ version }) => version > 1).map(key));
  const corrected = rows
    .filter((row) => amended.has(key(row)))
    .sort((a, b) => key(b).localeCompare(key(a)) || b.version - a.version);
  return html`<section aria-labelledby="reports-title">
    <h2 id="reports-title">Gas reports</h2>
    ${completenessLine(reports, figures)} ${balanceLine(reports, figures)}
    ${
      explained === null
        ? html`<p class="empty">Which reports are in force is unknown: the newest point cannot be explained.</p>`
        : html`<h3>In force</h3><div class="scroll" tabindex="0" role="region" aria-label="Reports in force">${reportsTable(explained.inputs.reports)}</div>`
    }
    ${
      corrected.length === 0
        ? html`<p class="quiet">No report of this window was corrected.</p>`
        : html`<h3>Corrected</h3><div class="scroll" tabindex="0" role="region" aria-label="Corrected reports">${versionsTable(corrected, figures)}</div>`
    }
    <details class="panel">
      <summary>Every report row of the window (${figures.whole(rows.length)}${reports.next === null ? '' : ' and more'})</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Every report row">${versionsTable(rows, figures)}</div>
      ${rows.length > ROWS_SHOWN ? html`<p class="quiet">The newest ${ROWS_SHOWN} are shown.</p>` : nothing}
    </details>
  </section>`;
}

function versionsTable(rows, figures) {
  return html`<table class="plain">
    <thead>
      <tr>
        <th scope="col">Stream</th><th scope="col">Period</th><th scope="col">Version</th><th scope="col">Volume<small>${figures.gasUnit}</small></th>
        <th scope="col">As reported</th><th scope="col">Evidence</th><th scope="col">Cause</th><th scope="col">Known from</th>
      </tr>
    </thead>
    <tbody>
      ${rows.slice(0, ROWS_SHOWN).map(
        (row) => html`<tr data-newest=${row.isNewestVersion ? '' : nothing}>
          <th scope="row">${row.stream}</th>
          <td>${utcMinute(row.periodStart)} to ${utcMinute(row.periodEnd)}</td>
          <td>${row.version}${row.isNewestVersion ? '' : ', replaced'}</td>
          <td>${put(row.volumeMcf, figures.gas)}</td>
          <td class="wrap">${named(row.original)}</td>
          <td>${row.evidence ?? ''}</td>
          <td class="wrap">${named(row.cause ?? '')}</td>
          <td>${utcMinute(row.knownAt)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
