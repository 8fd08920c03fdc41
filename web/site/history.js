/** The rows of a window as the charts draw them: one time axis, a column a figure, null where nothing is known. */
import { api } from '../api.js';
import { isoOf } from './window.js';

const ROWS_A_PAGE = 10_000;
const PAGES_MAX = 5;
const DAY_SECONDS = 86_400;
const STEP_SECONDS = { '1h': 3600, '1d': DAY_SECONDS };

/**
 * Every row and gap of the window; `isCut` where even so many pages do not hold it.
 * @param {string} site
 * @param {import('./window.js').Window} window
 */
export async function readHistory(site, { from, to, step }, signal) {
  const rows = [];
  const gaps = [];
  let cursor = null;
  let pages = 0;
  do {
    const query = { site, from: isoOf(from), to: isoOf(to), step, limit: ROWS_A_PAGE, cursor };
    const page = await api.margins(query, { signal });
    rows.push(...page.points);
    gaps.push(...page.gaps);
    cursor = page.next;
    pages += 1;
  } while (cursor !== null && pages < PAGES_MAX);
  return { rows, gaps, isCut: cursor !== null };
}

/** Columns by the history they were made of: a page draws them many times. */
const made = new WeakMap();

/**
 * The columns of a chart. A tick is drawn at its moment, an hour or a day from its start. The start of a
 * gap is a row of its own without figures, so that no line crosses it.
 * @param {{ rows: readonly any[], gaps: readonly { from: string, to: string }[] }} history points or aggregates
 * @param {'tick' | '1h' | '1d'} step
 */
export function columnsOf(history, step) {
  const kept = made.get(history);
  if (kept !== undefined) return kept;
  const columns = columnsFrom(history.rows, history.gaps, step);
  made.set(history, columns);
  return columns;
}

function columnsFrom(rows, gaps, step) {
  const figuresOf = step === 'tick' ? ofPoint : (row) => ofAggregate(row, STEP_SECONDS[step]);
  const byTime = new Map(gaps.map(({ from }) => [Date.parse(from) / 1000, null]));
  for (const row of rows) byTime.set(Date.parse(row.at ?? row.from) / 1000, row);
  const entries = [...byTime].sort(([a], [b]) => a - b);
  const drawn = entries.map(([, row]) => (row === null ? NOTHING : figuresOf(row)));
  const column = (name) => drawn.map((one) => one[name]);
  return {
    times: entries.map(([time]) => time),
    rows: entries.map(([, row]) => row),
    mine: column('mine'),
    sell: column('sell'),
    flare: column('flare'),
    btc: column('btc'),
    breakEven: column('breakEven'),
    flared: column('flared'),
  };
}

const NOTHING = { mine: null, sell: null, flare: null, btc: null, breakEven: null, flared: null };

function ofPoint(point) {
  return {
    mine: point.mineUsdPerDay,
    sell: point.sellUsdPerDay,
    flare: point.flareUsdPerDay,
    btc: point.btcUsd,
    breakEven: point.breakEvenBtcUsd,
    flared: point.flaredMcfPerDay,
  };
}

/** A volume becomes a rate over the time that has ticks: Mcf ÷ (days × coverage) = Mcf/day. */
function ofAggregate(row, seconds) {
  const days = (seconds / DAY_SECONDS) * row.coverage;
  return {
    mine: row.mineUsdPerDayMean,
    sell: row.sellUsdPerDayMean,
    flare: row.flareUsdPerDayMean,
    btc: row.btcUsdMean,
    breakEven: null,
    flared: row.flaredMcf === null || days === 0 ? null : row.flaredMcf / days,
  };
}
