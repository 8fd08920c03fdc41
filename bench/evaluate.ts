import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from '#test/domain/economics/site.ts';
import { flatSites, flatTick } from './evaluate-flat.ts';
import type { Figure } from './run.ts';

const SITES = 100;
const ROUNDS = 15;
const TICKS_PER_ROUND = 1_000;

/**
 * P1: whole evaluations without steps, one core, against the same arithmetic written by hand as a
 * flat loop over Float64Arrays in the same run. Sites have 1 to 4 generators and one miner model.
 * Rounds of the two alternate and the best of each counts, so that a busy machine hits both alike.
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
  const flat = flatSites(
    models,
    gases.map((gas) => gas.produced.mcfPerDay ?? 0),
  );
  const row = { ...MARKET };
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
  let fastestObjects = Number.POSITIVE_INFINITY;
  let fastestArrays = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    fastestObjects = Math.min(fastestObjects, timed(objects));
    fastestArrays = Math.min(fastestArrays, timed(arrays));
  }
  const difference = Math.abs(objectSum - flatSum) / Math.abs(flatSum);
  if (!(difference < 1e-9)) throw new Error(`the baseline computes another thing: ${objectSum} against ${flatSum}`);
  const perSecond = (SITES * TICKS_PER_ROUND) / (fastestObjects / 1000);
  const share = fastestArrays / fastestObjects;
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

function timed(tick: () => void): number {
  const begun = performance.now();
  for (let count = 0; count < TICKS_PER_ROUND; count += 1) tick();
  return performance.now() - begun;
}
