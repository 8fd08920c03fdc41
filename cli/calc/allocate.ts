import * as z from 'zod';
import { MAX_SWITCHED_OUTLETS, allocate as split } from '#lib/domain/economics/allocation/allocate.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { calculator, input, notNegative } from './calculator.ts';

const tier = z.strictObject({ mcfPerDay: notNegative.nullable(), usdPerMcf: z.number() });
const outlet = z.strictObject({
  id: z.string().min(1),
  usdPerMcf: z.number().optional(),
  capMcfPerDay: notNegative.nullish(),
  tiers: z.array(tier).min(1).optional(),
  mustMcfPerDay: notNegative.default(0),
  takeOrPayMcfPerDay: notNegative.default(0),
  deficiencyUsdPerMcf: notNegative.default(0),
  fixedUsdPerDay: z.number().default(0),
  minimumMcfPerDay: notNegative.default(0),
});

export const allocate = calculator({
  name: 'allocate',
  what: 'the best split of a day’s gas over its outlets, with shadow prices',
  method: 'M13',
  inputs: z.strictObject({
    gasMcfPerDay: input('Mcf/day', 'gas to place', notNegative),
    outlets: input(
      'USD/Mcf, Mcf/day',
      'each with id, usdPerMcf and capMcfPerDay (null = no limit) or tiers of falling price, and mustMcfPerDay, takeOrPayMcfPerDay, deficiencyUsdPerMcf, and, where more than the must is taken, fixedUsdPerDay, minimumMcfPerDay',
      z.array(outlet).min(1).max(50),
    ),
  }),
  outputs: {
    usdPerDay: ['USD/day', 'max Σ v·q with Σ q = G, 0 ≤ q ≤ cap'],
    mcfPerDay: ['Mcf/day by outlet', 'greedy by value; switched outlets on and off'],
    gasUsdPerMcf: ['USD/Mcf', 'worth of one Mcf more of gas'],
    capUsdPerMcf: ['USD/Mcf by outlet', 'worth of one Mcf more of capacity: its price − that of the marginal outlet'],
  },
  example: {
    gasMcfPerDay: 1000,
    outlets: [
      { id: 'sell', usdPerMcf: 1.2, capMcfPerDay: 300 },
      { id: 'mine', usdPerMcf: 3.1, capMcfPerDay: 450 },
      { id: 'flare', usdPerMcf: -0.6, capMcfPerDay: null },
    ],
  },
  work: ({ gasMcfPerDay, outlets }) => {
    const found = split(
      gasMcfPerDay,
      outlets.map(({ usdPerMcf, capMcfPerDay, tiers, ...rest }) => ({
        ...rest,
        tiers: fallingTiers(
          rest.id,
          tiers ?? [{ mcfPerDay: capMcfPerDay ?? null, usdPerMcf: priceOf(rest.id, usdPerMcf) }],
        ),
      })),
    );
    if (found !== null) return { ...found };
    throw new NetbackError(
      'input-invalid',
      `the outlets cannot take ${gasMcfPerDay} Mcf/day, or a must is above its capacity, or more than ${MAX_SWITCHED_OUTLETS} have a fixed cost or a minimum.`,
    );
  },
});

function priceOf(id: string, usdPerMcf: number | undefined): number {
  if (usdPerMcf !== undefined) return usdPerMcf;
  throw new NetbackError('usage', `outlet ${id} has no price; expected usdPerMcf or tiers.`);
}

function fallingTiers<T extends { readonly usdPerMcf: number }>(id: string, tiers: readonly T[]): readonly T[] {
  const isFalling = tiers.every(
    (tier, index) => index === 0 || tier.usdPerMcf <= (tiers[index - 1]?.usdPerMcf ?? tier.usdPerMcf),
  );
  if (isFalling) return tiers;
  throw new NetbackError('usage', `the tiers of outlet ${id} rise in price; expected falling prices.`);
}
