/** One episode, by the address that a message links to. */
import { acknowledgeDialog } from '../alerts/acknowledge.js';
import { alertDetail } from '../alerts/detail.js';
import { muteDialog } from '../alerts/mute.js';
import { api, ShapeError } from '../api.js';
import { hrefOf } from '../router.js';
import { needNames, siteName } from '../site-names.js';
import { html } from '../vendor/lit.js';
import { ruleName } from '../words.js';

export const alertView = {
  title: ({ alert }) => `${ruleName(alert.rule)}: ${siteName(alert.site)}`,
  async load(route, { signal, previous }) {
    const [alert] = await Promise.all([api.alert({ id: route.id }, { signal }), needNames(signal)]);
    if (!Array.isArray(alert?.transitions)) throw new ShapeError('no alert');
    const timezone = previous?.timezone ?? (await timezoneOf(alert.site, signal));
    return { alert, timezone };
  },
  draw({ alert, timezone }, context) {
    return html`
      <p class="crumbs"><a href=${hrefOf('alerts')}>Alerts</a></p>
      ${alertDetail(alert, context, (text) => html`<h1>${text}</h1>`, timezone)}
      ${acknowledgeDialog(context)} ${muteDialog(context)}
    `;
  },
};

/** The clock of the people at the site; without it the onset is told in UTC alone. */
async function timezoneOf(site, signal) {
  if (site === null) return null;
  const timezone = await api.site({ site }, { signal }).then(
    ({ configuration }) => configuration?.timezone,
    () => null,
  );
  return typeof timezone === 'string' ? timezone : null;
}
