/** The fleet page: asks the API every few seconds and draws what it says; keeps the last figures when it is down. */
import { drawAlerts, drawColumns, drawMarket, drawSites, drawTotals } from './draw.js';
import { utcMinute } from './format.js';

const REFRESH_MILLISECONDS = 5000;
const ANSWER_MILLISECONDS = 10_000;
const PATHS = { fleet: '/v1/fleet', alerts: '/v1/alerts?state=open', market: '/v1/market/latest' };

/** The newest answer to each question; null until the first one. */
const answers = { fleet: null, alerts: null, market: null };

const byId = (id) => document.getElementById(id);

/** @returns {Promise<void>} */
async function refresh() {
  const names = Object.keys(PATHS);
  const asked = await Promise.allSettled(names.map((name) => ask(PATHS[name])));
  const faults = [];
  for (const [index, outcome] of asked.entries()) {
    const name = names[index];
    if (outcome.status === 'fulfilled') answers[name] = outcome.value;
    else faults.push(`${PATHS[name]}: ${outcome.reason.message}`);
  }
  try {
    draw();
  } catch (error) {
    faults.push(`an answer is not of the known shape: ${error.message}`);
  }
  tellFaults(faults);
}

async function ask(path) {
  const answer = await fetch(path, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) }).catch((error) => {
    throw new Error(error.name === 'TimeoutError' ? `no answer within ${ANSWER_MILLISECONDS / 1000} s` : 'no answer');
  });
  const body = await answer.json().catch(() => null);
  if (answer.status === 404 && path === PATHS.market) return null; // before the first tick there is no market
  if (!answer.ok) throw new Error(`${answer.status} ${body?.title ?? answer.statusText}`);
  if (body === null) throw new Error('the answer is not JSON');
  return body;
}

function draw() {
  const { fleet, alerts, market } = answers;
  if (market !== null) drawMarket(byId('market'), market);
  if (alerts !== null) drawAlerts(byId('alerts'), alerts, fleet);
  if (fleet === null) return;
  drawSites(byId('sites'), fleet);
  drawTotals(byId('totals'), fleet.totals);
  const when = fleet.at === null ? 'no tick yet' : `tick of ${utcMinute(fleet.at)}`;
  byId('status').textContent = `${fleet.name}, ${when}`;
}

/** @param {string[]} faults what could not be read this time; empty hides the banner */
function tellFaults(faults) {
  const banner = byId('fault');
  banner.hidden = faults.length === 0;
  if (faults.length === 0) return;
  const kept = answers.fleet?.at ? ` The figures below are those of ${utcMinute(answers.fleet.at)}.` : '';
  banner.textContent = `The API does not answer (${faults.join('; ')}).${kept} Trying again.`;
}

/** One question at a time: the next refresh starts only after this one is drawn. */
async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, REFRESH_MILLISECONDS);
}

drawColumns(byId('columns'));
keepFresh();
