/**
 * What a reader chooses: locale of numbers, units of gas, currency, colours, and the name under which
 * he acknowledges. Kept in this browser; where the browser keeps nothing, it lasts as long as the page.
 */
const KEY = 'netback.settings';

/** Each choice and what it may be; the first is the default. `locale: auto` is the browser's own. */
export const CHOICES = {
  locale: ['auto', 'en-US', 'en-GB', 'ru-RU', 'es-ES', 'pt-BR', 'de-DE', 'fr-FR', 'nb-NO'],
  gas: ['mcf', '1000m3'],
  theme: ['auto', 'light', 'dark'],
};

const FREE = { currency: /^[A-Z]{3}$/, by: /^.{1,120}$/u };

/** @typedef {{ locale: string, gas: string, theme: string, currency: string, by: string }} Settings */

/** @type {Settings} */
const defaults = { locale: 'auto', gas: 'mcf', theme: 'auto', currency: 'USD', by: '' };

let current = checked(stored());

/** @returns {Settings} */
export function settings() {
  return current;
}

/**
 * Takes a choice on; one that is not known changes nothing.
 * @param {Partial<Settings>} changed
 */
export function choose(changed) {
  current = checked({ ...current, ...changed });
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows what was chosen.
  }
  applyTheme();
}

/** Colours are the system's unless the reader chose: css reads the attribute. */
export function applyTheme() {
  if (current.theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = current.theme;
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

function checked(given) {
  const kept = { ...defaults };
  for (const [name, values] of Object.entries(CHOICES)) if (values.includes(given?.[name])) kept[name] = given[name];
  for (const [name, shape] of Object.entries(FREE)) {
    if (typeof given?.[name] === 'string' && shape.test(given[name])) kept[name] = given[name];
  }
  return kept;
}
