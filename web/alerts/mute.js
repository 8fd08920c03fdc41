/** Holding notices back: what they match, why, and until when, which has to be said. The API tells what it would hold. */
import { api, faultOf } from '../api.js';
import { utcMinute } from '../format.js';
import { hrefOf } from '../router.js';
import { choose, settings } from '../settings.js';
import { knownSites, siteName } from '../site-names.js';
import { html, nothing, ref } from '../vendor/lit.js';
import { empty, named, plain, severity } from '../view.js';
import { RULE_IDS, ruleName, SEVERITIES } from '../words.js';
import { opened } from './acknowledge.js';
import { apiNow, ENDS, endOf } from './api-now.js';

const MATCHES_SHOWN = 8;

/** The form: what it starts with, what it would match, what the API refused. Null = closed. */
let form = null;

/** @param {{ site?: string | null, rule?: string, severity?: string }} match what it starts with */
export function muteButton(match, context, text = 'Mute') {
  const open = () => {
    form = { match, preview: null, fault: null, isAt: false };
    context.redraw();
  };
  return html`<button type="button" @click=${open}>${text}</button>`;
}

export function muteDialog(context) {
  if (form === null) return nothing;
  const { match } = form;
  const close = (event) => {
    event?.preventDefault();
    form = null;
    context.redraw();
  };
  const sites = [['', 'any site'], ...knownSites().map(([id, name]) => [id, `${plain(name)} (${id})`])];
  const rules = [['', 'any rule'], ...RULE_IDS.map((id) => [id, ruleName(id)])];
  const severities = [['', 'any severity'], ...SEVERITIES.map((id) => [id, id])];
  return html`<dialog class="box" aria-labelledby="mute-title" ${ref(opened)} @cancel=${close}>
    <form id="mute" @submit=${(event) => send(event, context)} @change=${(event) => changed(event, context)}>
      <h2 id="mute-title">Mute notices</h2>
      <p class="quiet">Alerts go on being judged and listed; only their messages are held back, and told afterwards.</p>
      ${select('Site', 'site', sites, match.site ?? '')} ${select('Rule', 'rule', rules, match.rule ?? '')}
      ${select('Severity', 'severity', severities, match.severity ?? '')}
      <label>Until
        <select name="to" required>
          <option value="">choose an end</option>
          ${ENDS.map(([id, text]) => html`<option value=${id}>in ${text}</option>`)}
          <option value="at">at a moment (UTC)</option>
        </select>
      </label>
      ${form.isAt ? html`<label>Moment, UTC <input name="moment" type="datetime-local" required /></label>` : nothing}
      <label>Reason <input name="reason" maxlength="500" autocomplete="off" required /></label>
      <label>Your name <input name="by" maxlength="120" autocomplete="name" .value=${settings().by} required /></label>
      <div aria-live="polite">${previewOf(form.preview)}</div>
      ${form.fault === null ? nothing : html`<p class="fault" role="alert">${named(form.fault)}</p>`}
      <p class="actions"><button class="primary">Mute</button> <button type="button" @click=${close}>Cancel</button></p>
    </form>
  </dialog>`;
}

function select(label, name, options, value) {
  return html`<label>${label} <select name=${name}>${options.map(([id, text]) => html`<option value=${id} .selected=${id === value}>${text}</option>`)}</select></label>`;
}

function previewOf(preview) {
  if (preview === null) return html`<p class="preview quiet">Choose an end to see what it would hold back now.</p>`;
  const { matches } = preview;
  if (matches.length === 0)
    return html`<p class="preview">No open alert matches now; later ones would be held back.</p>`;
  return html`<div class="preview">
    <p><b>${matches.length}</b> open ${matches.length === 1 ? 'alert matches' : 'alerts match'} now:</p>
    <ul>
      ${matches.slice(0, MATCHES_SHOWN).map((one) => html`<li>${severity(one.severity)} ${ruleName(one.rule)}: ${named(siteName(one.site))}</li>`)}
      ${matches.length > MATCHES_SHOWN ? html`<li>and ${matches.length - MATCHES_SHOWN} more</li>` : nothing}
    </ul>
  </div>`;
}

/** What the form says as a body; null while it has no end. */
function bodyOf(element, health) {
  const given = new FormData(element);
  const text = (name) => String(given.get(name) ?? '').trim();
  const to = text('to') === '' ? null : endOf(text('to'), text('moment'), apiNow(health));
  if (to === null) return null;
  const match = Object.fromEntries(
    ['site', 'rule', 'severity'].map((name) => [name, text(name)]).filter(([, value]) => value !== ''),
  );
  return { match, to, reason: text('reason'), by: text('by') };
}

async function changed(event, context) {
  const element = event.currentTarget;
  form = { ...form, isAt: new FormData(element).get('to') === 'at' };
  context.redraw();
  const body = bodyOf(element, context.health);
  const preview =
    body === null
      ? null
      : await api
          .mute({ preview: 'true', body: { ...body, reason: body.reason || 'preview', by: body.by || 'preview' } })
          .catch((error) => ({ fault: faultOf(error).text }));
  if (form === null) return;
  form = { ...form, preview: preview?.matches === undefined ? null : preview, fault: preview?.fault ?? null };
  context.redraw();
}

async function send(event, context) {
  event.preventDefault();
  const body = bodyOf(event.target, context.health);
  if (body === null) return;
  choose({ by: body.by });
  try {
    await api.mute({ body });
    form = null;
  } catch (error) {
    form = { ...form, fault: faultOf(error).text };
  }
  context.redraw();
  await context.refresh();
}

/** Mutes that are on or to come. */
export function muteList(mutes, context) {
  if (mutes.length === 0) return empty('Nothing is muted.');
  const end = async (id) => {
    await api.unmute({ id }).catch(() => undefined);
    await context.refresh();
  };
  return html`<ul class="episodes" id="mutes">
    ${mutes.map(
      (mute) => html`<li data-mute=${mute.id}>
        <div class="what">${matchWords(mute.match)}: ${named(mute.reason)}</div>
        <div class="when quiet">
          ${mute.isActive ? 'on' : `from ${utcMinute(mute.from)}`} until ${utcMinute(mute.to)}, by ${named(mute.by)};
          ${
            mute.matches.length === 0
              ? 'no open alert matches'
              : html`holds back ${mute.matches.slice(0, MATCHES_SHOWN).map((one, index) => html`${index === 0 ? '' : ', '}<a href=${hrefOf('alerts', one.id)}>${ruleName(one.rule)} at ${named(siteName(one.site))}</a>`)}`
          }
        </div>
        <div class="actions"><button type="button" @click=${() => end(mute.id)}>End now</button></div>
      </li>`,
    )}
  </ul>`;
}

function matchWords({ site, rule, severity: loud }) {
  return html`${rule === undefined ? 'Every rule' : ruleName(rule)} at ${site === undefined ? 'every site' : named(siteName(site))}${loud === undefined ? '' : `, ${loud}`}`;
}
