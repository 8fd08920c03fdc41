/** The alert inbox: open episodes, mutes, past episodes. A message's link names a rule: its alert is shown whole. */
import { acknowledgeButton, acknowledgeDialog } from '../alerts/acknowledge.js';
import { apiNow } from '../alerts/api-now.js';
import { alertDetail } from '../alerts/detail.js';
import { episodeList } from '../alerts/episode-list.js';
import { muteButton, muteDialog, muteList } from '../alerts/mute.js';
import { api, ShapeError } from '../api.js';
import { hrefOf } from '../router.js';
import { knownSites, needNames } from '../site-names.js';
import { html, nothing } from '../vendor/lit.js';
import { choice, plain } from '../view.js';
import { RULE_IDS, ruleName, SEVERITIES } from '../words.js';

const OPEN_ASKED = 1000;
const PAST_ASKED = 100;
/** So few matches of a message's link are shown whole, not as a list. */
const SHOWN_WHOLE = 3;
const LIST_MAX = 300;

export const alertsView = {
  asksByQuery: true,
  title: () => 'Alerts',
  async load({ query }, { signal }) {
    const { site, rule } = query;
    const asked = (state, limit) => api.alerts({ site, rule, state, limit }, { signal });
    const [open, acknowledged, past, mutes] = await Promise.all([
      asked('open', OPEN_ASKED),
      asked('acknowledged', OPEN_ASKED),
      asked('resolved', PAST_ASKED),
      api.mutes({}, { signal }),
      needNames(signal),
    ]);
    if (!Array.isArray(open?.alerts)) throw new ShapeError('no alerts');
    return { open: [...open.alerts, ...acknowledged.alerts].sort(loudestFirst), past, mutes: mutes.mutes };
  },
  draw({ open, past, mutes }, context) {
    const { query } = context.route;
    const now = apiNow(context.health);
    const isLinked = query.rule !== undefined && query.state === 'open';
    const buttons = (alert) =>
      html`${acknowledgeButton(alert, context)} ${muteButton({ site: alert.site, rule: alert.rule }, context)}`;
    return html`
      <h1>Alerts</h1>
      ${filters(query, context)}
      <section aria-labelledby="open-title" id="open">
        <h2 id="open-title">Open${open.length === 0 ? nothing : ` (${open.length})`}</h2>
        ${
          isLinked && open.length > 0 && open.length <= SHOWN_WHOLE
            ? open.map((alert) => alertDetail(alert, context, (text) => html`<h3 class="title">${text}</h3>`))
            : episodeList(
                open.slice(0, LIST_MAX),
                isLinked ? 'None is open now: what the message told is over, see below.' : 'None.',
                now,
                buttons,
              )
        }
        ${open.length > LIST_MAX ? html`<p class="quiet">The loudest ${LIST_MAX} are shown; choose a site or a rule.</p>` : nothing}
      </section>
      <section aria-labelledby="mutes-title">
        <h2 id="mutes-title">Mutes</h2>
        ${muteList(mutes, context)}
        <p class="actions">${muteButton({ site: query.site, rule: query.rule }, context, 'New mute')}</p>
      </section>
      <section aria-labelledby="past-title" id="past">
        <h2 id="past-title">Past, last 30 days</h2>
        ${episodeList(past.alerts, 'None.', now)}
        ${past.next === null ? nothing : html`<p class="quiet">The newest ${past.alerts.length} are shown; older ones are in /v1/alerts.</p>`}
      </section>
      ${acknowledgeDialog(context)} ${muteDialog(context)}
    `;
  },
};

function loudestFirst(a, b) {
  const rank = (alert) => (alert.state === 'open' ? 10 : 0) + SEVERITIES.indexOf(alert.severity);
  return rank(b) - rank(a) || b.openedAt.localeCompare(a.openedAt);
}

function filters(query, { figures }) {
  const go = (changed) => {
    location.hash = hrefOf('alerts', null, { ...query, ...changed });
  };
  const rules = [['', 'any rule'], ...RULE_IDS.map((id) => [id, ruleName(id)])];
  const sites = [['', 'any site'], ...knownSites().map(([id, name]) => [id, plain(name)])];
  if (query.site && !sites.some(([id]) => id === query.site)) sites.push([query.site, query.site]);
  return html`<form class="filters" @submit=${(event) => event.preventDefault()} lang=${figures.locale}>
    ${choice('Rule', query.rule ?? '', rules, (rule) => go({ rule, state: '' }))}
    ${choice('Site', query.site ?? '', sites, (site) => go({ site, state: '' }))}
  </form>`;
}
