import type { Instant } from '../../domain/instant.ts';
import type { TickClaim, TickNote, TickStore } from '../../ports.ts';
import { PARTITIONS, tickKey } from './keys.ts';
import type { Row, Table } from './table.ts';

/** Every name in these expressions is written as `#name`: several are reserved words. */
const NAMES = { '#running': 'running', '#until': 'untilMilliseconds', '#owner': 'owner', '#done': 'done' };
const CLAIM = 'SET #running = :at, #until = :until, #owner = :owner';
const MAY_CLAIM =
  '(attribute_not_exists(#done) OR #done < :at) AND (attribute_not_exists(#running) OR #owner = :owner OR #until <= :now)';

/** TICK: one claim per function of the chain, with a lease. */
export function tickStore(table: Table): TickStore {
  const read = async (functionName: string): Promise<TickClaim | null> => {
    const row = await table.get(tickKey(functionName), true);
    return row === null ? null : claimOf(row);
  };
  return {
    get: read,
    all: async () => {
      const rows = await table.query({ pk: PARTITIONS.tick, isStrong: true });
      return new Map(rows.map((row) => [String(row.sk), claimOf(row)]));
    },
    claim: async (functionName, at, owner, nowMilliseconds, untilMilliseconds) => {
      const values = { ':at': at, ':owner': owner, ':now': nowMilliseconds, ':until': untilMilliseconds };
      const before = await table.update(tickKey(functionName), CLAIM, { expression: MAY_CLAIM, names: NAMES, values });
      if (before !== null)
        return { outcome: 'claimed', done: doneOf(before), ...noteOf(before), ...unfinishedOf(before, at) };
      const done = (await read(functionName))?.done ?? null;
      return { outcome: done !== null && done >= at ? 'done' : 'held', done };
    },
    finish: async (functionName, at, owner, note) => {
      const { '#until': _until, ...names } = NAMES;
      const left = note === undefined ? {} : { ':note': JSON.stringify(note) };
      const update = note === undefined ? 'SET #done = :at' : 'SET #done = :at, note = :note';
      await table.update(tickKey(functionName), `${update} REMOVE #running`, {
        expression: 'attribute_exists(#running) AND #owner = :owner',
        names,
        values: { ':at': at, ':owner': owner, ...left },
      });
    },
  };
}

function claimOf(row: Row): TickClaim {
  return {
    running: row.running === undefined ? null : (Number(row.running) as Instant),
    untilMilliseconds: row.running === undefined ? 0 : Number(row.untilMilliseconds),
    owner: String(row.owner),
    done: doneOf(row),
    ...noteOf(row),
  };
}

function noteOf(row: Row): { readonly note?: TickNote } {
  return row.note === undefined ? {} : { note: JSON.parse(String(row.note)) as TickNote };
}

function unfinishedOf(row: Row, at: Instant): { readonly unfinished?: Instant } {
  const { running } = claimOf(row);
  return running === null || running >= at ? {} : { unfinished: running };
}

function doneOf(row: Row): Instant | null {
  return row.done === undefined ? null : (Number(row.done) as Instant);
}
