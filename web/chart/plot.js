/**
 * A chart over time: lines, bands behind them, a cursor for mouse and keyboard. Colours are the style
 * sheet's, read when drawn, so that dark and light need nothing here. The only user of uPlot.
 */
import { uPlot } from '../vendor/uplot.js';
import { drawBands } from './bands.js';

const HEIGHT_PIXELS = 220;
const NARROW_PIXELS = 480;
const AXIS_FONT = '12px system-ui, "Liberation Sans", sans-serif';
const MINIMUM_ZOOM_SECONDS = 1800;

/**
 * @typedef {object} PlotModel
 * @property {string} label what the chart shows, said to a screen reader
 * @property {object} of the answer that it draws: the same one is not drawn again
 * @property {string} look whatever else changes the drawing: units, colours
 * @property {readonly number[]} times epoch seconds
 * @property {readonly { label: string, ink: string, values: readonly (number | null)[], isDashed?: boolean }[]} lines
 * @property {readonly import('./bands.js').Band[]} bands
 * @property {readonly { from: number, to: number }} window
 * @property {(value: number) => string} format of the value axis
 * @property {(index: number) => string} say a point in words
 * @property {(index: number | null) => void} onPoint the cursor moved
 * @property {(index: number) => void} onPick a point was chosen
 * @property {(from: number, to: number) => void} onZoom a stretch was chosen
 */

/** `<nb-plot .model=${…}>` */
class Plot extends HTMLElement {
  /** @type {PlotModel | null} */
  #model = null;
  /** @type {any} the uPlot, for tests too */
  plot = null;
  #shape = '';
  #index = -1;
  #sizes = new ResizeObserver(() => this.#fit());
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #recolour = () => this.plot?.redraw(false);

  connectedCallback() {
    this.#sizes.observe(this);
    this.#dark.addEventListener('change', this.#recolour);
    this.addEventListener('keydown', this.#onKey);
    this.#draw();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
    this.#dark.removeEventListener('change', this.#recolour);
    this.removeEventListener('keydown', this.#onKey);
    this.plot?.destroy();
    this.plot = null;
  }

  set model(model) {
    const isDrawn = this.plot !== null && model.of === this.#model?.of && model.look === this.#model.look;
    this.#model = model;
    this.setAttribute('tabindex', '0');
    this.setAttribute('role', 'slider');
    this.setAttribute('aria-label', model.label);
    this.setAttribute('aria-valuemin', '0');
    this.setAttribute('aria-valuemax', String(Math.max(0, model.times.length - 1)));
    this.#sayPoint();
    if (this.isConnected && !isDrawn) this.#draw();
  }

  get model() {
    return this.#model;
  }

  #draw() {
    const model = this.#model;
    if (model === null) return;
    const figures = [model.times, ...model.lines.map((line) => line.values)];
    const shape = JSON.stringify(model.lines.map(({ label, ink, isDashed }) => [label, ink, isDashed]));
    if (this.plot === null || shape !== this.#shape) {
      this.plot?.destroy();
      this.#shape = shape;
      this.plot = new uPlot(this.#options(model), figures, this);
    } else {
      this.plot.setData(figures, false);
      this.plot.setScale('x', { min: model.window.from, max: model.window.to });
    }
  }

  #fit() {
    if (this.plot !== null && this.clientWidth > 0)
      this.plot.setSize({ width: this.clientWidth, height: HEIGHT_PIXELS });
  }

  #options(model) {
    const axis = {
      stroke: () => this.#ink('quiet'),
      grid: { stroke: () => this.#ink('line'), width: 1 },
      font: AXIS_FONT,
    };
    return {
      width: this.clientWidth || 600,
      height: HEIGHT_PIXELS,
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { drag: { x: true, y: false, setScale: false }, focus: { prox: 30 }, points: { size: 7 } },
      scales: { x: { range: () => [this.#model.window.from, this.#model.window.to] }, y: { range: withRoom } },
      series: [{}, ...model.lines.map((line) => this.#series(line))],
      axes: [
        { ...axis, values: axisTimes, space: 70 },
        {
          ...axis,
          size: this.clientWidth < NARROW_PIXELS ? 52 : 72,
          values: (_plot, values) => values.map((value) => this.#model.format(value)),
        },
      ],
      hooks: {
        drawClear: [(plot) => drawBands(plot, this.#model.bands, (name) => this.#ink(name))],
        setCursor: [({ cursor }) => this.#moveTo(cursor.idx ?? null, cursor.left >= 0)],
        setSelect: [(plot) => this.#zoom(plot)],
        ready: [(plot) => plot.over.addEventListener('click', () => this.#pick(plot.cursor.idx))],
      },
    };
  }

  #series({ label, ink, isDashed }) {
    return {
      label,
      stroke: () => this.#ink(ink),
      width: 2,
      ...(isDashed ? { dash: [6, 5] } : { paths: uPlot.paths.stepped({ align: 1 }) }),
      spanGaps: false,
      points: { show: (plot, series) => isLonely(plot.data[series]), size: 5 },
    };
  }

  /** A colour of the style sheet by name, worked out for the scheme that is on. */
  #ink(name) {
    this.style.setProperty('--probe', `var(--${name})`);
    return getComputedStyle(this).getPropertyValue('column-rule-color');
  }

  #moveTo(index, isInside) {
    const found = isInside ? index : null;
    if (found === this.#index) return;
    this.#index = found ?? -1;
    this.#sayPoint();
    this.#model?.onPoint(found);
  }

  #sayPoint() {
    const model = this.#model;
    if (model === null) return;
    const index = this.#index >= 0 && this.#index < model.times.length ? this.#index : model.times.length - 1;
    this.setAttribute('aria-valuenow', String(Math.max(0, index)));
    this.setAttribute('aria-valuetext', index < 0 ? 'no figures' : model.say(index));
  }

  #pick(index) {
    if (index !== null && index !== undefined) this.#model?.onPick(index);
  }

  #zoom(plot) {
    const { left, width } = plot.select;
    if (width <= 0) return;
    const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    if (to - from >= MINIMUM_ZOOM_SECONDS) this.#model?.onZoom(from, to);
  }

  #onKey = (event) => {
    const { plot } = this;
    const model = this.#model;
    if (plot === null || model === null || model.times.length === 0) return;
    const last = model.times.length - 1;
    const at = this.#index < 0 ? last : this.#index;
    const step = event.shiftKey ? 12 : 1;
    const moves = {
      ArrowLeft: at - step,
      ArrowRight: at + step,
      ArrowDown: at - step,
      ArrowUp: at + step,
      Home: 0,
      End: last,
    };
    if (event.key === 'Enter') this.#pick(at);
    else if (Object.hasOwn(moves, event.key)) {
      const index = Math.max(0, Math.min(last, moves[event.key]));
      plot.setCursor({ left: plot.valToPos(model.times[index], 'x'), top: plot.bbox.height / devicePixelRatio / 2 });
    } else return;
    event.preventDefault();
  };
}

/** Zero belongs to a scale that is near it; a tenth of room above and below. */
function withRoom(_plot, low, high) {
  if (low === null || high === null) return [0, 1];
  const span = high - low || Math.abs(high) || 1;
  const bottom = low >= 0 && low < span ? 0 : low - span / 10;
  return [bottom, high <= 0 && -high < span ? 0 : high + span / 10];
}

/** True for a line of which some known value has unknown neighbours: it would not be seen. */
function isLonely(values) {
  return values.some(
    (value, index) => value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null,
  );
}

/** Midnights as dates, other moments as hours. */
function axisTimes(_plot, times) {
  return times.map((time) => {
    const iso = new Date(time * 1000).toISOString();
    return iso.slice(11, 16) === '00:00' ? iso.slice(5, 10) : iso.slice(11, 16);
  });
}

customElements.define('nb-plot', Plot);
