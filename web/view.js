/**
 * Small pieces that every view draws with. Names, ids, notes and reasons come from reports, people and
 * configuration and are never trusted: lit's templates put them on the page as text, `bdi` keeps their
 * writing direction to themselves.
 */
import { utcMinute } from './format.js';
import { html, nothing } from './vendor/lit.js';

/** Unknown is drawn as the word, never as a number or an empty cell. */
export const unknown = html`<em class="unknown">unknown</em>`;

/**
 * A figure, or the word where there is none.
 * @template T
 * @param {T | null | undefined} value
 * @param {(value: T) => unknown} format
 */
export function put(value, format) {
  return value === null || value === undefined ? unknown : format(value);
}

/** Text of others' making, with its own writing direction. */
export function named(text) {
  return html`<bdi>${text}</bdi>`;
}

/**
 * The same for places that hold no markup (titles, labels, options): without the marks that turn the
 * direction of what follows, and without control characters.
 * @param {unknown} text
 */
export function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** A moment in UTC; nothing where there is none. */
export function moment(iso) {
  return iso === null || iso === undefined ? nothing : html`<time datetime=${iso}>${utcMinute(iso)}</time>`;
}

const SIGNS = { critical: '▲', warning: '◆', info: '●' };

/** A severity in a word and a sign, so that it is not told by colour alone. */
export function severity(name) {
  if (name === null || name === undefined) return nothing;
  const sign = Object.hasOwn(SIGNS, name) ? SIGNS[name] : '●';
  return html`<span class="severity" data-severity=${name}><span aria-hidden="true">${sign}</span> ${name}</span>`;
}

/** Mine, sell or flare in its colour. */
export function best(name) {
  return name === undefined || name === 'unknown' ? unknown : html`<b class="best" data-best=${name}>${name}</b>`;
}

/** Loss or gain, for colour beside the sign that the number has anyway. */
export function signOf(value) {
  return typeof value !== 'number' ? nothing : value < 0 ? 'loss' : 'gain';
}

/** What stands where there is nothing to show. */
export function empty(text) {
  return html`<p class="empty">${text}</p>`;
}

/**
 * Term and figure, for lists of a few of them.
 * @param {readonly (readonly [string, unknown])[]} entries
 */
export function facts(entries) {
  return html`<dl class="facts">
    ${entries.map(([term, figure]) => html`<div><dt>${term}</dt><dd>${figure}</dd></div>`)}
  </dl>`;
}

/** A choice among a few, with its label. */
export function choice(label, value, options, onChoose) {
  return html`<label>${label}
    <select @change=${(event) => onChoose(event.target.value)}>
      ${options.map(([id, text]) => html`<option value=${id} .selected=${id === value}>${text}</option>`)}
    </select>
  </label>`;
}
