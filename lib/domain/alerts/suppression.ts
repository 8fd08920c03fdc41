/** A change of an alarm at a moment. */
export type AlarmChange = readonly [at: number, state: string];

/**
 * When a composite alarm acts under a suppressor (CloudWatch's semantics, Amazon CloudWatch User
 * Guide, read 2026-11-24). After a change the action waits `wait` for the suppressor; while that is
 * in ALARM nothing acts; after it clears the action waits `extension` more. A new change starts the
 * wait again; when it is over the state of that moment acts, once. Our own engine needs no such
 * waits, because it evaluates sources before targets; the rule tests of users who come from there do.
 */
export function suppressedActions(input: {
  readonly wait: number;
  readonly extension: number;
  readonly composite: readonly AlarmChange[];
  readonly suppressor: readonly AlarmChange[];
  readonly until: number;
}): readonly AlarmChange[] {
  const events = [
    ...input.suppressor.map(([at, state]) => ({ at, state, isSuppressor: true })),
    ...input.composite.map(([at, state]) => ({ at, state, isSuppressor: false })),
  ].sort((a, b) => a.at - b.at);
  const actions: AlarmChange[] = [];
  let suppressor = 'OK';
  let composite = 'OK';
  let isPending = false;
  let extendedUntil = Number.NEGATIVE_INFINITY;
  let due: number | null = null;
  const actUpTo = (moment: number): void => {
    if (due === null || due > moment) return;
    actions.push([due, composite]);
    isPending = false;
    due = null;
  };
  for (const event of events) {
    actUpTo(event.at);
    if (event.isSuppressor) {
      if (suppressor === 'ALARM' && event.state !== 'ALARM') {
        extendedUntil = event.at + input.extension;
        if (isPending) due = extendedUntil;
      }
      if (event.state === 'ALARM') due = null;
      suppressor = event.state;
    } else if (event.state !== composite) {
      composite = event.state;
      isPending = true;
      due = suppressor === 'ALARM' ? null : Math.max(event.at + input.wait, extendedUntil);
    }
  }
  actUpTo(input.until);
  return actions;
}
