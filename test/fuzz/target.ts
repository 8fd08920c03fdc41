import type fc from 'fast-check';

/** A parser under attack: a law that must hold for every input that the property makes. */
export type FuzzTarget = {
  /** As on the command line. */
  readonly name: string;
  /** What must hold, in one line. */
  readonly law: string;
  readonly property: () => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>;
};
