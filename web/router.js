/** Addresses of the page: everything is behind the `#`, so that one file serves every view and a mail can link to it. */

/** @typedef {{ view: string, id: string | null, query: Readonly<Record<string, string>> }} Route */

const VIEWS = { '': 'fleet', sites: 'site', alerts: 'alerts', outbox: 'outbox' };

/**
 * `#/alerts?rule=unprofitable&state=open` as view, id and query; null for an address that is none.
 * @param {string} hash
 * @returns {Route | null}
 */
export function routeOf(hash) {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s);
  const [name = '', id, ...more] = path.replace(/\/$/, '').split('/');
  const view = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
  if (view === undefined || more.length > 0 || (view === 'site' && id === undefined)) return null;
  if (id !== undefined && view !== 'site' && view !== 'alerts') return null;
  const query = Object.fromEntries(new URLSearchParams(search));
  if (id === undefined) return { view, id: null, query };
  return { view: view === 'alerts' ? 'alert' : view, id: decoded(id), query };
}

/**
 * The address of a view. Parts of the query that are empty are left out.
 * @param {string} path `sites`, `alerts`, `outbox`, or empty for the fleet
 * @param {string | null} [id]
 * @param {Readonly<Record<string, string | null | undefined>>} [query]
 * @returns {string}
 */
export function hrefOf(path, id = null, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${path}${id === null ? '' : `/${encodeURIComponent(id)}`}${search}`;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
