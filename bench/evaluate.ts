import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import type { Evaluation } from '#lib/domain/economics/evaluation.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import type { GasInForce } from '#lib/domain/gas/report.ts';
import { gasOf, MARKET, siteWith } from '#test/domain/economics/site.ts';
import { flatTick } from './evaluate-flat.ts';
import { assertSameFigures, flatSites } from './evaluate-lanes.ts';
import { processorMilliseconds } from './processor-time.ts';
import type { Figure } from './run.ts';

const SITES = 100;
const WARM_UP_ROUNDS = 20;
const ROUNDS = 61;
const TICKS_PER_ROUND = 100;
/** So that a round of either takes about as long. */
const FLAT_TICKS_PER_ROUND = 300;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/**
 * P1: whole evaluations without steps, one core, against the same arithmetic written by hand as a
 * flat loop over Float64Arrays in the same run. Sites have 1 to 4 generators and one miner model.
 * Rounds of the two alternate, in processor time; the share is the median of the rounds', so that a
 * busy machine hits both alike. The loop's figures are held against the product's before any are timed.
 */
export async function evaluateBenchmark(): Promise<readonly Figure[]> {
  const sites = Array.from({ length: SITES }, (_, index) =>
    siteWith({
      power: {
        availability: 0.9 + (index % 10) / 100,
        generators: [
          {
            model: null,
            count: 1 + (index % 4),
            ratedKw: 400,
            heatRateBtuPerKwhLhv: 10_000 + index,
            idleFuelFraction: 0.097,
          },
        ],
      },
      fleet: { miners: [{ model: null, count: 100 + (index % 300), thPerSecond: 104, watts: 3068 }] },
    }),
  );
  const models = sites.map((site) => siteModel(site, 7));
  const gases = sites.map((_, index) => gasOf({ produced: 50 + (index % 400) }));
  const flat = flatSites(models, gases);
  const row = { ...MARKET };
  const evaluateAll = (): readonly Evaluation[] =>
    models.map((model, index) => evaluateSite(model, row, gases[index] as GasInForce));
  flatTick(flat, row);
  assertSameFigures(flat, evaluateAll());
  let objectSum = 0;
  let flatSum = 0;
  const objects = (): void => {
    for (let index = 0; index < SITES; index += 1) {
      const [model, gas] = [models[index], gases[index]];
      if (model !== undefined && gas !== undefined) objectSum += evaluateSite(model, row, gas).advantageUsdPerDay ?? 0;
    }
  };
  const arrays = (): void => {
    flatSum += flatTick(flat, row);
  };
  const nanoseconds: number[] = [];
  const shares: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const ofObjects = await nanosecondsPerSite(objects, TICKS_PER_ROUND);
    const ofArrays = await nanosecondsPerSite(arrays, FLAT_TICKS_PER_ROUND);
    if (round < WARM_UP_ROUNDS) continue;
    nanoseconds.push(ofObjects);
    shares.push(ofArrays / ofObjects);
  }
  if (!Number.isFinite(objectSum + flatSum)) throw new Error('an advantage is not a number');
  const perSecond = 1e9 / median(nanoseconds);
  const share = median(shares);
  return [
    {
      id: 'P1',
      what: 'evaluations without steps',
      measured: perSecond,
      unit: '/s',
      target: '≥ 500,000/s',
      isMet: perSecond >= 500_000,
    },
    {
      id: 'P1',
      what: 'its speed ÷ a flat loop over Float64Arrays',
      measured: share,
      unit: '×',
      target: '≥ 0.25 ×',
      isMet: share >= 0.25,
    },
  ];
}

async function nanosecondsPerSite(tick: () => void, ticks: number): Promise<number> {
  const milliseconds = await processorMilliseconds(async () => {
    for (let count = 0; count < ticks; count += 1) tick();
  });
  return (milliseconds * NANOSECONDS_PER_MILLISECOND) / (ticks * SITES);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
