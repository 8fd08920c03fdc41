import type { FunctionName } from '../env.ts';

/** Failures that each function has an alarm for: its errors, and events in its failure queue. */
const OF_EACH_FUNCTION = 2;
/** Kinds of refusals and faults of the table that its one alarm adds up. */
const OF_THE_TABLE = 5;
/** Ticks finished, the oldest message that waits, notifications that failed. */
const SINGLE = 3;
/** Queues of the schedules and of the subscriptions. */
const QUEUES = 2;
/** Called, not sent events. */
const WITHOUT_EVENTS: readonly FunctionName[] = ['history-api'];
/** No claim on ticks. */
const WITHOUT_CLAIM: readonly FunctionName[] = ['history-api', 'receive-gas-report'];

/**
 * Metrics under alarm, which is what CloudWatch charges for: an alarm over several metrics counts each
 * (infra/constructs/observability.ts; test/infra/cost.test.ts counts them in the templates).
 */
export function alarmMetrics(functions: readonly FunctionName[], hasDrop: boolean): number {
  const withEvents = functions.filter((name) => !WITHOUT_EVENTS.includes(name)).length;
  const withClaim = functions.filter((name) => !WITHOUT_CLAIM.includes(name)).length;
  const throttles = functions.length;
  const ofFunctions = OF_EACH_FUNCTION * functions.length + throttles + withEvents + withClaim;
  return ofFunctions + OF_THE_TABLE + SINGLE + QUEUES + (hasDrop ? 1 : 0);
}
