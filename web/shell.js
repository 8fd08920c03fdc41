/** The frame of every view: heading, ways to the views, the reader's choices, and what is wrong at the moment. */
import { isSignedIn, signIn } from './api.js';
import { span, utcMinute } from './format.js';
import { hrefOf } from './router.js';
import { CHOICES, choose, settings } from './settings.js';
import { html, nothing } from './vendor/lit.js';
import { choice, empty, moment, named } from './view.js';

const LINKS = [
  ['fleet', '', 'Fleet'],
  ['alerts', 'alerts', 'Alerts'],
  ['outbox', 'outbox', 'Outbox'],
];

/** The whole page around a view's `content` (null = nothing of it yet). */
export function shell(page) {
  const { content } = page;
  return html`
    <a class="skip" href="#main" @click=${toContent}>Skip to the figures</a>
    <header>
      <p class="brand"><a href=${hrefOf('')}>netback</a></p>
      <nav aria-label="Views">${LINKS.map((link) => wayTo(link, page.route))}</nav>
      <p class="tick">${tickLine(page)}</p>
      ${choices(page)}
    </header>
    <div role="alert">${faultLine(page)}</div>
    <main id="main" tabindex="-1">${page.isSignedOut ? signInForm(page) : (content ?? instead(page))}</main>
    <footer>
      <p>
        Mine, sell and flare are three uses of the same gas: the gas that mining takes now. Advantage is mine less the
        better of the other two. Netback is what a unit of gas earns mined; beside it, what the same gas earns sold as far as the
        sales line takes it, the rest flared. Mcf are at 60 °F, 14.696 psia, dry;
        1000 m³ at 20 °C. Times are UTC. <em class="unknown">unknown</em> means that an input is missing or too old; it
        never means zero.
      </p>
    </footer>
  `;
}

/** The link's own address would leave the view: the focus moves instead. */
function toContent(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function wayTo([view, path, title], route) {
  const isHere = route?.view === view || (view === 'alerts' && route?.view === 'alert');
  const within = route?.view === 'site' && view === 'fleet';
  return html`<a href=${hrefOf(path)} aria-current=${isHere ? 'page' : within ? 'true' : nothing}>${title}</a>`;
}

function tickLine({ health }) {
  if (health === null) return 'Asking the API.';
  if (health.lastTick === null) return 'No tick yet.';
  return html`<span class="dot" data-status=${health.status}></span>Tick of ${moment(health.lastTick)}`;
}

/** One line for whatever is wrong; empty when all is well. */
function faultLine({ faults, health, answer, isSignedOut }) {
  if (isSignedOut) return nothing;
  if (faults.length > 0) {
    const at = health?.lastTick ?? null;
    const kept = at === null || answer === null ? '' : ` The figures below are those of ${utcMinute(at)}.`;
    return html`<p class="fault">The API does not answer as it should (${faults.join('; ')}).${kept} Trying again.</p>`;
  }
  if (health?.status === 'late' && health.lastTick !== null) {
    const late = health.lateSeconds === null ? '' : `, ${span(health.lateSeconds)} ago`;
    return html`<p class="fault stale">
      Out of date: the last tick was at ${utcMinute(health.lastTick)}${late}; one is due every
      ${span(health.tickSeconds)}.
    </p>`;
  }
  return nothing;
}

function instead({ route, missing, faults }) {
  if (route === null)
    return html`<h1>No such page</h1>${empty('This address is none of ours. The fleet is a click away.')}`;
  if (missing !== null) return html`<h1>Not found</h1><p class="empty">${named(missing)}</p>`;
  if (faults.length > 0) return html`<h1>No figures yet</h1>${empty('The page goes on asking by itself.')}`;
  return html`<h1 class="loading">Loading</h1><p class="empty" aria-busy="true">Asking the API for the first figures.</p>`;
}

function signInForm({ refresh }) {
  const take = (event) => {
    event.preventDefault();
    signIn(new FormData(event.target).get('token'));
    refresh();
  };
  return html`<h1>Not signed in</h1>
    <form class="panel narrow" @submit=${take}>
      <p>
        ${isSignedIn() ? 'The API refuses this token: it may have run out.' : 'The API wants to know who you are.'}
        Paste an access token of your company’s sign-in service. It is kept in this tab only.
      </p>
      <label>Access token <input name="token" type="password" autocomplete="off" required /></label>
      <button class="primary">Sign in</button>
    </form>`;
}

function choices({ figures, redraw }) {
  const chosen = settings();
  const set = (name) => (value) => {
    choose({ [name]: value });
    redraw();
  };
  const locales = CHOICES.locale.map((id) => [id, id === 'auto' ? 'as the browser' : id]);
  return html`<details class="choices">
    <summary>Display</summary>
    <div class="panel">
      ${choice(
        'Gas',
        chosen.gas,
        [
          ['mcf', 'Mcf (60 °F)'],
          ['1000m3', '1000 m³ (20 °C)'],
        ],
        set('gas'),
      )}
      ${choice(
        'Currency',
        figures.currency,
        figures.currencies.map((id) => [id, id]),
        set('currency'),
      )}
      ${choice('Numbers', chosen.locale, locales, set('locale'))}
      ${choice(
        'Colours',
        chosen.theme,
        CHOICES.theme.map((id) => [id, id === 'auto' ? 'as the system' : id]),
        set('theme'),
      )}
      ${figures.isConverted ? html`<p>USD at the newest rate, ${figures.number(figures.perUsd, 4)} ${figures.currency}.</p>` : nothing}
    </div>
  </details>`;
}
