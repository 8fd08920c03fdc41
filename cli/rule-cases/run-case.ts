import * as z from 'zod';
import { schemaFaults } from '#lib/config/schema-faults.ts';
import { runAckCase } from './ack.ts';
import { type Differences, faultLine } from './case.ts';
import { runGateCase } from './gate.ts';
import { runGroupCase } from './group.ts';
import { runNeedsUpdateCase } from './needs-update.ts';
import { runRuleCase } from './rule.ts';
import { runSimulationCase } from './simulation.ts';
import {
  runCalendarCase,
  runFlapCase,
  runFreshnessCase,
  runInhibitCase,
  runResendCase,
  runRollupCase,
  runSilenceCase,
  runSuppressCase,
} from './small-kinds.ts';
import { runWindowCase } from './window.ts';

/** One adapter per kind of case; each builds the case, feeds the engine and compares. */
const ADAPTERS: Readonly<Record<string, (raw: unknown) => Differences | Promise<Differences>>> = {
  rule: runRuleCase,
  window: runWindowCase,
  gate: runGateCase,
  group: runGroupCase,
  needsUpdate: runNeedsUpdateCase,
  resend: runResendCase,
  calendar: runCalendarCase,
  inhibit: runInhibitCase,
  flap: runFlapCase,
  suppress: runSuppressCase,
  freshness: runFreshnessCase,
  silence: runSilenceCase,
  ack: runAckCase,
  rollup: runRollupCase,
  simulation: runSimulationCase,
};

export const CASE_KINDS = Object.keys(ADAPTERS);

export type CaseResult = { readonly id: string; readonly kind: string; readonly differences: Differences };

const caseHead = z.object({ id: z.union([z.string(), z.number()]).optional(), kind: z.string().default('rule') });

/**
 * Runs one case of a case file, the `position`-th from 1; what cannot be read is a difference too,
 * never an exception. A `file` given is named where the case is refused.
 */
export async function runCase(raw: unknown, position: number, file?: string): Promise<CaseResult> {
  const head = caseHead.safeParse(raw);
  if (!head.success) return { id: `#${position}`, kind: '?', differences: ['not an object with id and kind'] };
  const { id = `#${position}`, kind } = head.data;
  const adapter = ADAPTERS[kind];
  const result = { id: String(id), kind };
  const place = file === undefined ? '' : `${file}: `;
  if (adapter === undefined)
    return { ...result, differences: [`kind is "${kind}"; expected ${CASE_KINDS.join(', ')}`] };
  try {
    return { ...result, differences: await adapter(raw) };
  } catch (error) {
    return { ...result, differences: refusals(error, raw, position).map((text) => `cannot be run: ${place}${text}`) };
  }
}

function refusals(error: unknown, raw: unknown, position: number): Differences {
  if (error instanceof z.ZodError) {
    return schemaFaults(raw, error.issues).map((one) => faultLine(one, ['cases', position - 1]));
  }
  return [error instanceof Error ? error.message : String(error)];
}
