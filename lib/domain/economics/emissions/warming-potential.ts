/**
 * How many tonnes of CO2 a tonne of methane or nitrous oxide counts for. A figure in CO2e means
 * nothing without the set it was made with, so every result names it.
 */
export type WarmingPotential = {
  readonly id: string;
  readonly years: 20 | 100;
  readonly methane: number;
  readonly nitrousOxide: number;
  readonly source: string;
};

/**
 * The sets in use. Methane: IPCC AR4, AR5 and AR6, working group I (method A7; fossil methane includes
 * the CO2 it becomes). Nitrous oxide: AR5 265 (264 over 20 years), AR6 273 over both; general
 * knowledge, to be verified. Read 2026-11-24.
 */
export const WARMING_POTENTIALS: readonly WarmingPotential[] = [
  { id: 'ar4-100', years: 100, methane: 25, nitrousOxide: 298, source: 'IPCC AR4, table 2.14' },
  { id: 'ar4-20', years: 20, methane: 72, nitrousOxide: 289, source: 'IPCC AR4, table 2.14' },
  { id: 'ar5-100', years: 100, methane: 28, nitrousOxide: 265, source: 'IPCC AR5' },
  { id: 'ar5-100-fossil', years: 100, methane: 30, nitrousOxide: 265, source: 'IPCC AR5, fossil methane' },
  { id: 'ar5-20', years: 20, methane: 84, nitrousOxide: 264, source: 'IPCC AR5' },
  { id: 'ar5-20-fossil', years: 20, methane: 85, nitrousOxide: 264, source: 'IPCC AR5, fossil methane' },
  { id: 'ar6-100', years: 100, methane: 27.9, nitrousOxide: 273, source: 'IPCC AR6' },
  { id: 'ar6-100-fossil', years: 100, methane: 29.8, nitrousOxide: 273, source: 'IPCC AR6, fossil methane' },
  { id: 'ar6-20', years: 20, methane: 81.2, nitrousOxide: 273, source: 'IPCC AR6' },
  { id: 'ar6-20-fossil', years: 20, methane: 82.5, nitrousOxide: 273, source: 'IPCC AR6, fossil methane' },
];

/** The set of a name, or null: an unknown name is refused, never replaced by a default. */
export function warmingPotential(id: string): WarmingPotential | null {
  return WARMING_POTENTIALS.find((set) => set.id === id) ?? null;
}
