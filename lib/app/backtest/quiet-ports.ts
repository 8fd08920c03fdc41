import type { Instant } from '../../domain/instant.ts';
import type { Log, Stores } from '../../ports.ts';
import type { RecomputePorts } from '../recompute-margins.ts';

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** The ports of a run over history: its clock stands at the tick, and nobody reads logs or metrics. */
export function quietPorts(stores: Stores, now: () => Instant): RecomputePorts {
  return {
    stores,
    clock: { nowMilliseconds: () => now() * 1000 },
    ids: { owner: () => 'backtest' },
    log: SILENT,
    metrics: { count: () => {} },
  };
}
