/** Objects written as lines of JSON. */
export type JsonLines = {
  readonly print: (line: object) => void;
  /** Writes what still waits; to be called even where a run fails. */
  readonly end: () => void;
};

/** Lines wait until they are this much together: a write for each of them takes longer than making it. */
const WRITTEN_AT_ONCE = 65_536;

/** Lines of JSON to a stream, many in one write. */
export function jsonLines(to: { write(text: string): unknown }): JsonLines {
  let waiting = '';
  const end = (): void => {
    if (waiting !== '') to.write(waiting);
    waiting = '';
  };
  return {
    print: (line) => {
      waiting += `${JSON.stringify(line)}\n`;
      if (waiting.length >= WRITTEN_AT_ONCE) end();
    },
    end,
  };
}
