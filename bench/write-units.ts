import { SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { unitsOfRestatedDay, writeUnitsPerSiteDay } from '#test/app/write-units.ts';
import type { Figure } from './run.ts';

const SITES = 20;
const TARGETS = [
  { tickSeconds: 300, calm: 320, firing: 350 },
  { tickSeconds: 900, calm: 108, firing: 118 },
  { tickSeconds: 3600, calm: 29, firing: 32 },
] as const;

/** P3: write units per site and day through the use cases, calm and with every site's alert open. */
export async function writeUnitsBenchmark(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const target of TARGETS) {
    const minutes = target.tickSeconds / 60;
    for (const state of ['calm', 'firing'] as const) {
      const measured = await writeUnitsPerSiteDay(target.tickSeconds, state === 'firing' ? 3_000 : 30_000, SITES);
      figures.push({
        id: 'P3',
        what: `write units per site-day, ${minutes} min ticks, ${state}`,
        measured,
        unit: 'units',
        target: `≤ ${target[state]} (floor ${SECONDS_PER_DAY / target.tickSeconds})`,
        isMet: measured <= target[state],
      });
    }
    const measured = await unitsOfRestatedDay(target.tickSeconds, SITES);
    const what = `a late report restates a day, ${minutes} min ticks`;
    figures.push({ id: 'P3', what, measured, unit: 'units', target: '(beside the day)', isMet: null });
  }
  return figures;
}
