/** A named destruction efficiency of a flare, with where it comes from. */
export type DestructionTier = {
  readonly id: string;
  readonly destructionFraction: number;
  readonly unlitFraction: number;
  readonly source: string;
};

/**
 * Flare performance that a figure can name. Regulatory figures are conventions; the measured mean
 * includes flares that are out. All from method A7, read 2026-11-24; the 2025 tiers are general
 * knowledge, to be verified against 40 CFR 98 subpart W.
 */
export const DESTRUCTION_TIERS: readonly DestructionTier[] = [
  {
    id: 'subpart-w-to-2024',
    destructionFraction: 0.98,
    unlitFraction: 0,
    source: '40 CFR 98.233(n), to reporting year 2024',
  },
  {
    id: 'subpart-w-tier-1',
    destructionFraction: 0.98,
    unlitFraction: 0,
    source: '40 CFR 98 subpart W from 2025, tier 1 (verify)',
  },
  {
    id: 'subpart-w-tier-2',
    destructionFraction: 0.95,
    unlitFraction: 0,
    source: '40 CFR 98 subpart W from 2025, tier 2 (verify)',
  },
  {
    id: 'subpart-w-tier-3',
    destructionFraction: 0.92,
    unlitFraction: 0,
    source: '40 CFR 98 subpart W from 2025, tier 3 (verify)',
  },
  {
    id: 'us-measured-2022',
    destructionFraction: 0.911,
    unlitFraction: 0,
    source: 'Plant et al. 2022, mean of three US basins with unlit flares counted in',
  },
];

/** Engine slip by type: lb of methane per MMBtu (HHV) of fuel, EPA AP-42 section 3.2 (method A7). */
export const ENGINE_SLIP_LB_PER_MMBTU: Readonly<Record<string, number>> = {
  '4-stroke-lean-burn': 1.25,
  '2-stroke-lean-burn': 1.45,
  '4-stroke-rich-burn': 0.23,
};

export const KG_PER_LB = 0.453_592_37;

/**
 * The share of a fuel's methane that an engine lets through, from its emission factor: kg/MMBtu ×
 * HHV ÷ (methane in a scf). Example: 1.25 lb/MMBtu on pure methane (1,009.9 Btu/scf) is
 * 0.567 × 1,009.9e-6 ÷ 0.01918 = 2.99 %.
 */
export function slipFraction(
  lbPerMmbtu: number,
  hhvBtuPerScf: number,
  methaneFraction: number,
  methaneKgPerScf: number,
): number {
  return (lbPerMmbtu * KG_PER_LB * (hhvBtuPerScf / 1e6)) / (methaneFraction * methaneKgPerScf);
}
