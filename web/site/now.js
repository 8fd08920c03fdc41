/** A site as it is now: the verdict in one sentence, the three alternatives, what binds, the optimum, what to stop. */
import { isNotSold, soldUsdPerMcf } from '../fleet/columns.js';
import { bars } from '../fleet/summary.js';
import { span } from '../format.js';
import { html, nothing } from '../vendor/lit.js';
import { best, facts, moment, named, put, signOf, unknown } from '../view.js';
import { actionName, bindingName } from '../words.js';

/** @param {{ site: any, explained: any }} answer `explained` null = it could not be */
export function now({ site, explained }, { figures, explain }) {
  const { latest } = site;
  if (latest === null) return html`<p class="empty">No tick yet: nothing is known of this site.</p>`;
  const values = { mine: latest.mineUsdPerDay, sell: latest.sellUsdPerDay, flare: latest.flareUsdPerDay };
  return html`
    <section class="tile worth" aria-labelledby="now-title">
      <h2 id="now-title">Now, ${figures.moneyUnit}</h2>
      <p class="verdict" data-sign=${signOf(latest.advantageUsdPerDay)}>${verdict(latest, figures)}</p>
      ${bars(values, figures, isNotSold(latest))}
        <p>
        <button type="button" @click=${() => explain(latest)}>Explain</button>
        <span class="quiet">as of ${moment(latest.at)}, report ${put(site.reportAgeSeconds, (age) => `${span(age)} old`)}, quality ${latest.quality}</span>
      </p>
    </section>
    ${economics(latest, explained, figures)} ${optimum(explained, latest, figures)}
  `;
}

/** The executive's sentence. */
function verdict(latest, figures) {
  const { advantageUsdPerDay: advantage, bestAlternative } = latest;
  if (advantage === null) {
    return html`What is best is unknown${latest.missing.length === 0 ? nothing : html`: no ${latest.missing.join(', ')}`}.`;
  }
  const other = bestAlternative === 'sell' ? 'selling' : 'flaring';
  const amount = figures.money(Math.abs(advantage));
  return advantage < 0
    ? html`Mining loses <b>${amount}</b> ${figures.moneyUnit} against ${other}. Best: ${best(latest.best)}.`
    : html`Mining earns <b>${amount}</b> ${figures.moneyUnit} more than ${other}.`;
}

function economics(latest, explained, figures) {
  const step = stepOf(explained);
  const room =
    latest.btcUsd !== null && latest.breakEvenBtcUsd !== null ? latest.btcUsd / latest.breakEvenBtcUsd - 1 : null;
  return html`<section class="tile" aria-labelledby="economics-title">
    <h2 id="economics-title">Netback and break-even</h2>
    ${facts([
      [`Netback mined, ${figures.currency}/MMBtu`, put(latest.netbackUsdPerMmbtu, figures.price)],
      [`Netback mined, ${figures.currency}/${figures.gasUnit}`, put(latest.netbackUsdPerMcf, figures.perGas)],
      [
        `The same gas sold, ${figures.currency}/${figures.gasUnit}`,
        isNotSold(latest) ? 'not sold' : put(soldUsdPerMcf(latest), figures.perGas),
      ],
      [
        `Sales netback where the line has room, ${figures.currency}/${figures.gasUnit}`,
        isNotSold(latest) ? 'not sold' : put(step('sellNetbackUsdPerMcf'), figures.perGas),
      ],
      [`BTC, ${figures.currency}`, put(latest.btcUsd, figures.money)],
      [`Break-even BTC, ${figures.currency}`, put(latest.breakEvenBtcUsd, figures.money)],
      ['BTC above break-even', put(room, figures.percent)],
      [`If BTC moves 1 %, ${figures.moneyUnit}`, put(step('deltaUsdPerDayPerPercentBtc'), figures.gain)],
      [
        `Mined after the next halving, ${figures.moneyUnit}`,
        put(step('cashMarginUsdPerDayAfterHalving'), figures.money),
      ],
    ])}
  </section>`;
}

function optimum(explained, latest, figures) {
  const step = stepOf(explained);
  const gas = (name) => put(step(`optimum.${name}`), figures.gas);
  const classes = (explained?.steps ?? []).filter(({ name }) => name.startsWith('classes.'));
  return html`<section class="tile" aria-labelledby="optimum-title">
    <h2 id="optimum-title">What binds, and what to do</h2>
    ${facts([
      ['What binds', bindingName(latest.binding)],
      ['Do', put(step('action'), actionName)],
      [`Gain of the optimum, ${figures.moneyUnit}`, put(step('gainUsdPerDay'), figures.gain)],
      [`Optimum: mine, ${figures.gasRateUnit}`, gas('mine')],
      [`Optimum: sell, ${figures.gasRateUnit}`, gas('sell')],
      [`Optimum: flare, ${figures.gasRateUnit}`, gas('flare')],
    ])}
    ${
      classes.length === 0
        ? nothing
        : html`<h3>Miners by what they add, ${figures.moneyUnit}</h3>
          <ul class="classes">
            ${classes.map(({ name, value }) => {
              const adds = typeof value === 'number' ? figures.gain(value) : unknown;
              const word = typeof value === 'number' && value < 0 ? 'stop' : 'run';
              return html`<li data-do=${word}><span>${named(name.slice('classes.'.length))}</span><b data-sign=${signOf(value)}>${adds}</b><span>${word}</span></li>`;
            })}
          </ul>`
    }
  </section>`;
}

function stepOf(explained) {
  const values = new Map((explained?.steps ?? []).map(({ name, value }) => [name, value]));
  return (name) => values.get(name) ?? null;
}
