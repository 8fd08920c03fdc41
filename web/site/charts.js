/** The three charts of a site: what its gas is worth, the BTC price with its break-even, its flaring. */
import '../chart/plot.js';
import { utcMinute } from '../format.js';
import { html, nothing } from '../vendor/lit.js';
import { put } from '../view.js';
import { columnsOf } from './history.js';
import { isoOf } from './window.js';

const STEP_WORDS = { tick: 'every tick', '1h': 'means of hours', '1d': 'means of days' };

/** The point under the cursor of each chart; null = none, the newest known is told. */
const pointed = { worth: null, price: null, flaring: null };

/**
 * @param {{ history: any, window: any, site: any }} answer
 * @param {readonly import('../chart/bands.js').Band[]} bands
 * @param {{ figures: any, look: string, redraw: () => void, onPick: (row: any) => void, onZoom: (from: number, to: number) => void }} on
 */
export function charts({ history, window, site }, bands, on) {
  const columns = columnsOf(history, window.step);
  const { figures } = on;
  const money = (usd) => figures.money(usd);
  const ofAlerts = (names) => bands.filter(({ kind, label }) => kind !== 'alert' || names.includes(label));
  const level = (value) => columns.times.map(() => value);
  const { flaring, latest } = site;
  const breakEven = window.step === 'tick' ? columns.breakEven : level(latest?.breakEvenBtcUsd ?? null);
  return html`
    ${chart('worth', `What the gas that mining takes is worth, ${figures.moneyUnit}`, columns, on, {
      format: money,
      bands: bands.filter(({ label }) => !label.startsWith('flaring')),
      lines: [
        { label: 'Mine', ink: 'mine', values: columns.mine },
        { label: 'Sell', ink: 'sell', values: columns.sell },
        { label: 'Flare', ink: 'flare', values: columns.flare },
      ],
      window,
    })}
    ${chart('price', `BTC price, ${figures.currency}`, columns, on, {
      format: money,
      bands: ofAlerts(['mining unprofitable', 'price feed stale']),
      lines: [
        { label: 'BTC', ink: 'ink', values: columns.btc },
        {
          label: window.step === 'tick' ? 'Break-even' : 'Break-even now',
          ink: 'loss',
          values: breakEven,
          isDashed: true,
        },
      ],
      window,
    })}
    ${chart('flaring', `Flared, ${figures.gasRateUnit}`, columns, on, {
      format: figures.gas,
      bands: ofAlerts(['flaring rises', 'site data stale', 'mass balance broken']),
      lines: [
        { label: 'Flared', ink: 'flare', values: columns.flared },
        ...reference('Usual', 'quiet', flaring?.baselineMcfPerDay, level),
        ...reference('Alert above', 'warn', flaring?.alertAboveMcfPerDay, level),
        ...reference('Limit', 'loss', flaring?.permitLimitMcfPerDay, level),
      ],
      window,
    })}
    ${legend(bands)}
  `;
}

function reference(label, ink, value, level) {
  return value === null || value === undefined ? [] : [{ label, ink, values: level(value), isDashed: true }];
}

function chart(name, title, columns, on, { format, bands, lines, window }) {
  const at = pointedAt(name, columns, lines);
  const figure = (line, index) => put(line.values[index], format);
  const say = (index) =>
    `${momentOf(columns, index)}: ${lines.map((line) => `${line.label} ${line.values[index] === null ? 'unknown' : format(line.values[index])}`).join(', ')}`;
  const model = {
    label: `${title}. Arrow keys move, Enter explains.`,
    of: columns,
    look: on.look,
    times: columns.times,
    lines,
    bands,
    window,
    format,
    say,
    onPoint: (index) => {
      pointed[name] = index;
      on.redraw();
    },
    onPick: (index) => on.onPick(columns.rows[index]),
    onZoom: on.onZoom,
  };
  return html`<figure class="chart" data-chart=${name}>
    <figcaption>
      <h3>${title}</h3>
      <p class="readout">
        <span class="quiet">${at === null ? STEP_WORDS[window.step] : momentOf(columns, at)}</span>
        ${lines.map(
          (line) => html`<span class="ink" data-ink=${line.ink} data-dashed=${line.isDashed ? '' : nothing}
            >${line.label} <b>${at === null ? nothing : figure(line, at)}</b></span>`,
        )}
      </p>
    </figcaption>
    <nb-plot .model=${model}></nb-plot>
  </figure>`;
}

/** Where the cursor is, else the newest row with a figure. */
function pointedAt(name, columns, lines) {
  const index = pointed[name];
  if (index !== null && index < columns.times.length) return index;
  const last = columns.times.findLastIndex((_, place) =>
    lines.some((line) => !line.isDashed && line.values[place] !== null),
  );
  return last < 0 ? null : last;
}

function momentOf(columns, index) {
  return utcMinute(isoOf(columns.times[index]));
}

const LEGEND = [
  ['alert', 'alert episode'],
  ['gap', 'no figures'],
  ['correction', 'report corrected later'],
];

function legend(bands) {
  const kinds = LEGEND.filter(([kind]) => bands.some((band) => band.kind === kind));
  if (kinds.length === 0) return nothing;
  return html`<ul class="legend">${kinds.map(([kind, text]) => html`<li data-kind=${kind}>${text}</li>`)}</ul>`;
}
