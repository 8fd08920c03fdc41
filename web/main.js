/**
 * Starts the page: finds the view that the address names, asks the API for it every few seconds and
 * draws what it says. When the API is down the last figures stay, with a line that says so.
 */
import { api, faultOf, ShapeError } from './api.js';
import { figuresOf } from './figures.js';
import { routeOf } from './router.js';
import { applyTheme } from './settings.js';
import { shell } from './shell.js';
import { render } from './vendor/lit.js';
import { plain } from './view.js';
import { alertView } from './views/alert.js';
import { alertsView } from './views/alerts.js';
import { fleetView } from './views/fleet.js';
import { outboxView } from './views/outbox.js';
import { siteView } from './views/site.js';

const REFRESH_MILLISECONDS = 5000;

/**
 * @typedef {object} View
 * @property {(route: import('./router.js').Route, asked: { signal: AbortSignal, previous: any, health: any }) => Promise<any>} load
 * @property {(answer: any, context: any) => unknown} draw
 * @property {boolean} [asksByQuery] the answer depends on the address's query, not only on its path
 * @property {(answer: any, route: import('./router.js').Route) => string} title
 */

/** @type {Readonly<Record<string, View>>} */
const VIEWS = { fleet: fleetView, site: siteView, alerts: alertsView, alert: alertView, outbox: outboxView };

const state = {
  route: routeOf(location.hash),
  /** The view's newest answer; null until there is one. */
  answer: null,
  health: null,
  market: null,
  /** What could not be read this time. */
  faults: [],
  isSignedOut: false,
  /** What the view asked for does not exist. */
  missing: null,
};

let asking = new AbortController();
let timer = 0;

/** One round of questions. A newer round, or another address, withdraws it. */
async function refresh() {
  asking.abort();
  clearTimeout(timer);
  asking = new AbortController();
  const { signal } = asking;
  const view = state.route === null ? null : VIEWS[state.route.view];
  const asked = await Promise.allSettled([
    api.health({}, { signal }),
    api.latestMarket({}, { signal }).catch(noneYet),
    view === null ? null : view.load(state.route, { signal, previous: state.answer, health: state.health }),
  ]);
  if (signal.aborted) return;
  take(asked);
  draw();
  timer = setTimeout(refreshIfSeen, REFRESH_MILLISECONDS);
}

/** Before the first tick there is no market: that is no fault. */
function noneYet(error) {
  if (error.status === 404) return null;
  throw error;
}

function take([health, market, answer]) {
  const faults = [];
  for (const [name, outcome] of Object.entries({ health, market, answer })) {
    if (outcome.status === 'fulfilled') state[name] = outcome.value;
    else faults.push({ of: name, ...faultOf(outcome.reason) });
  }
  state.isSignedOut = faults.some(({ kind }) => kind === 'signed-out');
  state.missing = faults.find(({ of, kind }) => of === 'answer' && kind === 'missing')?.text ?? null;
  if (state.missing !== null) state.answer = null;
  state.faults = [...new Set(faults.filter(({ kind }) => kind !== 'missing').map(({ text }) => text))];
}

function draw() {
  const { route, answer } = state;
  const view = route === null ? null : VIEWS[route.view];
  const figures = figuresOf(state.market?.fx ?? []);
  const context = { route, figures, health: state.health, market: state.market, redraw: draw, refresh };
  let content = null;
  try {
    content = view === null || answer === null ? null : view.draw(answer, context);
  } catch (error) {
    state.faults = [faultOf(new ShapeError(String(error))).text];
  }
  render(shell({ ...state, content, figures, redraw: draw, refresh }), document.getElementById('page'));
  const title = view === null || answer === null || content === null ? '' : `${plain(view.title(answer, route))} · `;
  document.title = `${title}netback`;
}

function refreshIfSeen() {
  if (document.hidden) timer = setTimeout(refreshIfSeen, REFRESH_MILLISECONDS);
  else refresh();
}

/** Another address: its own answer, from the top, with the focus on its heading. */
function follow() {
  const route = routeOf(location.hash);
  const isSame = route !== null && route.view === state.route?.view && route.id === state.route?.id;
  state.route = route;
  if (!isSame) {
    state.answer = null;
    state.missing = null;
  }
  draw();
  if (!isSame || (route !== null && VIEWS[route.view].asksByQuery)) refresh();
  if (isSame) return;
  scrollTo(0, 0);
  document.querySelector('main')?.focus({ preventScroll: true });
}

applyTheme();
addEventListener('hashchange', follow);
document.addEventListener('visibilitychange', () => document.hidden || refresh());
draw();
refresh();
