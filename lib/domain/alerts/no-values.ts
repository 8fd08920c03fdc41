import type { FrozenValues } from './message.ts';

/** Figures of which none is known, for rules and moments that have none. */
export const NO_VALUES: FrozenValues = {
  advantageUsdPerDay: null,
  mineUsdPerDay: null,
  sellUsdPerDay: null,
  flareUsdPerDay: null,
  netbackUsdPerMmbtu: null,
  breakEvenBtcUsd: null,
  btcUsd: null,
  flaredMcfPerDay: null,
  meanAdvantageUsdPerDay: null,
  flaringBaselineMcfPerDay: null,
  dataAgeSeconds: null,
};
