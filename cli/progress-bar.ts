/** Where a bar is drawn: stderr, and only on a terminal. */
export type BarStream = { readonly isTTY?: boolean; write(text: string): unknown };

export type ProgressBar = {
  /** Draws how far things are, of the total given at the start. */
  show(done: number, note: string): void;
  end(): void;
};

const CELLS = 30;

/** A bar for people. Without a terminal it says nothing, so that logs and pipes stay clean. */
export function progressBar(stream: BarStream, total: number): ProgressBar {
  if (stream.isTTY !== true) return { show: () => {}, end: () => {} };
  return {
    show: (done, note) => {
      const fraction = total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
      const full = Math.round(fraction * CELLS);
      const cells = '█'.repeat(full) + '░'.repeat(CELLS - full);
      stream.write(`\r${cells} ${String(Math.floor(fraction * 100)).padStart(3)} %  ${note}\u001b[K`);
    },
    end: () => stream.write('\r\u001b[K'),
  };
}
