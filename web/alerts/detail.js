/** Everything of one episode: what happened when, who was told, what was held back and why. */
import { utcMinute, zonedMinute } from '../format.js';
import { hrefOf } from '../router.js';
import { isoOf } from '../site/window.js';
import { siteName } from '../site-names.js';
import { html, nothing } from '../vendor/lit.js';
import { empty, facts, moment, named, put, severity } from '../view.js';
import { ruleName } from '../words.js';
import { acknowledgeButton } from './acknowledge.js';
import { apiNow } from './api-now.js';
import { duration, stateWords } from './episode-list.js';
import { muteButton } from './mute.js';

const DAY_SECONDS = 86_400;

/** @param {any} alert @param {any} context @param {(text: unknown) => unknown} heading @param {string | null} [timezone] the site's */
export function alertDetail(alert, context, heading, timezone = null) {
  const now = apiNow(context.health);
  const { site, rule } = alert;
  const local = timezone === null ? null : zonedMinute(alert.onset, timezone);
  return html`<article class="alert" data-alert=${alert.id} data-severity=${alert.severity}>
    ${heading(html`${severity(alert.severity)} ${ruleName(rule)}: ${named(siteName(site))}`)}
    <div class="actions">
      ${acknowledgeButton(alert, context)}
      ${alert.state === 'resolved' ? nothing : muteButton({ site, rule }, context)}
      ${site === null ? nothing : html`<a class="button" href=${historyOf(alert, now)}>See it in the site’s history</a>`}
    </div>
    ${facts([
      ['State', stateWords(alert)],
      ['Onset', html`${moment(alert.onset)}${local === null ? nothing : html`<small>${local}</small>`}`],
      ['Opened', moment(alert.openedAt)],
      [alert.closedAt === null ? 'Lasts' : 'Lasted', duration(alert, now)],
      ...(alert.closedAt === null ? [] : [['Ended', moment(alert.closedAt)]]),
      ...(alert.acknowledgement?.note ? [['Note', named(alert.acknowledgement.note)]] : []),
    ])}
    <h3>What happened</h3>
    ${transitions(alert.transitions, context.figures)}
    <h3>Messages as sent</h3>
    ${messages(alert.messages)}
    ${alert.mayLackMessages ? html`<p class="quiet">There may be more: not everything sent in its time was looked through.</p>` : nothing}
    <h3>Held back</h3>
    ${suppressed(alert.suppressed)}
  </article>`;
}

/** The site's charts with a day before and after the episode. */
function historyOf({ site, onset, closedAt }, now) {
  const from = Date.parse(onset) / 1000 - DAY_SECONDS;
  const to = (closedAt === null ? now : Date.parse(closedAt) / 1000) + (closedAt === null ? 0 : DAY_SECONDS);
  return hrefOf('sites', site, { from: isoOf(from), to: isoOf(Math.max(to, from + DAY_SECONDS)) });
}

function transitions(list, figures) {
  if (list.length === 0) return empty('Nothing is recorded of it.');
  const money = (value) => put(value, figures.money);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="What happened"><table class="plain">
    <thead>
      <tr>
        <th scope="col">When</th><th scope="col">What</th><th scope="col">Severity</th>
        <th scope="col">Advantage<small>${figures.moneyUnit}</small></th><th scope="col">Mine</th><th scope="col">Sell</th><th scope="col">Flare</th>
        <th scope="col">BTC<small>${figures.currency}</small></th><th scope="col">Flared<small>${figures.gasRateUnit}</small></th><th scope="col">Why</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(
        ({ kind, at, severity: loud, reason, values }) => html`<tr>
          <th scope="row">${utcMinute(at)}</th><td>${kind}</td><td>${severity(loud)}</td>
          <td>${put(values.meanAdvantageUsdPerDay ?? values.advantageUsdPerDay, figures.gain)}</td>
          <td>${money(values.mineUsdPerDay)}</td><td>${money(values.sellUsdPerDay)}</td><td>${money(values.flareUsdPerDay)}</td>
          <td>${put(values.btcUsd, figures.price)}</td><td>${put(values.flaredMcfPerDay, figures.gas)}</td><td class="wrap">${reason === null ? '' : named(reason)}</td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

function messages(list) {
  if (list.length === 0) return empty('No message told it.');
  return html`<ul class="lines">
    ${list.map(
      ({ id, at, audience, kind, subject, isNamed }) => html`<li>
        <span class="quiet">${utcMinute(at)} · ${named(audience)} · ${kind}</span>
        <a href=${hrefOf('outbox', null, { message: id, at })}>${named(subject)}</a>
        ${isNamed ? nothing : html`<small>names only its ten worst sites</small>`}
      </li>`,
    )}
  </ul>`;
}

function suppressed(list) {
  if (list.length === 0) return empty('Nothing was held back.');
  return html`<ul class="lines" data-suppressed>
    ${list.map(
      ({ audience, notice, reason, at }) =>
        html`<li><span class="quiet">${utcMinute(at)} · ${named(audience)}</span> ${named(notice)}: <b>${named(reason)}</b></li>`,
    )}
  </ul>`;
}
