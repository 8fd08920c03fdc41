/**
 * Seven days of a site's advantage, hour by hour, as a small line. Asked for only when its row is on the
 * screen, a few at a time, and again when an hour has passed; hours without a figure are gaps.
 */
import { api } from '../api.js';
import { html, svg } from '../vendor/lit.js';
import { plain } from '../view.js';

const HOURS = 168;
const HOUR_MILLISECONDS = 3_600_000;
const AT_ONCE = 3;
/** Under a replay hours fly by: a row is not asked for more often than this. */
const ASK_AGAIN_MILLISECONDS = 30_000;
const WIDTH = 120;
const HEIGHT = 28;

/** By site: the hours read last, which hour they end with, and when they were read. */
const kept = new Map();
const waiting = [];
let running = 0;
let newestHour = 0;
let onArrival = () => undefined;

/**
 * The tick that sparklines run up to, and what to do when one has come.
 * @param {string | null} at
 * @param {() => void} redraw
 */
export function sparklinesUpTo(at, redraw) {
  newestHour = at === null ? 0 : Math.floor(Date.parse(at) / HOUR_MILLISECONDS) * HOUR_MILLISECONDS;
  onArrival = redraw;
  waiting.length = 0;
}

/** The hours of a site that are known here, oldest first, null for an hour without figures; null = not read yet. */
export function hoursOf(site) {
  return kept.get(site)?.hours ?? null;
}

/** True once a site's hours were asked for, whatever came of it. */
export function wasAsked(site) {
  return kept.has(site) || waiting.includes(site);
}

/** Asks for a site's hours unless they are known or on their way. */
export function want(site) {
  if (newestHour === 0) return;
  const known = kept.get(site);
  const isFresh = known?.until === newestHour || Date.now() - (known?.askedAt ?? 0) < ASK_AGAIN_MILLISECONDS;
  if (known?.isAsking || (known !== undefined && isFresh) || waiting.includes(site)) return;
  waiting.push(site);
  askNext();
}

async function askNext() {
  if (running >= AT_ONCE) return;
  const site = waiting.shift();
  if (site === undefined) return;
  running += 1;
  const until = newestHour;
  const before = kept.get(site);
  kept.set(site, { hours: null, ...before, isAsking: true });
  const hours = await hoursUntil(site, until).catch(() => before?.hours ?? null);
  kept.set(site, { hours, until, askedAt: Date.now(), isAsking: false });
  running -= 1;
  onArrival();
  askNext();
}

async function hoursUntil(site, until) {
  const from = new Date(until - (HOURS - 1) * HOUR_MILLISECONDS).toISOString();
  const to = new Date(until + HOUR_MILLISECONDS).toISOString();
  const { points } = await api.margins({ site, from, to, step: '1h', limit: HOURS });
  const byHour = new Map(points.map((hour) => [Date.parse(hour.from), hour]));
  return Array.from(
    { length: HOURS },
    (_, index) => byHour.get(until - (HOURS - 1 - index) * HOUR_MILLISECONDS) ?? null,
  );
}

/** The line of a row, empty until its hours are there. */
export function sparkline(site, name) {
  want(site);
  const values = hoursOf(site)?.map((hour) => hour?.advantageUsdPerDayMean ?? null) ?? [];
  const known = values.filter((value) => value !== null);
  const box = `0 0 ${WIDTH} ${HEIGHT}`;
  if (known.length === 0) return html`<svg class="spark" viewBox=${box} aria-hidden="true"></svg>`;
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const y = (value) => HEIGHT - 2 - ((value - low) / (high - low || 1)) * (HEIGHT - 4);
  const lost = known.filter((value) => value < 0).length;
  const label = `${plain(name)}, advantage of 7 days: ${lost} of ${known.length} known hours below zero`;
  return html`<svg class="spark" viewBox=${box} preserveAspectRatio="none" role="img" aria-label=${label}>
    ${svg`<line class="zero" x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)} />`}
    ${linesOf(values).map(
      (line) =>
        svg`<path data-sign=${line.isLoss ? 'loss' : 'gain'} d=${line.points
          .map(([x, value], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y(value).toFixed(1)}`)
          .join('')} />`,
    )}
  </svg>`;
}

/** Stretches of known hours, cut where the advantage changes its sign so that each has one colour. */
function linesOf(values) {
  const lines = [];
  let line = null;
  for (const [index, value] of values.entries()) {
    const at = [(index * WIDTH) / (values.length - 1), value];
    if (value === null) {
      line = null;
    } else if (line === null || line.isLoss !== value < 0) {
      const last = line?.points.at(-1);
      line = { isLoss: value < 0, points: last === undefined ? [at] : [last, at] };
      lines.push(line);
    } else {
      line.points.push(at);
    }
  }
  return lines.map((one) => (one.points.length > 1 ? one : { ...one, points: [...one.points, ...one.points] }));
}
