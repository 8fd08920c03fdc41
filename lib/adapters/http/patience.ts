/** A limit on waiting. `stop` must be called when the wait is over. */
export type Patience = { readonly signal: AbortSignal; readonly stop: () => void };

const SLICE_MILLISECONDS = 100;

/**
 * Aborts after `milliseconds`. Under a simulated clock the wait is counted in slices in which this
 * process really looked at its sockets, so that a busy machine does not make a healthy feed late and
 * two runs of the same replay give the same result.
 */
export function patience(milliseconds: number, isSimulated: boolean): Patience {
  const controller = new AbortController();
  let left = isSimulated ? Math.ceil(milliseconds / SLICE_MILLISECONDS) : 1;
  const timer = setInterval(
    () => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      controller.abort(new Error('timeout'));
    },
    isSimulated ? SLICE_MILLISECONDS : milliseconds,
  );
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

/** Waits, or gives up at once when `signal` aborts; says which. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<'waited' | 'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('aborted');
    const onAbort = () => {
      clearTimeout(timer);
      resolve('aborted');
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve('waited');
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
