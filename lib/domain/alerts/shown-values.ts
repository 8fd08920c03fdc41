import { toIso } from '../instant.ts';
import type { FrozenValues } from './message.ts';

/** The figures of a decision as messages and answers give them: numbers in their units, moments as ISO-8601. */
export function shownValues({ retargetAt, ...values }: FrozenValues): Readonly<Record<string, number | string | null>> {
  return retargetAt === undefined ? values : { ...values, retargetAt: toIso(retargetAt) };
}
