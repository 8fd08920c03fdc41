import { MARKET_TARGETS } from './market-targets.ts';
import { REPORT_TARGETS } from './report-targets.ts';
import type { FuzzTarget } from './target.ts';

/** Every fuzz target: a parser's owner adds a list here. */
export const TARGETS: readonly FuzzTarget[] = [...MARKET_TARGETS, ...REPORT_TARGETS];
