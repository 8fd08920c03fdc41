/** The figures that the charts draw, as a table: for a screen reader, and to read exactly. Made only when it is opened. */
import { utcMinute } from '../format.js';
import { html, nothing } from '../vendor/lit.js';
import { put } from '../view.js';
import { columnsOf } from './history.js';
import { isoOf } from './window.js';

let isOpen = false;

/** @param {{ figures: any, redraw: () => void, onPick: (row: any) => void }} on */
export function figuresTable({ history, window }, { figures, redraw, onPick }) {
  const toggled = (event) => {
    if (isOpen === event.target.open) return;
    isOpen = event.target.open;
    redraw();
  };
  return html`<details class="panel" @toggle=${toggled}>
    <summary>Figures as a table</summary>
    ${isOpen ? rowsTable(columnsOf(history, window.step), figures, onPick) : nothing}
  </details>`;
}

function rowsTable(columns, figures, onPick) {
  const heads = [
    ['Mine', figures.moneyUnit, 'mine', figures.money],
    ['Sell', figures.moneyUnit, 'sell', figures.money],
    ['Flare', figures.moneyUnit, 'flare', figures.money],
    ['BTC', figures.currency, 'btc', figures.price],
    ['Flared', figures.gasRateUnit, 'flared', figures.gas],
  ];
  const order = columns.times.map((_, index) => columns.times.length - 1 - index);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Figures as a table"><table class="plain">
    <thead><tr><th scope="col">Time</th>${heads.map(([title, unit]) => html`<th scope="col">${title}<small>${unit}</small></th>`)}<th scope="col">Steps</th></tr></thead>
    <tbody>
      ${order.map((index) => {
        const row = columns.rows[index];
        return html`<tr>
          <th scope="row">${utcMinute(isoOf(columns.times[index]))}</th>
          ${heads.map(([, , name, format]) => html`<td>${put(columns[name][index], format)}</td>`)}
          <td>${row === null ? 'gap' : html`<button type="button" @click=${() => onPick(row)}>Explain</button>`}</td>
        </tr>`;
      })}
    </tbody>
  </table></div>`;
}
