/** What the charts show as a CSV file: the API's own, every page of it under one header. */
import { api } from '../api.js';
import { isoOf } from './window.js';

const ROWS_A_PAGE = 10_000;
const PAGES_MAX = 50;

/**
 * @param {string} site
 * @param {import('./window.js').Window} window
 */
export async function exportCsv(site, { from, to, step }) {
  const parts = [];
  let cursor = null;
  do {
    const query = { site, from: isoOf(from), to: isoOf(to), step, format: 'csv', limit: ROWS_A_PAGE, cursor };
    const page = await api.margins(query);
    parts.push(parts.length === 0 ? page.text : page.text.replace(/^.*\r\n/, ''));
    cursor = page.next;
  } while (cursor !== null && parts.length < PAGES_MAX);
  if (cursor !== null) throw new Error('the window holds more than one file does; narrow it');
  save(parts.join(''), `${site}_${isoOf(from).slice(0, 10)}_${isoOf(to).slice(0, 10)}_${step}.csv`);
}

function save(text, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
