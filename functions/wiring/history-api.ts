import { instant } from '#lib/domain/instant.ts';
import type { HistoryApiPorts } from '../middleware/answer.ts';
import { commonPorts, deployment, environment } from './cold-start.ts';

/** What the history API reads from; under a simulated clock the newest tick is now. */
export const historyApiPorts: HistoryApiPorts = {
  stores: commonPorts.stores,
  company: deployment.company,
  now: () => (environment.isSimulated ? null : instant(commonPorts.clock.nowMilliseconds() / 1000)),
  version: deployment.version,
};
