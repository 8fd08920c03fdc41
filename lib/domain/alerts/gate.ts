/** What is about to be said of a rule at a site. */
export type Notice = 'problem' | 'recovery' | 'reminder' | 'custom' | 'ack' | 'flap-start' | 'flap-stop' | 'digest';

/** Why a notice is held back; counted by this reason and listed. */
export type WithheldReason =
  | 'disabled'
  | 'not-settled'
  | 'nothing-to-acknowledge'
  | 'not-announced'
  | 'acknowledged'
  | 'below-severity'
  | 'below-tier'
  | 'inhibited'
  | 'flapping'
  | 'maintenance'
  | 'muted'
  | 'quiet-hours'
  | 'too-soon'
  | 'group-interval';

/** Where the rule stands when the notice would go out. What is not given is not so. */
export type GateContext = {
  readonly isProblem: boolean;
  /** False while a hold is running: nothing is said of a state that has not settled. */
  readonly isSettled: boolean;
  readonly wasAnnounced: boolean;
  readonly isForced?: boolean;
  readonly isDisabled?: boolean;
  readonly isAcknowledged?: boolean;
  readonly isBelowSeverity?: boolean;
  /** True while the episode has not waited long enough for somebody to be told to this audience. */
  readonly isBelowTier?: boolean;
  readonly isInhibited?: boolean;
  readonly isFlapping?: boolean;
  /** A window over the rule, its site, or the whole company. */
  readonly isInMaintenance?: boolean;
  readonly isMuted?: boolean;
  readonly isQuiet?: boolean;
  readonly isTooSoon?: boolean;
};

/**
 * May this notice go out now? Null = yes, else the reason it is held back. A forced notice always
 * goes. Nothing but a switch-off and maintenance stops what is no problem (a note, the start or end
 * of flapping, an acknowledgement of a problem). A recovery is told whenever its problem was: only
 * flapping, maintenance and quiet hours put it off.
 */
export function withheldReason(notice: Notice, context: GateContext): WithheldReason | null {
  if (context.isForced) return null;
  if (context.isDisabled) return 'disabled';
  switch (notice) {
    case 'ack':
      return context.isProblem ? null : 'nothing-to-acknowledge';
    case 'custom':
    case 'digest':
    case 'flap-start':
    case 'flap-stop':
      return context.isInMaintenance ? 'maintenance' : null;
    case 'recovery':
      if (!context.isSettled) return 'not-settled';
      if (!context.wasAnnounced) return 'not-announced';
      return putOff(context) ?? (context.isQuiet ? 'quiet-hours' : null);
    case 'problem':
    case 'reminder':
      return problemReason(context);
  }
}

function problemReason(context: GateContext): WithheldReason | null {
  if (!context.isSettled) return 'not-settled';
  if (context.isAcknowledged) return 'acknowledged';
  if (context.isBelowSeverity) return 'below-severity';
  if (context.isBelowTier) return 'below-tier';
  if (context.isInhibited) return 'inhibited';
  // Before flapping: who is to hear nothing does not hear of that either, and what came and went is told at its end.
  if (context.isInMaintenance) return 'maintenance';
  if (context.isMuted) return 'muted';
  if (context.isQuiet) return 'quiet-hours';
  if (context.isFlapping) return 'flapping';
  return context.isTooSoon ? 'too-soon' : null;
}

function putOff(context: GateContext): WithheldReason | null {
  if (context.isFlapping) return 'flapping';
  return context.isInMaintenance ? 'maintenance' : null;
}
