/** What leads from what runs now to the optimum; `must-run` = stopping would break the permit at an unknown cost. */
export const ACTIONS = ['keep', 'stop', 'start', 'stop-part', 'must-run', 'unknown'] as const;
export type Action = (typeof ACTIONS)[number];
