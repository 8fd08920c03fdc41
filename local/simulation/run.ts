import { pullMarket } from '#lib/app/pull-market.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { recomputeMargins } from '#lib/app/recompute-margins.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { after, type Instant, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import type { MarketFeeds } from '#lib/ports.ts';
import { destinationOf, type Event, treatmentOf } from './events.ts';
import { type CallFaults, type Fault, NO_CALL_FAULTS } from './faults.ts';
import { type Gate, interleave, OPEN_GATE } from './gate.ts';
import { newInvocation, type Tally } from './invocation.ts';
import { peopleAct } from './people.ts';
import type { Random } from './random.ts';
import { type Script, START } from './script.ts';
import { portsOf, type SimulatedPorts, storesOf, type World } from './world.ts';

/** Lambda tries a failed asynchronous invocation twice more, after one and after two minutes. */
const RETRY_AFTER_SECONDS = [0, 60, 180];
const TIMEOUT_SECONDS = 50;
/** As many ticks as there are without faults at the end. */
export const CALM_TICKS = 4;
/** Longer than a lease. */
const STALL_SECONDS = 60;

/** Changes the ports of every run: what a test uses to break the product on purpose. */
export type Mutation = (ports: SimulatedPorts) => SimulatedPorts;

export type Simulation = {
  readonly world: World;
  readonly script: Script;
  readonly random: Random;
  readonly faults: ReadonlySet<Fault>;
  readonly callFaults: CallFaults;
  readonly tally: Tally;
  readonly mutate: Mutation;
};

let owners = 0;

/** One scheduled tick: reports arrive, the chain runs with whatever befalls it, the hour is sealed. */
export async function runTick(simulation: Simulation, at: Instant, late: Event[]): Promise<void> {
  const { world, script } = simulation;
  world.now = { at, secondsIn: 0 };
  await peopleAct(world, simulation.random, simulation.faults, sitesAt(script, at), at, calmFrom(script));
  for (const delivery of script.deliveriesAt(at)) await deliver(simulation, delivery, at);
  const queue: Event[] = [{ functionName: 'pull-market', at }];
  while (queue.length > 0) await handle(simulation, queue.shift() as Event, queue, late);
  await handle(simulation, { functionName: 'seal-history', at: after(at, 420) }, [], []);
  const held = late.splice(0).filter((event) => event.at < at);
  for (const event of held) await handle(simulation, event, held, []);
}

function sitesAt(script: Script, at: Instant): readonly string[] {
  return script.companyAt(at).company.sites.map((site) => site.id);
}

/** Mutes end before the last ticks, so that what they held back can be told. */
function calmFrom(script: Script): Instant {
  return script.ticks.at(-CALM_TICKS) ?? START;
}

/** Ticks without any fault, after which everything that is owed must have been paid. */
export async function runCleanTick(simulation: Simulation, at: Instant): Promise<void> {
  const calm: Simulation = { ...simulation, faults: new Set(), callFaults: NO_CALL_FAULTS };
  await runTick(calm, at, []);
}

async function handle(simulation: Simulation, event: Event, queue: Event[], late: Event[]): Promise<void> {
  const treatment = treatmentOf(simulation.random, simulation.faults, event.functionName);
  if (treatment === 'lost') return;
  if (treatment === 'late' && late.length === 0 && event.functionName !== 'seal-history') {
    late.push(event);
    return;
  }
  if (treatment === 'overlapping') return overlap(simulation, event, queue, 0);
  if (treatment === 'stalled') return overlap(simulation, event, queue, STALL_SECONDS);
  for (let time = 0; time < (treatment === 'twice' ? 2 : 1); time += 1) {
    await invokeWithRetries(simulation, event, queue, RETRY_AFTER_SECONDS);
  }
}

/**
 * Two runs at once, call by call, the second one so many seconds later; what fails is tried again when
 * both are over, as its delay is longer than a run.
 */
async function overlap(simulation: Simulation, event: Event, queue: Event[], secondsLater: number): Promise<void> {
  const outcomes = [false, false];
  await interleave(
    simulation.random,
    outcomes.map((_, index) => async (gate: Gate) => {
      outcomes[index] = await invoke(simulation, event, gate, index * secondsLater);
    }),
  );
  for (const isDone of outcomes) {
    if (isDone) follow(event, queue);
    else await invokeWithRetries(simulation, event, queue, RETRY_AFTER_SECONDS.slice(1));
  }
}

/** As Lambda's asynchronous queue: a failed run is tried again later; after the last try the event is gone. */
async function invokeWithRetries(
  simulation: Simulation,
  event: Event,
  queue: Event[],
  delays: readonly number[],
): Promise<void> {
  const { world } = simulation;
  for (const seconds of delays) {
    world.now = { at: world.now.at, secondsIn: Math.max(world.now.secondsIn, seconds) };
    if (await invoke(simulation, event, OPEN_GATE)) return follow(event, queue);
  }
}

function follow(event: Event, queue: Event[]): void {
  const next = destinationOf(event);
  if (next !== null) queue.push(next);
}

async function invoke(simulation: Simulation, event: Event, gate: Gate, secondsLater = 0): Promise<boolean> {
  const { world, script, callFaults, tally } = simulation;
  owners += 1;
  const invocation = newInvocation(callFaults, gate, tally);
  const feeds: MarketFeeds = { observe: async (_company, at) => script.observationsAt(at) };
  const stores = storesOf(world, invocation.wrap);
  const ports = invocation.wrap(simulation.mutate(portsOf(world, stores, feeds, `run-${owners}`, secondsLater)));
  const { company, version } = script.companyAt(event.at);
  const deployment = { company, version, timeoutSeconds: TIMEOUT_SECONDS };
  try {
    if (event.functionName === 'pull-market') await pullMarket(ports, deployment, event.at);
    if (event.functionName === 'recompute-margins') await recomputeMargins(ports, TIMEOUT_SECONDS, event.at);
    if (event.functionName === 'send-alerts') await sendAlerts(ports, deployment, event.at);
    if (event.functionName === 'seal-history' && isHourly(event.at)) await sealHistory(ports, deployment, event.at);
    return !invocation.isCrashed();
  } catch {
    return false;
  }
}

function isHourly(at: Instant): boolean {
  return (at - 420) % SECONDS_PER_HOUR === 0;
}

/** A sender whose delivery fails tries again; after three times he comes back with the next tick's file. */
async function deliver(
  simulation: Simulation,
  delivery: ReturnType<Script['deliveriesAt']>[number],
  knownAt: Instant,
): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const invocation = newInvocation(simulation.callFaults, OPEN_GATE, simulation.tally);
    const { stores } = invocation.wrap({ stores: simulation.world.stores });
    try {
      await receiveRows(stores, { site: delivery.site, file: delivery.file, rows: delivery.rows, knownAt });
      return;
    } catch {
      // tried again, as a sender does
      simulation.world.cutShort.add(delivery.site);
    }
  }
  throw new Error(`the delivery ${delivery.file} failed ten times`);
}
