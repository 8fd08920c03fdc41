import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { avoidedTonnesCo2e, co2eTonnes } from '#lib/domain/economics/emissions/co2e.ts';
import {
  CH4_KG_PER_SCF,
  CO2_KG_PER_SCF,
  type Combustion,
  combustionEmissions,
} from '#lib/domain/economics/emissions/combustion.ts';
import {
  DESTRUCTION_TIERS,
  ENGINE_SLIP_LB_PER_MMBTU,
  slipFraction,
} from '#lib/domain/economics/emissions/destruction.ts';
import { flarePollutants, SOOTLESS_FLARE } from '#lib/domain/economics/emissions/flare-pollutants.ts';
import { emissionsPerMcf, siteCo2eTonnes } from '#lib/domain/economics/emissions/per-mcf.ts';
import { WARMING_POTENTIALS, warmingPotential } from '#lib/domain/economics/emissions/warming-potential.ts';
import { siteWith } from '../site.ts';

const METHANE: Combustion = {
  volumeScf: 1e6,
  methaneFraction: 1,
  co2Fraction: 0,
  carbonPerMolecule: 1,
  hhvBtuPerScf: 1009.9,
  destructionFraction: 0.98,
  unlitFraction: 0,
};

/** Without N2O, as the published comparisons are made. */
function reductionPercent(flareDestruction: number, engineDestruction: number, methane: number): number {
  const set = { id: 'test', years: 100 as const, methane, nitrousOxide: 0, source: 'test' };
  const of = (destructionFraction: number) => co2eTonnes(combustionEmissions({ ...METHANE, destructionFraction }), set);
  return (1 - of(engineDestruction) / of(flareDestruction)) * 100;
}

describe('burning gas', () => {
  test('weighs 0.0526 kg CO2 and 0.0192 kg CH4 a scf (method A7)', () => {
    expect(CO2_KG_PER_SCF).toBeCloseTo(0.0526, 4);
    expect(CH4_KG_PER_SCF).toBeCloseTo(0.0192, 4);
  });

  test('leaves of a million scf of methane at 98 % 0.384 t CH4, 51.55 t CO2 and 0.000101 t N2O', () => {
    const { methaneTonnes, co2Tonnes, nitrousOxideTonnes } = combustionEmissions(METHANE);
    expect(methaneTonnes).toBeCloseTo(0.3835, 3); // 20,000 × 0.019176 kg
    expect(co2Tonnes).toBeCloseTo(51.55, 2); // 980,000 × 0.052604 kg
    expect(nitrousOxideTonnes).toBeCloseTo(0.000_101, 6); // 1,009.9 MMBtu × 1e-4 kg
  });

  test('counts an unlit share as vented: 5 % out at 98 % is 6.9 % of the methane', () => {
    // 0.02 × 0.95 + 0.05 = 0.069
    const emitted = combustionEmissions({ ...METHANE, unlitFraction: 0.05 });
    expect(emitted.methaneTonnes / combustionEmissions(METHANE).methaneTonnes).toBeCloseTo(0.069 / 0.02, 9);
  });

  test('keeps every carbon atom: CO2 and CH4 together hold what went in', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (eta, out) => {
          const { co2Tonnes, methaneTonnes } = combustionEmissions({
            ...METHANE,
            destructionFraction: eta,
            unlitFraction: out,
          });
          const scf = (co2Tonnes * 1000) / CO2_KG_PER_SCF + (methaneTonnes * 1000) / CH4_KG_PER_SCF;
          expect(scf).toBeCloseTo(1e6, 3);
        },
      ),
    );
  });
});

describe('burning a mixed gas with a share unlit', () => {
  const MIXED = {
    ...METHANE,
    volumeScf: 1000,
    methaneFraction: 0.8,
    co2Fraction: 0.05,
    carbonPerMolecule: 1.1,
    hhvBtuPerScf: 1200,
    destructionFraction: 0.9,
    unlitFraction: 0.1,
  };

  test('leaves methane by its own fraction, CO2 of the gas and of what burns, and N2O of what is lit', () => {
    const emitted = combustionEmissions(MIXED);
    // CH4: 1,000 × 0.8 × (0.1 × 0.9 + 0.1) = 152 scf; CO2: 1,000 × (0.05 + 0.9 × 0.9 × 1.1) = 941 scf
    expect((emitted.methaneTonnes * 1000) / CH4_KG_PER_SCF).toBeCloseTo(152, 9);
    expect((emitted.co2Tonnes * 1000) / CO2_KG_PER_SCF).toBeCloseTo(941, 9);
    // 1,000 × 0.9 × 0.0012 MMBtu × 1e-4 kg = 1.08e-4 kg
    expect(emitted.nitrousOxideTonnes * 1e9).toBeCloseTo(1.08e-7 * 1e9, 6);
  });

  test('weighs as CO2e what each gas does, every one added', () => {
    const set = { id: 'test', years: 100 as const, methane: 30, nitrousOxide: 300, source: 'test' };
    // 1 + 0.1 × 30 + 0.01 × 300 = 7
    expect(co2eTonnes({ co2Tonnes: 1, methaneTonnes: 0.1, nitrousOxideTonnes: 0.01 }, set)).toBeCloseTo(7, 12);
  });

  test('of a site takes the carbon of its hydrocarbons, the CO2 of its gas apart', () => {
    // c1 0.8, c2 0.1, co2 0.1: 1.0 carbon a molecule that can burn. Vented: 800 scf CH4 and 100 scf CO2 of 1,000.
    const site = siteWith({ gas: { composition: { c1: 0.8, c2: 0.1, co2: 0.1 } }, emissions: { flareDestruction: 1 } });
    const per = emissionsPerMcf(site, 1000) ?? expect.fail('no composition');
    expect((per.vented.methaneTonnes * 1000) / CH4_KG_PER_SCF).toBeCloseTo(800, 9);
    expect((per.vented.co2Tonnes * 1000) / CO2_KG_PER_SCF).toBeCloseTo(100, 9);
    // all of it burnt: 100 + 1,000 × 1.0 scf of CO2, no methane
    expect((per.flared.co2Tonnes * 1000) / CO2_KG_PER_SCF).toBeCloseTo(1100, 9);
    expect(per.flared.methaneTonnes).toBe(0);
    // an engine that lets 3 % through: 800 × 0.03 scf of methane, 100 + 970 of CO2
    expect((per.mined.methaneTonnes * 1000) / CH4_KG_PER_SCF).toBeCloseTo(24, 9);
    expect((per.mined.co2Tonnes * 1000) / CO2_KG_PER_SCF).toBeCloseTo(1070, 9);
    expect(siteCo2eTonnes(site, per.mined)).toBeCloseTo(
      (1070 * CO2_KG_PER_SCF + 24 * CH4_KG_PER_SCF * 29.8) / 1000,
      12,
    );
    expect(emissionsPerMcf(siteWith(), 1000)).toBeNull();
  });
});

describe('emissions avoided', () => {
  test('are 63 % only at 93 % destruction and a 20-year horizon (vector EMI-01)', () => {
    expect(reductionPercent(0.93, 0.9989, 82.5)).toBeCloseTo(66.0, 1);
    expect(reductionPercent(0.911, 0.9989, 82.5)).toBeCloseTo(71.23, 1);
    expect(reductionPercent(0.911, 0.9989, 28)).toBeCloseTo(44.48, 1);
    expect(reductionPercent(0.98, 0.9989, 28)).toBeCloseTo(14.7, 1);
  });

  test('turn negative for a lean-burn engine against a regulatory flare: the sign trap (vector EMI-01: −5.44 %)', () => {
    expect(reductionPercent(0.98, 1 - 0.027, 28)).toBeCloseTo(-5.443, 1);
    const set = warmingPotential('ar5-100') ?? expect.fail('no set');
    const flared = co2eTonnes(combustionEmissions(METHANE), set);
    const mined = co2eTonnes(combustionEmissions({ ...METHANE, destructionFraction: 1 - 0.027 }), set);
    expect(avoidedTonnesCo2e('flare', flared, mined)).toBeLessThan(0);
  });

  test('are not claimed where the gas would have been sold or not produced', () => {
    expect(avoidedTonnesCo2e('sell', 10, 5)).toBeNull();
    expect(avoidedTonnesCo2e('not-produced', 10, 5)).toBeNull();
  });

  test('are zero, whatever a tonne costs, where flare and engine destroy alike (method H1)', () => {
    const set = warmingPotential('ar6-100-fossil') ?? expect.fail('no set');
    const flared = co2eTonnes(combustionEmissions(METHANE), set);
    expect(avoidedTonnesCo2e('flare', flared, flared)).toBe(0);
  });
});

describe('the world flared in 2024 (vector EMI-02)', () => {
  test('is 2.58 kg CO2e a cubic metre, of which methane at 98 % implies 75 to 80 % CH4', () => {
    // 389 Mt over 151 bcm; methane 46 Mt = 151e9 × x × 0.02 × 0.67848 kg/m³ (15 °C) × GWP
    expect(389 / 151).toBeCloseTo(2.576, 3);
    const perM3 = CH4_KG_PER_SCF / 0.028_262_35;
    expect(46e9 / (151e9 * 0.02 * perM3 * 28)).toBeCloseTo(0.8018, 3);
    expect(46e9 / (151e9 * 0.02 * perM3 * 29.8)).toBeCloseTo(0.7533, 3);
  });
});

describe('the pollutants of a flare', () => {
  test('follow the Russian method, whose annex prints methane 3.6 times too high (vector EMI-04)', () => {
    const emitted = flarePollutants(5, 0.863, SOOTLESS_FLARE);
    expect(emitted.massFlowKgPerHour).toBeCloseTo(15_534, 6);
    expect(emitted.carbonMonoxideGramsPerSecond).toBeCloseTo(86.3, 6);
    expect(emitted.nitrogenOxidesGramsPerSecond).toBeCloseTo(12.945, 6);
    expect(emitted.benzoapyreneGramsPerSecond).toBeCloseTo(8.63e-8, 12);
    expect(emitted.methaneGramsPerSecond).toBeCloseTo(3.1068, 6);
    expect(emitted.methaneGramsPerSecond).not.toBeCloseTo(11.2, 0);
  });
});

describe('the named figures', () => {
  test('of warming potentials are those of the reports, and an unknown name is refused', () => {
    expect(WARMING_POTENTIALS.map((set) => [set.id, set.methane])).toContainEqual(['ar6-100-fossil', 29.8]);
    expect(warmingPotential('ar6-20-fossil')?.methane).toBe(82.5);
    expect(warmingPotential('gwp')).toBeNull();
  });

  test('of engine slip are 3.0 % for a lean-burn and 0.55 % for a rich-burn engine (method A7)', () => {
    const slip = (id: string) => slipFraction(ENGINE_SLIP_LB_PER_MMBTU[id] ?? Number.NaN, 1009.9, 1, CH4_KG_PER_SCF);
    expect(slip('4-stroke-lean-burn')).toBeCloseTo(0.0299, 3);
    expect(slip('2-stroke-lean-burn')).toBeCloseTo(0.0346, 3);
    expect(slip('4-stroke-rich-burn')).toBeCloseTo(0.0055, 4);
    expect(DESTRUCTION_TIERS.every((tier) => tier.source.length > 10)).toBe(true);
  });
});
