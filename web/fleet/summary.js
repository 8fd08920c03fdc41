/** The company at a glance: what mining earns against all sold and all flared, the market, the open alerts. */
import { hrefOf } from '../router.js';
import { siteName } from '../site-names.js';
import { html, nothing, svg } from '../vendor/lit.js';
import { moment, named, put, severity, signOf, unknown } from '../view.js';
import { ruleName, worstQuality } from '../words.js';
import { earnedToday } from './today.js';

const ALERTS_SHOWN = 5;
const BAR_WIDTH = 100;

/** @param {{ fleet: any, alerts: any }} answer */
export function summary({ fleet, alerts }, { figures, market }) {
  return html`<div class="tiles">
    ${worth(fleet, figures)} ${bestUses(fleet, figures)} ${marketTile(market, figures)} ${alertsTile(alerts, fleet)}
  </div>`;
}

/** The company's three alternatives now and today. Sites with an unknown value are counted apart, never as zero. */
function worth(fleet, figures) {
  const { totals } = fleet;
  const today = earnedToday(fleet);
  const rates = { mine: totals.mineUsdPerDay, sell: totals.sellUsdPerDay, flare: totals.flareUsdPerDay };
  return html`<section class="tile worth" aria-labelledby="worth-title">
    <h2 id="worth-title">The gas that mining takes is worth, ${figures.moneyUnit}</h2>
    ${bars(rates, figures)}
    <p id="totals">
      ${
        totals.advantageUsdPerDay === null
          ? 'No site has all of its values yet.'
          : html`Mining against each site’s better alternative:
            <b data-sign=${signOf(totals.advantageUsdPerDay)}>${figures.gain(totals.advantageUsdPerDay)}</b>
            ${figures.moneyUnit}.`
      }
      ${
        totals.sitesUnknown === 0
          ? nothing
          : html`<em class="unknown">${totals.sitesUnknown} of ${totals.sites} sites with an unknown value, not counted.</em>`
      }
    </p>
    ${today === null ? nothing : todayLine(today, figures)}
  </section>`;
}

function todayLine({ mineUsd, sellUsd, flareUsd, hoursUnknown, sitesRead, sites }, figures) {
  return html`<p id="today">
    Today since 00:00 UTC: <b>${figures.money(mineUsd)}</b> ${figures.currency} mined; all sold
    <b>${figures.money(sellUsd)}</b>, all flared <b>${figures.money(flareUsd)}</b>.
    ${sitesRead === sites ? nothing : html`<em class="unknown">Summed over ${sitesRead} of ${sites} sites so far.</em>`}
    ${hoursUnknown === 0 ? nothing : html`<em class="unknown">${hoursUnknown} site-hours unknown, not counted.</em>`}
  </p>`;
}

const USES = [
  ['mine', 'mined'],
  ['sell', 'all sold'],
  ['flare', 'all flared'],
];

/**
 * Three bars on one scale from the least to the most, zero included. `isNotSold`: there is no contract, which is not unknown.
 * @param {Record<'mine' | 'sell' | 'flare', number | null>} values USD/day
 */
export function bars(values, figures, isNotSold = false) {
  const known = Object.values(values).filter((value) => value !== null);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const amountOf = (use, value) => {
    if (value !== null) return figures.money(value);
    return use === 'sell' && isNotSold ? html`<span class="quiet">not sold</span>` : unknown;
  };
  const x = (value) => ((value - low) / (high - low || 1)) * BAR_WIDTH;
  return html`<dl class="bars">
    ${USES.map(([use, title]) => {
      const value = values[use];
      const bar =
        value === null
          ? nothing
          : svg`<rect x=${Math.min(x(0), x(value))} width=${Math.max(0.6, Math.abs(x(value) - x(0)))} y="0" height="10" />`;
      return html`<div data-best=${use}>
        <dt>${title}</dt>
        <dd class="bar"><svg viewBox="0 0 ${BAR_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${bar}</svg></dd>
        <dd class="amount">${amountOf(use, value)}</dd>
      </div>`;
    })}
  </dl>`;
}

function bestUses({ sites }, figures) {
  const counts = { mine: 0, sell: 0, flare: 0, unknown: 0 };
  for (const { latest } of sites) counts[latest?.best ?? 'unknown'] += 1;
  return html`<section class="tile" aria-labelledby="uses-title">
    <h2 id="uses-title">Best use now</h2>
    <ul class="counts">
      ${Object.entries(counts).map(
        ([use, count]) => html`<li>
          <a href=${hrefOf('', null, { best: use })} data-best=${use}><b>${figures.whole(count)}</b> ${use}</a>
        </li>`,
      )}
    </ul>
  </section>`;
}

function marketTile(market, figures) {
  if (market === null) return html`<section class="tile"><h2>Market</h2><p class="empty">No tick yet.</p></section>`;
  const entries = [
    [`BTC, ${figures.currency}`, market.btcUsd, figures.price],
    [`Hashprice, ${figures.currency}/PH/s/day`, market.hashpriceUsdPerPhDay, figures.price],
    ['Difficulty', market.difficulty, figures.compact],
    ['Height', market.height, figures.whole],
    ['Fees, BTC/block', market.feesBtcPerBlock, (value) => figures.number(value, 4)],
  ];
  const quality = worstQuality(Object.values(market.quality));
  return html`<section class="tile" aria-labelledby="market-title">
    <h2 id="market-title">Market</h2>
    <dl id="market">
      ${entries.map(([term, value, format]) => html`<div><dt>${term}</dt><dd>${put(value, format)}</dd></div>`)}
      <div><dt>Quality</dt><dd class=${quality === 'ok' ? '' : 'doubtful'}>${put(quality, String)}</dd></div>
    </dl>
  </section>`;
}

function alertsTile(alerts, { sites }) {
  const ofSites = sites.reduce((sum, { openAlerts }) => sum + openAlerts.length, 0);
  const shown = alerts.alerts.slice(0, ALERTS_SHOWN);
  const isMore = alerts.next !== null || alerts.alerts.length > shown.length;
  return html`<section class="tile" aria-labelledby="alerts-title">
    <h2 id="alerts-title">Open alerts</h2>
    <ul id="alerts">
      ${shown.map(
        (alert) => html`<li data-severity=${alert.severity}>
          ${severity(alert.severity)}
          <a href=${hrefOf('alerts', alert.id)}>${ruleName(alert.rule)}: ${named(siteName(alert.site))}</a>
          <small>since ${moment(alert.onset)}</small>
        </li>`,
      )}
      ${shown.length === 0 && ofSites === 0 ? html`<li>None.</li>` : nothing}
      ${shown.length === 0 && ofSites > 0 ? html`<li><a href=${hrefOf('alerts')}>${ofSites} acknowledged</a></li>` : nothing}
      ${isMore ? html`<li><a href=${hrefOf('alerts', null, { state: 'open' })}>All open alerts</a></li>` : nothing}
    </ul>
  </section>`;
}
