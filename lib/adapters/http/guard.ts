import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { NetbackError } from '../../domain/errors.ts';
import { isLoopbackAddress, isPublicAddress } from './addresses.ts';

/** Where requests may go: the listed public hosts over https, or one origin on this machine. */
export type GuardPolicy =
  | { readonly kind: 'public'; readonly hosts: ReadonlySet<string> }
  | { readonly kind: 'loopback'; readonly origin: string };

export type ResolvedAddress = { readonly address: string; readonly family: number };
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>;

/** What node's connect calls for a host name, with the addresses it may then use. */
export type GuardedLookup = (
  host: string,
  options: object,
  callback: (error: Error | null, addresses: ResolvedAddress[]) => void,
) => void;

/** Why a URL may not be asked, in a few words without the URL; null = it may. */
export function urlFault(url: URL, policy: GuardPolicy): string | null {
  if (url.username !== '' || url.password !== '') return 'user name in the URL';
  if (policy.kind === 'loopback') return url.origin === policy.origin ? null : 'not the feeds base';
  if (url.protocol !== 'https:') return 'not https';
  if (url.port !== '') return 'not port 443';
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return 'an address instead of a name';
  return policy.hosts.has(url.hostname) ? null : 'host not in the company file or the provider list';
}

/**
 * The loopback origin that `--feeds-base` names and the path below it.
 * @throws NetbackError `usage` where it is not http(s) on this machine.
 */
export function loopbackBase(feedsBase: string): { readonly origin: string; readonly path: string } {
  const url = URL.canParse(feedsBase) ? new URL(feedsBase) : null;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const isLocal = host === 'localhost' || isLoopbackAddress(host);
  if (url === null || !/^https?:$/.test(url.protocol) || !isLocal || url.username !== '' || url.search !== '') {
    throw new NetbackError(
      'usage',
      '--feeds-base must be a URL on this machine, such as http://127.0.0.1:9000: other hosts are never asked.',
    );
  }
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
}

/**
 * Resolves a host once and hands the connection exactly the addresses that were checked, so that a
 * second answer of the name server cannot point it elsewhere. One forbidden address refuses them all.
 */
export function guardedLookup(policy: GuardPolicy, resolve: Resolver = resolveBySystem): GuardedLookup {
  const isAllowed = policy.kind === 'loopback' ? isLoopbackAddress : isPublicAddress;
  return (host, _options, callback) => {
    resolve(host).then(
      (addresses) => {
        const isRefused = addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address));
        if (isRefused) callback(new NetbackError('feed-refused', 'The host name leads to a forbidden address.'), []);
        else callback(null, [...addresses]);
      },
      (cause: unknown) => callback(cause instanceof Error ? cause : new Error('resolver failed'), []),
    );
  };
}

async function resolveBySystem(host: string): Promise<readonly ResolvedAddress[]> {
  return await systemLookup(host, { all: true });
}
