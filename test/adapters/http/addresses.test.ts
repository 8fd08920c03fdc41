import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from '#lib/adapters/http/addresses.ts';
import { guardedLookup, loopbackBase, type ResolvedAddress } from '#lib/adapters/http/guard.ts';

describe('an address', () => {
  test.each([
    '0.0.0.0', // this host
    '10.0.0.1', // private
    '100.64.0.1', // shared, CGNAT
    '100.127.255.255',
    '127.0.0.1', // loopback
    '127.255.255.254',
    '169.254.169.254', // link-local, cloud metadata
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1', // benchmarks
    '224.0.0.1', // multicast
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1', // link-local
    'fe80::1%eth0',
    'fc00::1', // unique local
    'fd12:3456::1',
    'ff02::1', // multicast
    '::ffff:127.0.0.1', // mapped
    '::ffff:7f00:1',
    '::127.0.0.1', // compatible, deprecated
    '64:ff9b::7f00:1', // NAT64
    '2002:7f00:1::', // 6to4
    '2001::1', // Teredo
    '2001:db8::1',
    '0x7f.1',
    'localhost',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.215.14',
    '100.128.0.1',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test('is never both public and loopback, and a mapped one is never public', () => {
    const law = fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(address) && isLoopbackAddress(address)).toBe(false);
      expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
      expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
    });
    fc.assert(law, { numRuns: 500 });
  });
});

describe('the pinned look-up', () => {
  const lookUp = (addresses: readonly ResolvedAddress[], policy: Parameters<typeof guardedLookup>[0]) =>
    new Promise<ResolvedAddress[] | Error>((resolve) => {
      guardedLookup(policy, async () => addresses)('x.example.com', {}, (error, found) => resolve(error ?? found));
    });
  const open = { kind: 'public', hosts: new Set<string>() } as const;

  test('hands over exactly the addresses that were checked', async () => {
    const addresses = [{ address: '93.184.215.14', family: 4 }];
    expect(await lookUp(addresses, open)).toEqual(addresses);
  });

  test('refuses an empty answer and any forbidden address', async () => {
    expect(await lookUp([], open)).toBeInstanceOf(Error);
    expect(await lookUp([{ address: '192.168.0.1', family: 4 }], open)).toBeInstanceOf(Error);
  });

  test('of a feeds base goes to this machine only', async () => {
    const local = { kind: 'loopback', origin: 'http://localhost:1' } as const;
    expect(await lookUp([{ address: '127.0.0.1', family: 4 }], local)).toHaveLength(1);
    expect(await lookUp([{ address: '93.184.215.14', family: 4 }], local)).toBeInstanceOf(Error);
  });
});

describe('a feeds base', () => {
  test.each([
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000', ''],
    ['http://localhost:9000/replay/', 'http://localhost:9000', '/replay'],
    ['http://[::1]:9000', 'http://[::1]:9000', ''],
  ])('%s is on this machine', (url, origin, path) => {
    expect(loopbackBase(url)).toEqual({ origin, path });
  });

  test.each([
    'http://10.0.0.1:9000',
    'https://api.coinbase.com',
    'http://127.0.0.1.evil.test',
    'http://u:p@127.0.0.1',
    'x',
  ])('%s is refused', (url) => {
    expect(() => loopbackBase(url)).toThrow('must be a URL on this machine');
  });
});
