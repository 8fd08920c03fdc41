import { readAlerts } from '#lib/app/history/read-alerts.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import { after, instant } from '#lib/domain/instant.ts';
import type { Event } from './events.ts';
import { type CallFaults, type Fault, NO_CALL_FAULTS, randomCallFaults, swarm } from './faults.ts';
import { COMMIT_INVARIANTS } from './invariants/commits.ts';
import { correctionFault } from './invariants/corrections.ts';
import { DELIVERY_INVARIANTS } from './invariants/delivery.ts';
import { historyFault } from './invariants/history.ts';
import type { Evidence } from './invariants/invariant.ts';
import { PEOPLE_INVARIANTS } from './invariants/people.ts';
import { bytesFault, replayFault } from './invariants/replay.ts';
import { toldMessages } from './invariants/told.ts';
import { seededRandom } from './random.ts';
import { CALM_TICKS, type Mutation, runCleanTick, runTick, type Simulation } from './run.ts';
import { START, writeScript } from './script.ts';
import { newWorld, type World } from './world.ts';

const CALL_FAULT_PROBABILITY = 0.02;
const END = instant(9e9);

export type SimulationOptions = {
  readonly seed: number;
  readonly ticks: number;
  readonly sites: number;
  /** `all` = a random part of them, chosen by the seed. */
  readonly faults: readonly Fault[] | 'all' | 'none';
  /** Breaks the product on purpose; for tests of the simulator. */
  readonly mutate?: Mutation;
  /** Exactly these call faults instead of random ones; for exploring every schedule. */
  readonly callFaults?: CallFaults;
};

export type SimulationReport = {
  readonly seed: number;
  readonly ticks: number;
  readonly sites: number;
  readonly faults: readonly Fault[];
  readonly invocations: number;
  readonly calls: number;
  readonly crashes: number;
  readonly errors: number;
  readonly points: number;
  readonly episodes: number;
  readonly messages: number;
  /** Copies of a message beyond the first. */
  readonly duplicates: number;
  /** Sites that a correction named, every audience counted. */
  readonly corrections: number;
  readonly lost: number;
  readonly phantom: number;
  readonly violation: { readonly invariant: string; readonly tick: number; readonly what: string } | null;
};

/**
 * The whole system in one process under a virtual clock: the seed decides the market, the reports,
 * the faults and the order of concurrent calls, and the same seed repeats them. The invariants of
 * alerts.md are judged after every tick, those about what is owed after the faults have stopped.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const random = seededRandom(options.seed);
  const faults = faultsOf(options, random);
  const script = writeScript(random.fork('script'), {
    ticks: options.ticks + CALM_TICKS,
    sites: options.sites,
    faults,
  });
  const simulation: Simulation = {
    world: newWorld({ refuses: refusalsOf(random, faults), splitsGroups: faults.has('split-groups') }),
    script,
    random: random.fork('schedule'),
    faults,
    callFaults: options.callFaults ?? callFaultsOf(options, random, faults),
    tally: { calls: 0, crashes: 0, errors: 0, invocations: 0 },
    mutate: options.mutate ?? ((ports) => ports),
  };
  const violation = await runAll(simulation, options.ticks);
  return reportOf(simulation, options, violation);
}

function faultsOf(options: SimulationOptions, random: ReturnType<typeof seededRandom>): ReadonlySet<Fault> {
  if (options.faults === 'none') return new Set();
  return options.faults === 'all' ? swarm(random.fork('swarm')) : new Set(options.faults);
}

/** One message in ten is refused, always the same ones; what replaces it is taken. */
function refusalsOf(random: ReturnType<typeof seededRandom>, faults: ReadonlySet<Fault>): World['refuses'] {
  if (!faults.has('rejected-message')) return () => false;
  return (id) => !id.endsWith('-r1') && random.fork(`refused ${id}`).chance(0.1);
}

function callFaultsOf(
  options: SimulationOptions,
  random: ReturnType<typeof seededRandom>,
  faults: ReadonlySet<Fault>,
): CallFaults {
  if (options.faults === 'none') return NO_CALL_FAULTS;
  return randomCallFaults(random.fork('calls'), faults, CALL_FAULT_PROBABILITY);
}

type Violation = NonNullable<SimulationReport['violation']>;

async function runAll(simulation: Simulation, faultyTicks: number): Promise<Violation | null> {
  const late: Event[] = [];
  const { ticks } = simulation.script;
  for (const [index, at] of ticks.entries()) {
    if (index < faultyTicks) await runTick(simulation, at, late);
    else await runCleanTick(simulation, at);
    const found = await judge(simulation, index === ticks.length - 1);
    if (found !== null) return { ...found, tick: index };
  }
  return null;
}

async function judge(
  simulation: Simulation,
  isSettled: boolean,
): Promise<{ readonly invariant: string; readonly what: string } | null> {
  const evidence = await evidenceOf(simulation, isSettled);
  for (const { id, judge: verdict } of [...COMMIT_INVARIANTS, ...DELIVERY_INVARIANTS, ...PEOPLE_INVARIANTS]) {
    const what = verdict(evidence);
    if (what !== null) return { invariant: id, what };
  }
  return isSettled ? await judgeWhole(simulation.world, evidence) : null;
}

/** What takes the whole of the history to judge. */
async function judgeWhole(
  world: World,
  evidence: Evidence,
): Promise<{ readonly invariant: string; readonly what: string } | null> {
  const corrected = await correctionFault(evidence);
  if (corrected !== null) return { invariant: 'I22', what: corrected };
  const fault = await historyFault(world);
  if (fault !== null) return { invariant: fault.id, what: fault.what };
  const replayed = await replayFault(world);
  if (replayed !== null) return { invariant: 'I3', what: replayed };
  const bytes = bytesFault(world);
  return bytes === null ? null : { invariant: 'I29', what: bytes };
}

async function evidenceOf({ world, script, tally }: Simulation, isSettled: boolean): Promise<Evidence> {
  const { stores } = world;
  const [episodes, markets] = await Promise.all([
    shownEpisodes(world),
    stores.market.range(after(START, -1), END, 100_000),
  ]);
  const mutes = await stores.mutes.all();
  return { world, script, tally, episodes, markets, mutes, messages: toldMessages(world.happened), isSettled };
}

/** Every episode as the API shows it. */
async function shownEpisodes({ stores }: World): Promise<readonly EpisodeRecord[]> {
  const query = { state: null, site: null, rule: null, stateOf: () => null, from: START, to: END };
  const shown = await readAlerts(stores, query);
  if (shown === null) throw new Error('there are more episodes than the API shows in one window');
  return shown;
}

async function reportOf(
  { world, tally, faults, script }: Simulation,
  options: SimulationOptions,
  violation: Violation | null,
): Promise<SimulationReport> {
  const accepted = acceptedIds(world);
  const episodes = await shownEpisodes(world);
  const isOf = (id: string) => (violation?.invariant === id ? 1 : 0);
  return {
    seed: options.seed,
    ticks: script.ticks.length,
    sites: options.sites,
    faults: [...faults],
    ...tally,
    points: world.happened.filter((one) => one.kind === 'committed').length,
    episodes: episodes.length,
    messages: new Set(accepted).size,
    duplicates: accepted.length - new Set(accepted).size,
    corrections: toldMessages(world.happened).reduce((sum, { corrected }) => sum + corrected.length, 0),
    lost: isOf('I4') + isOf('I5'),
    phantom: isOf('I6'),
    violation,
  };
}

function acceptedIds(world: World): readonly string[] {
  return world.happened.flatMap((one) => (one.kind === 'accepted' ? [one.message.id] : []));
}
