/** The outbox: every message as its reader gets it, as mail, as SMS, as JSON. */
import { api, ShapeError } from '../api.js';
import { utcMinute } from '../format.js';
import { smsParts } from '../outbox/sms.js';
import { hrefOf } from '../router.js';
import { html, nothing, repeat } from '../vendor/lit.js';
import { choice, empty, moment, named, put } from '../view.js';

const DAY_MILLISECONDS = 86_400_000;
const PAGES_MAX = 4;
const LIST_MAX = 300;

export const outboxView = {
  asksByQuery: true,
  title: () => 'Outbox',
  async load({ query }, { signal }) {
    const { audience, at } = query;
    // A message that a link names may be older than the days that are listed anyway.
    const around = at === undefined || Number.isNaN(Date.parse(at)) ? {} : dayAround(Date.parse(at));
    const messages = [];
    let cursor = null;
    let pages = 0;
    do {
      const page = await api.messages({ audience, ...around, cursor }, { signal });
      if (!Array.isArray(page?.messages)) throw new ShapeError('no messages');
      messages.push(...page.messages);
      cursor = page.next;
      pages += 1;
    } while (cursor !== null && pages < PAGES_MAX);
    return { messages: messages.reverse(), isCut: cursor !== null };
  },
  draw({ messages, isCut }, { route }) {
    const { query } = route;
    const chosen =
      messages.find(({ id }) => id === query.message) ?? (query.message === undefined ? messages[0] : undefined);
    const audiences = [
      ...new Set([...messages.map(({ audience }) => audience), ...(query.audience ? [query.audience] : [])]),
    ].sort();
    const options = [['', 'every audience'], ...audiences.map((id) => [id, id])];
    const go = (audience) => {
      location.hash = hrefOf('outbox', null, { audience });
    };
    return html`
      <h1>Outbox</h1>
      <form class="filters" @submit=${(event) => event.preventDefault()}>${choice('Audience', query.audience ?? '', options, go)}</form>
      ${isCut ? html`<p class="fault">There are more messages than are listed; choose an audience.</p>` : nothing}
      ${
        messages.length === 0
          ? empty('No message was sent in the last 30 days.')
          : html`<div class="outbox">
            <nav aria-label="Messages">
              <ul class="lines" id="messages">
                ${repeat(
                  messages.slice(0, LIST_MAX),
                  ({ id }) => id,
                  (message) => listed(message, message === chosen, query),
                )}
              </ul>
            </nav>
            ${chosen === undefined ? empty('This message is not among those listed.') : asRead(chosen)}
          </div>`
      }
    `;
  },
};

function dayAround(at) {
  return { from: new Date(at - DAY_MILLISECONDS).toISOString(), to: new Date(at + DAY_MILLISECONDS).toISOString() };
}

function listed({ id, at, audience, subject, attributes }, isChosen, query) {
  const href = hrefOf('outbox', null, { audience: query.audience, message: id, at: query.at });
  return html`<li data-severity=${attributes.severity ?? nothing}>
    <span class="quiet">${utcMinute(at)} · ${named(audience)} · ${attributes.kind ?? ''}</span>
    <a href=${href} aria-current=${isChosen ? 'true' : nothing}>${named(subject)}</a>
  </li>`;
}

function asRead(message) {
  const parts = smsParts(message.sms);
  return html`<article class="message" data-message=${message.id}>
    <section aria-labelledby="mail-title" class="tile">
      <h2 id="mail-title">Mail</h2>
      <p><span class="quiet">To</span> ${named(message.audience)} · <span class="quiet">sent</span> ${moment(message.sentAt)} ·
        <span class="quiet">attempts</span> ${put(message.attempts, String)}</p>
      <p class="subject">${named(message.subject)}</p>
      <pre dir="auto" tabindex="0">${message.email}</pre>
      ${linkOf(message.default)}
    </section>
    <section aria-labelledby="sms-title" class="tile">
      <h2 id="sms-title">SMS</h2>
      <p class="sms" dir="auto">${message.sms}</p>
      <p class="quiet">${parts.characters} characters, ${parts.parts} ${parts.parts === 1 ? 'part' : 'parts'} in ${parts.alphabet}</p>
    </section>
    <section aria-labelledby="json-title" class="tile">
      <h2 id="json-title">JSON</h2>
      <pre tabindex="0">${pretty(message.default)}</pre>
      <details><summary>Attributes</summary><pre tabindex="0">${JSON.stringify(message.attributes, null, 2)}</pre></details>
    </section>
  </article>`;
}

/** The message's own link, followed within this page whatever host it names. */
function linkOf(json) {
  const link = parsed(json)?.link;
  const hash = typeof link === 'string' && link.includes('#/') ? link.slice(link.indexOf('#/')) : null;
  return hash === null ? nothing : html`<p><a class="button" href=${hash}>Open what it links to</a></p>`;
}

function pretty(json) {
  const value = parsed(json);
  return value === null ? json : JSON.stringify(value, null, 2);
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
