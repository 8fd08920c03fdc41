/** How many questions to a switch pass between two looks at the clock. */
const BETWEEN_LOOKS = 2000;
const NONE = -1;

class TimedOut extends Error {}

/**
 * What the code with all mutants built in asks at run time: `$m['+'](7, a, b)` is a + b, or what mutant 7
 * makes of it while 7 is switched on. Notes which mutants were met, and breaks off a mutant that uses more
 * processor time (not time by the clock: other work on the machine must not kill it) than it is given.
 */
export class Switches {
  /** The left side of the `&&`, `||` or `??` that is being decided. */
  left: unknown;
  timedOut = false;
  met: Uint8Array<ArrayBuffer>;
  #on = NONE;
  #untilLook = BETWEEN_LOOKS;
  #limitMs = Number.POSITIVE_INFINITY;

  constructor(count: number) {
    this.met = new Uint8Array(count);
  }

  /** Breaks the code by this mutant, for so many milliseconds of processor time. */
  turnOn(id: number, limitMs: number): void {
    this.#on = id;
    this.#limitMs = usedMs() + limitMs;
    this.timedOut = false;
  }

  turnOff(): void {
    this.#on = NONE;
    this.#limitMs = Number.POSITIVE_INFINITY;
  }

  /** The ids met since the last call. */
  takeMet(): readonly number[] {
    const ids = [...this.met.keys()].filter((id) => this.met[id] === 1);
    this.met.fill(0);
    return ids;
  }

  is(id: number): boolean {
    this.met[id] = 1;
    this.#untilLook -= 1;
    if (this.#untilLook < 0) {
      this.#untilLook = BETWEEN_LOOKS;
      if (usedMs() > this.#limitMs) {
        this.timedOut = true;
        throw new TimedOut('the mutant takes too long');
      }
    }
    return id === this.#on;
  }

  boolean = (id: number, value: boolean): boolean => (this.is(id) ? !value : value);
  not = (id: number, value: unknown): unknown => (this.is(id) ? Boolean(value) : !value);
  condition = (id: number, value: unknown): unknown => (this.is(id) ? !value : value);
  null = (id: number): 0 | null => (this.is(id) ? 0 : null);
  method = (id: number, was: string, into: string): string => (this.is(id) ? into : was);

  '+' = (id: number, a: number, b: number): number => (this.is(id) ? a - b : a + b);
  '-' = (id: number, a: number, b: number): number => (this.is(id) ? a + b : a - b);
  '*' = (id: number, a: number, b: number): number => (this.is(id) ? a / b : a * b);
  '/' = (id: number, a: number, b: number): number => (this.is(id) ? a * b : a / b);
  '%' = (id: number, a: number, b: number): number => (this.is(id) ? a * b : a % b);
  '<' = (id: number, a: number, b: number): boolean => (this.is(id) ? a >= b : this.is(id + 1) ? a <= b : a < b);
  '<=' = (id: number, a: number, b: number): boolean => (this.is(id) ? a > b : this.is(id + 1) ? a < b : a <= b);
  '>' = (id: number, a: number, b: number): boolean => (this.is(id) ? a <= b : this.is(id + 1) ? a >= b : a > b);
  '>=' = (id: number, a: number, b: number): boolean => (this.is(id) ? a < b : this.is(id + 1) ? a > b : a >= b);
  '===' = (id: number, a: unknown, b: unknown): boolean => (this.is(id) ? a !== b : a === b);
  '!==' = (id: number, a: unknown, b: unknown): boolean => (this.is(id) ? a === b : a !== b);

  /** Whether the right side is asked. */
  '&&' = (id: number, a: unknown): boolean => (this.is(id) ? !a : Boolean(a));
  '||' = (id: number, a: unknown): boolean => (this.is(id) ? Boolean(a) : !a);
  '??' = (id: number, a: unknown): boolean => (this.is(id) ? Boolean(a) : a === null || a === undefined);
}

/** Processor time of this thread. */
export function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
