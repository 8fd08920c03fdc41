import type { AlertState } from './alert-state.ts';
import type { Classified } from './classify.ts';
import type { Rule } from './rule.ts';

type Window = NonNullable<Rule['window']>;
type WindowMemory = Pick<AlertState, 'breachBits' | 'missingBits' | 'samples'>;

/** The longest window that the state's bits hold. */
export const MAX_WINDOW_SAMPLES = 30;

/**
 * M of the last N samples, for the state machine: takes the sample into the memory and says what
 * the window as a whole says. Every sample fills one place, a missing one too. While fewer than N
 * samples were seen the window does not breach. Whether an open episode is held is decided by the
 * newest sample alone. A missing sample makes the whole class MISSING, or counts as breaching or
 * not; with `ignore` it is passed over as though it had not been (null).
 */
export function observeInWindow(
  window: Window,
  memory: WindowMemory,
  sample: Classified,
  active: boolean,
): { readonly memory: WindowMemory; readonly classified: Classified } | null {
  const isMissing = sample.class === 'MISSING';
  if (isMissing && window.missing === 'ignore') return null;
  const treated = isMissing ? treat(window, sample) : sample;
  const next = remember(window, memory, treated.class === 'BREACH', isMissing);
  if (treated.class === 'MISSING') return { memory: next, classified: treated };
  const isBreach = next.samples >= window.n && countBits(next.breachBits) >= window.m;
  if (isBreach) return { memory: next, classified: { class: 'BREACH', severity: treated.severity } };
  const isHeld = active && treated.class !== 'CLEAR';
  return { memory: next, classified: { class: isHeld ? 'BAND' : 'CLEAR', severity: null } };
}

function treat(window: Window, sample: Classified): Classified {
  if (window.missing === 'breaching') return { class: 'BREACH', severity: null };
  if (window.missing === 'notBreaching') return { class: 'CLEAR', severity: null };
  return sample;
}

function remember(window: Window, memory: WindowMemory, isBreach: boolean, isMissing: boolean): WindowMemory {
  const mask = 2 ** window.n - 1;
  return {
    breachBits: ((memory.breachBits << 1) | (isBreach ? 1 : 0)) & mask,
    missingBits: ((memory.missingBits << 1) | (isMissing ? 1 : 0)) & mask,
    samples: Math.min(memory.samples + 1, window.n),
  };
}

function countBits(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + countBits(bits >>> 1);
}

export type WindowVerdict = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA' | 'KEEP_CURRENT';

/**
 * M of N over an evaluation range that may be longer than N, as CloudWatch evaluates an alarm with
 * missing data (Amazon CloudWatch User Guide, "How alarm state is evaluated when data is missing";
 * its tables are among the acceptance cases). `points` are oldest first: true = breaching, null = missing. With at least
 * N real points the newest N of them decide and the treatment does not matter; else as few missing
 * points as possible are filled in. Premature alarms: when every real point breaches but there are
 * fewer than M, `missing` alarms only once the oldest of them is M places old.
 */
export function evaluateWindow(
  size: { readonly m: number; readonly n: number },
  points: readonly (boolean | null)[],
  treatment: Window['missing'],
): WindowVerdict {
  const real = points.filter((point) => point !== null);
  const newest = real.slice(-size.n);
  const breaching = newest.filter((point) => point).length;
  if (breaching >= size.m) return 'ALARM';
  if (real.length >= size.n) return 'OK';
  if (treatment === 'notBreaching') return 'OK';
  if (treatment === 'breaching') return breaching + size.n - real.length >= size.m ? 'ALARM' : 'OK';
  if (real.length === 0) return treatment === 'missing' ? 'INSUFFICIENT_DATA' : 'KEEP_CURRENT';
  if (breaching < real.length) return 'OK';
  const placesOld = points.length - points.indexOf(true);
  return treatment === 'missing' && placesOld >= size.m ? 'ALARM' : 'KEEP_CURRENT';
}
