/** Episodes as a list: what, where, since when, for how long, and what was done about it. */
import { span, utcMinute } from '../format.js';
import { hrefOf } from '../router.js';
import { siteName } from '../site-names.js';
import { html, nothing, repeat } from '../vendor/lit.js';
import { empty, named, severity } from '../view.js';
import { ruleName } from '../words.js';

/**
 * @param {readonly any[]} episodes
 * @param {string} none what to say where there are none
 * @param {number} now epoch seconds that open episodes are counted to
 * @param {(alert: any) => unknown} [actions] buttons of a row
 */
export function episodeList(episodes, none, now, actions = () => nothing) {
  if (episodes.length === 0) return empty(none);
  return html`<ul class="episodes">
    ${repeat(
      episodes,
      ({ id }) => id,
      (alert) => html`<li data-alert=${alert.id} data-severity=${alert.severity} data-state=${alert.state}>
        <div class="what">
          ${severity(alert.severity)}
          <a href=${hrefOf('alerts', alert.id)}>${ruleName(alert.rule)}: ${named(siteName(alert.site))}</a>
        </div>
        <div class="when quiet">${duration(alert, now)}, since ${utcMinute(alert.onset)} · ${stateWords(alert)}</div>
        <div class="actions">${actions(alert)}</div>
      </li>`,
    )}
  </ul>`;
}

/** How long an episode has lasted, or lasted. */
export function duration({ onset, closedAt }, now) {
  const end = closedAt === null ? now : Date.parse(closedAt) / 1000;
  return span(Math.max(0, end - Date.parse(onset) / 1000));
}

/** Where an episode stands, in words. */
export function stateWords({ state, acknowledgement, cause }) {
  const why = cause === 'unknown' ? 'cause unknown' : `the ${cause} changed`;
  if (state !== 'acknowledged' || acknowledgement === null) return html`${state}, ${why}`;
  return html`acknowledged by ${named(acknowledgement.by)} until ${utcMinute(acknowledgement.until)}, ${why}`;
}
