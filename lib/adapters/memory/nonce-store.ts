import type { NonceStore } from '../../ports.ts';

/** NONCE in memory; nothing is forgotten. */
export function memoryNonceStore(): NonceStore {
  const taken = new Set<string>();
  return {
    take: async (site, nonce) => {
      const key = `${site}#${nonce}`;
      if (taken.has(key)) return false;
      taken.add(key);
      return true;
    },
  };
}
