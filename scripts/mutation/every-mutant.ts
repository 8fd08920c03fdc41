import { appendFileSync } from 'node:fs';
import { inject, test } from 'vitest';
import type { Verdict } from './session.ts';
import { Switches, usedMs } from './switches.ts';
import { load, seedProperties } from './test-script.ts';

/** A test of a script that meets a mutant, and what it costs without one. */
type Test = { readonly index: number; readonly name: string; readonly ms: number };
type Script = { readonly place: string; readonly loadMs: number };
/** By mutant and script the tests that meet it. */
type Meeting = ReadonlyMap<number, ReadonlyMap<Script, readonly Test[]>>;

/** A mutant may use this many times the processor time of the unbroken test, and this much on top. */
const TIMES = 5;
const ON_TOP_MS = 1000;
/** What no test has killed after so much processor time is said to survive, though a dearer test might kill it. */
const ENOUGH_MS = 3000;
const DEAR_MS = 50;

const order = inject('mutation');
const switches = new Switches(order.count);
/** How many mutants a test has killed. */
const kills = new Map<Test, number>();

test('every mutant', { timeout: 0 }, async () => {
  seedProperties(order.seed);
  const meeting = await surveyed();
  for (const id of order.ids) {
    note({ trying: id });
    note(await tried(id, meeting.get(id) ?? new Map()));
  }
});

/** What every test meets, run alone on newly loaded code. */
async function surveyed(): Promise<Meeting> {
  const meeting = new Map<number, Map<Script, Test[]>>();
  for (const place of order.scripts) {
    let before = usedMs();
    let tests = load(place, switches);
    const script: Script = { place, loadMs: usedMs() - before };
    for (const [index, { name }] of tests.entries()) {
      note({ surveying: `${place} ${name}` });
      before = usedMs();
      await tests[index]?.run();
      const test = { index, name, ms: usedMs() - before };
      for (const id of switches.takeMet()) {
        const byScript = meeting.get(id) ?? new Map<Script, Test[]>();
        byScript.set(script, [...(byScript.get(script) ?? []), test]);
        meeting.set(id, byScript);
      }
      tests = load(place, switches);
    }
    switches.takeMet();
  }
  return meeting;
}

/** Runs the tests that meet the mutant, those of a group on newly loaded code, until one fails. */
async function tried(id: number, byScript: ReadonlyMap<Script, readonly Test[]>): Promise<Verdict> {
  if (byScript.size === 0) return { id, verdict: 'not met', by: '' };
  const survived: Verdict = { id, verdict: 'survived', by: '' };
  let at: Test | null = null;
  let spentMs = 0;
  try {
    for (const [{ place, loadMs }, tests] of groupsOf(byScript).toSorted((a, b) => price(a) - price(b))) {
      at = null;
      switches.turnOn(id, TIMES * loadMs + ON_TOP_MS);
      const loaded = load(place, switches);
      for (const one of tests.toSorted((a, b) => a.ms - b.ms)) {
        spentMs += one.ms;
        if (spentMs > ENOUGH_MS && spentMs > one.ms) return survived;
        at = one;
        switches.turnOn(id, TIMES * one.ms + ON_TOP_MS);
        await loaded[one.index]?.run();
      }
    }
    return survived;
  } catch {
    if (at !== null) kills.set(at, (kills.get(at) ?? 0) + 1);
    return { id, verdict: switches.timedOut ? 'timed out' : 'killed', by: at?.name ?? 'while loading' };
  } finally {
    switches.turnOff();
  }
}

type Group = readonly [Script, readonly Test[]];

/** The tests of a script in two groups: a dear property must not keep the cheap ones waiting. */
function groupsOf(byScript: ReadonlyMap<Script, readonly Test[]>): readonly Group[] {
  return [...byScript].flatMap(([script, tests]) =>
    [tests.filter(({ ms }) => ms < DEAR_MS), tests.filter(({ ms }) => ms >= DEAR_MS)]
      .filter((group) => group.length > 0)
      .map((group) => [script, group] as const),
  );
}

/** What a group costs for each mutant that it may be hoped to kill: the cheap and the deadly are asked first. */
function price([script, tests]: Group): number {
  const cost = tests.reduce((sum, { ms }) => sum + ms, script.loadMs);
  return cost / (1 + tests.reduce((sum, one) => sum + (kills.get(one) ?? 0), 0));
}

function note(line: Verdict | { readonly trying: number } | { readonly surveying: string }): void {
  appendFileSync(order.log, `${JSON.stringify(line)}\n`);
}
