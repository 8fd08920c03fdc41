/** A site's episodes, gaps and corrections as bands of its charts. */
import { gapName, ruleName } from '../words.js';

const INK_OF_SEVERITY = { critical: 'loss', warning: 'warn', info: 'quiet' };
const secondsAt = (iso) => Date.parse(iso) / 1000;

/**
 * @param {readonly any[]} episodes
 * @param {readonly any[]} gaps
 * @param {readonly any[]} corrections report rows of a later version
 * @param {{ from: number, to: number }} window an open episode goes on to its end
 * @param {number} newest the newest tick: what comes after it is not a gap yet
 * @returns {import('../chart/bands.js').Band[]}
 */
export function bandsOf(episodes, gaps, corrections, window, newest) {
  return [
    ...gaps
      .filter(({ from, reason }) => reason !== 'no-tick' || secondsAt(from) <= newest)
      .map(({ from, to, reason }) => band('gap', from, Math.min(secondsAt(to), newest), 'quiet', gapName(reason))),
    ...episodes.map(({ onset, closedAt, severity, rule }) =>
      band(
        'alert',
        onset,
        closedAt === null ? window.to : secondsAt(closedAt),
        INK_OF_SEVERITY[severity] ?? 'quiet',
        ruleName(rule),
      ),
    ),
    ...corrections.map(({ periodStart, periodEnd, stream, version }) =>
      band('correction', periodStart, secondsAt(periodEnd), 'mark', `${stream} corrected, version ${version}`),
    ),
  ].filter(({ from, to }) => to >= window.from && from < window.to);
}

function band(kind, from, to, ink, label) {
  return { kind, from: secondsAt(from), to, ink, label };
}
