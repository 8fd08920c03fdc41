/** Taking an episode on: two clicks for somebody who has done it before. */
import { api, faultOf } from '../api.js';
import { choose, settings } from '../settings.js';
import { siteName } from '../site-names.js';
import { html, nothing, ref } from '../vendor/lit.js';
import { named } from '../view.js';
import { ruleName } from '../words.js';
import { apiNow, ENDS, endOf } from './api-now.js';

/** The episode that the dialog is about; null = closed. */
let asked = null;
let fault = null;

/** The button of an open episode; an acknowledged one has a way back. */
export function acknowledgeButton(alert, context) {
  if (alert.state === 'resolved') return nothing;
  if (alert.state === 'acknowledged') {
    return html`<button type="button" @click=${() => act(() => api.unacknowledge({ id: alert.id }), context)}>Take back</button>`;
  }
  const open = () => {
    asked = alert;
    fault = null;
    context.redraw();
  };
  return html`<button type="button" class="primary" @click=${open}>Acknowledge</button>`;
}

/** The dialog, wherever the button was. */
export function acknowledgeDialog(context) {
  if (asked === null) return nothing;
  const close = (event) => {
    event?.preventDefault();
    asked = null;
    context.redraw();
  };
  const send = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const [by, note] = [form.get('by').trim(), form.get('note').trim()];
    if (by !== '') choose({ by });
    const until = endOf(form.get('until'), '', apiNow(context.health));
    const body = { ...(by === '' ? {} : { by }), until, ...(note === '' ? {} : { note }) };
    return act(() => api.acknowledge({ id: asked.id, body }), context);
  };
  return html`<dialog class="box" aria-labelledby="ack-title" ${ref(opened)} @cancel=${close}>
    <form @submit=${send}>
      <h2 id="ack-title">Acknowledge ${ruleName(asked.rule)}: ${named(siteName(asked.site))}</h2>
      <p class="quiet">No reminders until then, unless it becomes louder. Its end is announced all the same.</p>
      <label>Your name <input name="by" maxlength="120" autocomplete="name" .value=${settings().by} required /></label>
      <label>Until <select name="until">${ENDS.map(([id, text]) => html`<option value=${id} .selected=${id === '28800'}>in ${text}</option>`)}</select></label>
      <label>Note <input name="note" maxlength="500" autocomplete="off" placeholder="what is being done" /></label>
      ${fault === null ? nothing : html`<p class="fault" role="alert">${named(fault)}</p>`}
      <p class="actions"><button class="primary">Acknowledge</button> <button type="button" @click=${close}>Cancel</button></p>
    </form>
  </dialog>`;
}

/** A dialog becomes a modal one as soon as it is on the page: lit hands it over a moment before. */
export function opened(dialog) {
  if (dialog === undefined) return;
  queueMicrotask(() => {
    if (dialog.isConnected && !dialog.open) dialog.showModal();
  });
}

async function act(send, { redraw, refresh }) {
  try {
    await send();
    asked = null;
    fault = null;
  } catch (error) {
    fault = faultOf(error).text;
  }
  redraw();
  await refresh();
}
