import * as z from 'zod';
import { block } from '#lib/config/schema/scalars.ts';
import { type GateContext, type Notice, withheldReason } from '#lib/domain/alerts/gate.ts';
import { caseBlock, type Differences, differ } from './case.ts';

const NOTICES: Readonly<Record<string, Notice>> = {
  problem: 'problem',
  recovery: 'recovery',
  reminder: 'reminder',
  renotify: 'reminder',
  custom: 'custom',
  ack: 'ack',
  acknowledgement: 'ack',
  digest: 'digest',
  'flap-start': 'flap-start',
  'flap-stop': 'flap-stop',
  'flap-disabled': 'flap-stop',
};

/** Each flag of a case and the fact of our gate that it stands for. */
const FLAGS: Readonly<Record<string, keyof GateContext>> = {
  forced: 'isForced',
  disabledGlobally: 'isDisabled',
  disabled: 'isDisabled',
  acknowledged: 'isAcknowledged',
  ack: 'isAcknowledged',
  excludedSeverity: 'isBelowSeverity',
  belowSeverity: 'isBelowSeverity',
  inhibited: 'isInhibited',
  parentProblem: 'isInhibited',
  parentDown: 'isInhibited',
  parentFiring: 'isInhibited',
  flapping: 'isFlapping',
  maintenance: 'isInMaintenance',
  parentMaintenance: 'isInMaintenance',
  muted: 'isMuted',
  silenced: 'isMuted',
  quietHours: 'isQuiet',
  outsidePeriod: 'isQuiet',
  tooSoon: 'isTooSoon',
};

const gateCase = caseBlock({
  notice: z.string(),
  context: z.record(z.string(), z.union([z.boolean(), z.number(), z.null()])),
  expect: block({ deliver: z.boolean() }),
});

/**
 * `kind: gate`: may this notice go out in this context? A flag that is raised and not known here
 * counts as a switch-off: the flags of such cases are reasons to hold back.
 */
export function runGateCase(raw: unknown): Differences {
  const { notice, context, expect } = gateCase.parse(raw);
  const known = NOTICES[notice];
  if (known === undefined) return [`notice is "${notice}"; expected ${Object.keys(NOTICES).join(', ')}`];
  const { problem = false, settled = true, notifiedBefore = false, ...flags } = context;
  const raised = Object.entries(flags).filter(([, value]) => value === true);
  const facts = Object.fromEntries(raised.map(([flag]) => [FLAGS[flag] ?? 'isDisabled', true]));
  const reason = withheldReason(known, {
    ...facts,
    isProblem: problem === true,
    isSettled: settled === true,
    wasAnnounced: notifiedBefore === true,
  });
  return differ('deliver', reason === null, expect.deliver);
}
