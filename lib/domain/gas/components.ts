/** A temperature at which the molar table holds values: of combustion, or of metering. */
export type TableTemperature = '0C' | '15C' | '60F' | '20C' | '25C';

/** One component of natural gas: what the molar table says of it. */
export type GasComponent = {
  /** kg/kmol. */
  readonly molarMass: number;
  readonly carbon: number;
  /** Gross (higher) heating value, kJ/mol, by the temperature of combustion. */
  readonly grossKjPerMol: Readonly<Record<TableTemperature, number>>;
  /** Net (lower) heating value, kJ/mol: the water formed leaves as steam. */
  readonly netKjPerMol: Readonly<Record<TableTemperature, number>>;
  /** Summation factor √b of the compression factor, by the temperature of metering. */
  readonly summation: Readonly<Record<Exclude<TableTemperature, '25C'>, number>>;
};

const molar = (c0: number, c15: number, f60: number, c20: number, c25: number) =>
  ({ '0C': c0, '15C': c15, '60F': f60, '20C': c20, '25C': c25 }) as const;
const factors = (c0: number, c15: number, f60: number, c20: number) =>
  ({ '0C': c0, '15C': c15, '60F': f60, '20C': c20 }) as const;
const NO_HEAT = molar(0, 0, 0, 0, 0);

/**
 * Molar constants of ISO 6976:2016 as carried by the open NeqSim project (equinor/neqsim,
 * ISO6976constants2016.csv, read 2026-11-24), one row per component key of the company file. Its
 * isobutane factor at 60 °F (0.1770) breaks the fall from 15 to 20 °C and is taken as 0.1717, on the
 * line of its neighbours. Its net values differ from gross less water by up to 0.01 % (methane). `c6`
 * is n-hexane and stands for hexane and heavier, as far as an analysis does not name these. The molar
 * mass of decane (42.28 there) is 142.28168.
 */
export const GAS_COMPONENTS = {
  c1: {
    molarMass: 16.04246,
    carbon: 1,
    netKjPerMol: molar(802.82, 802.69, 802.69, 802.65, 802.6),
    grossKjPerMol: molar(892.92, 891.51, 891.46, 891.05, 890.58),
    summation: factors(0.04886, 0.04452, 0.04437, 0.04317),
  },
  c2: {
    molarMass: 30.06904,
    carbon: 2,
    netKjPerMol: molar(1429.12, 1428.84, 1428.83, 1428.74, 1428.64),
    grossKjPerMol: molar(1564.35, 1562.14, 1562.06, 1561.42, 1560.69),
    summation: factors(0.0997, 0.0919, 0.0916, 0.0895),
  },
  c3: {
    molarMass: 44.09562,
    carbon: 3,
    netKjPerMol: molar(2043.71, 2043.37, 2043.35, 2043.23, 2043.11),
    grossKjPerMol: molar(2224.03, 2221.1, 2220.99, 2220.13, 2219.17),
    summation: factors(0.1465, 0.1344, 0.134, 0.1308),
  },
  ic4: {
    molarMass: 58.1222,
    carbon: 4,
    netKjPerMol: molar(2648.83, 2648.42, 2648.4, 2648.26, 2648.12),
    grossKjPerMol: molar(2874.21, 2870.58, 2870.45, 2869.39, 2868.2),
    summation: factors(0.1885, 0.1722, 0.1717, 0.1673),
  },
  nc4: {
    molarMass: 58.1222,
    carbon: 4,
    netKjPerMol: molar(2658.45, 2657.6, 2657.58, 2657.45, 2657.32),
    grossKjPerMol: molar(2883.35, 2879.76, 2879.63, 2878.58, 2877.4),
    summation: factors(0.2022, 0.184, 0.1834, 0.1785),
  },
  ic5: {
    molarMass: 72.14878,
    carbon: 5,
    netKjPerMol: molar(3265.54, 3265.08, 3265.06, 3264.89, 3264.73),
    grossKjPerMol: molar(3536.01, 3531.68, 3531.52, 3530.25, 3528.83),
    summation: factors(0.2458, 0.2251, 0.2244, 0.2189),
  },
  nc5: {
    molarMass: 72.14878,
    carbon: 5,
    netKjPerMol: molar(3272.45, 3272, 3271.98, 3271.83, 3271.67),
    grossKjPerMol: molar(3542.91, 3538.6, 3538.45, 3537.19, 3535.77),
    summation: factors(0.2586, 0.2361, 0.2354, 0.2295),
  },
  c6: {
    molarMass: 86.17536,
    carbon: 6,
    netKjPerMol: molar(3887.71, 3887.21, 3887.19, 3887.01, 3886.84),
    grossKjPerMol: molar(4203.24, 4198.24, 4198.06, 4196.6, 4194.95),
    summation: factors(0.3319, 0.3001, 0.299, 0.2907),
  },
  h2s: {
    molarMass: 34.082,
    carbon: 0,
    netKjPerMol: molar(517.87, 517.95, 517.95, 517.97, 517.99),
    grossKjPerMol: molar(562.94, 562.38, 562.38, 562.19, 562.01),
    summation: factors(0.1, 0.1, 0.1, 0.1),
  },
  h2: {
    molarMass: 2.0159,
    carbon: 0,
    netKjPerMol: molar(241.56, 241.72, 241.72, 241.76, 241.81),
    grossKjPerMol: molar(286.63, 286.15, 286.15, 285.99, 285.83),
    summation: factors(0, 0, 0, 0),
  },
  co2: {
    molarMass: 44.0095,
    carbon: 1,
    netKjPerMol: NO_HEAT,
    grossKjPerMol: NO_HEAT,
    summation: factors(0.0821, 0.0752, 0.0749, 0.073),
  },
  n2: {
    molarMass: 28.0134,
    carbon: 0,
    netKjPerMol: NO_HEAT,
    grossKjPerMol: NO_HEAT,
    summation: factors(0.0214, 0.017, 0.0169, 0.0156),
  },
  neoc5: {
    molarMass: 72.14878,
    carbon: 5,
    netKjPerMol: molar(3251.28, 3250.83, 3250.81, 3250.67, 3250.51),
    grossKjPerMol: molar(3521.75, 3517.44, 3517.28, 3516.02, 3514.61),
    summation: factors(0.2245, 0.204, 0.2033, 0.1979),
  },
  c7: {
    molarMass: 100.20194,
    carbon: 7,
    netKjPerMol: molar(4502.28, 4501.72, 4501.69, 4501.49, 4501.3),
    grossKjPerMol: molar(4862.88, 4857.18, 4856.98, 4855.31, 4853.43),
    summation: factors(0.4076, 0.3668, 0.3654, 0.3547),
  },
  c8: {
    molarMass: 114.22852,
    carbon: 8,
    netKjPerMol: molar(5116.73, 5116.11, 5116.08, 5115.87, 5115.66),
    grossKjPerMol: molar(5522.41, 5516.01, 5515.78, 5513.9, 5511.8),
    summation: factors(0.4845, 0.4346, 0.4329, 0.4198),
  },
  c9: {
    molarMass: 128.2551,
    carbon: 9,
    netKjPerMol: molar(5732.17, 5731.49, 5731.46, 5731.22, 5730.99),
    grossKjPerMol: molar(6182.92, 6175.82, 6175.56, 6173.48, 6171.15),
    summation: factors(0.5617, 0.503, 0.501, 0.4856),
  },
  c10: {
    molarMass: 142.28168,
    carbon: 10,
    netKjPerMol: molar(6346.88, 6346.14, 6346.11, 6345.85, 6345.59),
    grossKjPerMol: molar(6842.69, 6834.9, 6834.62, 6832.33, 6829.77),
    summation: factors(0.6713, 0.5991, 0.5967, 0.5778),
  },
  co: {
    molarMass: 28.01,
    carbon: 1,
    netKjPerMol: molar(282.8, 282.91, 282.91, 282.95, 282.98),
    grossKjPerMol: molar(282.8, 282.91, 282.91, 282.95, 282.98),
    summation: factors(0.0265, 0.0224, 0.0224, 0.02),
  },
  he: {
    molarMass: 4.0026,
    carbon: 0,
    netKjPerMol: NO_HEAT,
    grossKjPerMol: NO_HEAT,
    summation: factors(0.0006, 0.0002, 0.0002, 0),
  },
  ar: {
    molarMass: 39.948,
    carbon: 0,
    netKjPerMol: NO_HEAT,
    grossKjPerMol: NO_HEAT,
    summation: factors(0.0316, 0.0283, 0.0283, 0.0265),
  },
  o2: {
    molarMass: 31.9988,
    carbon: 0,
    netKjPerMol: NO_HEAT,
    grossKjPerMol: NO_HEAT,
    summation: factors(0.0316, 0.0283, 0.0283, 0.0265),
  },
} as const satisfies Readonly<Record<string, GasComponent>>;

export type ComponentKey = keyof typeof GAS_COMPONENTS;
export const COMPONENT_KEYS = Object.keys(GAS_COMPONENTS) as readonly ComponentKey[];
