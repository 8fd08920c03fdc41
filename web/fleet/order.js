/** The fleet's rows as the reader wants them: filtered, and in an order. The address carries both. */
import { COLUMNS } from './columns.js';

/**
 * @param {readonly import('./columns.js').Row[]} rows in the order of the API, worst advantage first
 * @param {Readonly<Record<string, string>>} query `q` text in name or id, `best`, `open` = with open alerts, `sort`, `order`
 */
export function shownRows(rows, { q = '', best = '', open = '', sort = '', order = 'up' }) {
  const text = q.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      (text === '' || row.name.toLowerCase().includes(text) || row.site.toLowerCase().includes(text)) &&
      (best === '' || (row.latest?.best ?? 'unknown') === best) &&
      (open === '' || row.openAlerts.length > 0),
  );
  const by = COLUMNS.find(({ key }) => key === sort)?.by ?? null;
  return by === null ? kept : sorted(kept, by, order === 'down' ? -1 : 1);
}

/** Stable, unknown last in both directions. */
function sorted(rows, by, direction) {
  const keys = new Map(rows.map((row) => [row, by(row)]));
  return [...rows].sort((a, b) => {
    const [left, right] = [keys.get(a), keys.get(b)];
    if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
    return left === right ? 0 : (left < right ? -1 : 1) * direction;
  });
}
