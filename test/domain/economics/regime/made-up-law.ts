import type { FlaringRegime, RegimeRow } from '#lib/domain/economics/regime/regime.ts';
import { day } from './facts-of.ts';

export const since2000 = (value: number) => [{ from: day('2000-01-01'), value }];

/** No country's law: a limit of 5 % of production in a year, USD 1 per Mcf within it, 25 above. */
export function madeUpLaw(change: Partial<RegimeRow> = {}): FlaringRegime {
  const row: RegimeRow = {
    from: day('2000-01-01'),
    to: null,
    status: 'in-force',
    confidence: 'high',
    sourceTitle: 'made up',
    sourceUrl: null,
    retrieved: '2026-11-24',
    note: null,
    isScenario: false,
    appliesTo: ['flared'],
    excludedCauses: [],
    numerator: null,
    notProducedCauses: [],
    threshold: { type: 'share-of-produced', fractions: since2000(0.05) },
    charges: [
      {
        name: 'charge',
        stream: 'flared',
        on: 'all',
        indices: [],
        basis: { type: 'volume', per: 'Mcf', tiers: [{ oilBblPerDayAtLeast: 0, rates: since2000(1) }] },
      },
    ],
    multipliers: [{ when: 'over-limit', factors: since2000(25) }],
    ladder: null,
    caps: [],
    creditFractions: [],
    nonMonetary: [],
    ...change,
  };
  return { id: 'made-up', jurisdiction: 'nowhere', currency: 'USD', scope: 'site', period: 'year', rows: [row] };
}
