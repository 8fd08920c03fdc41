/** Names of the sites by id, as the fleet said last: alerts, messages and mutes only have the id. */
import { api } from './api.js';

let names = new Map();

/** @param {readonly { site: string, name: string }[]} sites */
export function rememberNames(sites) {
  names = new Map(sites.map(({ site, name }) => [site, name]));
}

/** The name of one site, where the fleet was not asked yet. */
export function rememberName(site, name) {
  names.set(site, name);
}

/** Asks for the names once; without them the ids are shown. */
export async function needNames(signal) {
  if (names.size > 1) return;
  await api.fleet({}, { signal }).then(
    ({ sites }) => rememberNames(sites),
    () => undefined,
  );
}

/** @param {string | null} site null = a rule of the company */
export function siteName(site) {
  return site === null ? 'the company' : (names.get(site) ?? site);
}

/** Ids and names, by name. */
export function knownSites() {
  return [...names].sort(([, a], [, b]) => a.localeCompare(b));
}
