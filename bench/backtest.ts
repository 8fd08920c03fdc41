import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { backtest } from '#lib/app/backtest/backtest.ts';
import { evaluateUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { after, type Instant, instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { marketRow } from '#lib/domain/market/market-row.ts';
import { deliverReports, newWorld, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import type { Figure } from './run.ts';

const SITES = 100;
/** Six years are 52,560 ticks; the time per tick does not depend on how many there were. */
const TICKS = 1_440;

/** P7: the back-test of 100 sites hourly, against evaluating the same sites and markets alone. */
export async function backtestBenchmark(): Promise<readonly Figure[]> {
  const { company, version } = testCompany(SITES);
  const deployment = { company, version, timeoutSeconds: 50 };
  const world = newWorld(company, version, () => 30_000, memoryStores());
  let points = 0;
  const backtestSeconds = await timed(() =>
    backtest(
      {
        stores: world.stores,
        marketAt: (at) => marketAt(at, version),
        deliver: async (at) => ((at - START) % SECONDS_PER_DAY === 0 ? deliverReports(world, at) : undefined),
        from: START,
        to: after(START, TICKS * TICK_SECONDS),
        linkBase: world.ports.linkBase,
        listener: {
          point: () => {
            points += 1;
          },
          episode: () => {},
          message: () => {},
        },
      },
      deployment,
    ),
  );
  const items = await world.stores.sites.all();
  const models = company.sites.map((site) => siteModel(site, company.decisionHorizonDays, company.regimes));
  // The gas state of the end, judged at the end: known, as it was at every tick of the back-test.
  const newest = after(START, (TICKS - 1) * TICK_SECONDS);
  let sum = 0;
  const evaluationSeconds = await timed(async () => {
    for (let tick = 0; tick < TICKS; tick += 1) {
      const at = after(START, tick * TICK_SECONDS);
      const row = marketRow(marketAt(at, version));
      for (const [index, model] of models.entries()) {
        const state = items[index]?.gas;
        if (state === undefined) continue;
        const gas = gasInForce(state, newest, model.site.reports.staleAfterSeconds, model.site.reports.cadence);
        sum += evaluateUnderLaw(model, row, gas, at, () => null).advantageUsdPerDay ?? 0;
      }
    }
  });
  if (points !== SITES * TICKS || !Number.isFinite(sum)) throw new Error(`${points} points of ${SITES * TICKS}`);
  const perSecond = points / backtestSeconds;
  const ratio = backtestSeconds / evaluationSeconds;
  const sixYears = (6 * 365 * 24 * SITES) / perSecond;
  return [
    { id: 'P7', what: 'back-test ÷ evaluation alone', measured: ratio, unit: '×', target: '≤ 2 ×', isMet: ratio <= 2 },
    {
      id: 'P7',
      what: 'back-test of 100 sites',
      measured: perSecond,
      unit: 'site-hours/s',
      target: '≥ 300,000',
      isMet: perSecond >= 300_000,
    },
    {
      id: 'P7',
      what: 'six years of 100 sites hourly',
      measured: sixYears,
      unit: 's',
      target: '< 120 (issue 5)',
      isMet: sixYears < 120,
    },
  ];
}

/** A price that crosses what the pads' power costs every few days, so that alerts come and go. */
function marketAt(at: Instant, version: string): Market {
  const sourced = (value: number) => ({ value, quality: 'ok' as const, goodAt: at });
  const hour = (at - START) / TICK_SECONDS;
  return {
    at: instant(at),
    btcUsd: sourced(5_500 + 3_000 * Math.sin(hour / 40)),
    difficulty: sourced(39_156_400_059_293.19),
    height: sourced(776_500),
    feesBtcPerBlock: sourced(0.15),
    fx: [],
    gasIndexes: [],
    sources: [],
    configVersion: version,
  } as Market;
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
}
