import { describe, expect, test } from 'vitest';
import { reportParser } from '#lib/adapters/reports/detect.ts';
import { pullGasReports } from '#lib/app/pull-gas-reports.ts';
import { type Instant, after as later } from '#lib/domain/instant.ts';
import type { FileValidators, PulledReport } from '#lib/ports.ts';
import { newWorld, START, TICK_SECONDS, testCompany } from './world.ts';

const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const ROW = 'pad-0000,2023-02-13T00:00:00Z,2023-02-14T00:00:00Z,flared,5,Mcf,s15,,,,1,2023-02-14T06:00:00Z';
/** Starts 2023-02-15T02:00, two ticks after START. */
const FUTURE = 'pad-0000,2023-02-15T02:00:00Z,2023-02-15T03:00:00Z,flared,5,Mcf,s15,,,,1,2023-02-15T03:00:00Z';
const VALIDATORS: FileValidators = { etag: '"1"', lastModified: null, digest: 'd' };

/** A company whose one site is pulled every tick, with what each pull was told to know. */
function pulledWorld(answer: () => PulledReport) {
  const { company, version } = testCompany(1);
  const sites = company.sites.map((site) => ({
    ...site,
    reports: {
      ...site.reports,
      pull: {
        url: 'https://reports.example.com/pad.csv',
        format: 'canonical-csv' as const,
        everySeconds: 3600,
        secret: null,
      },
    },
  }));
  const world = newWorld(company, version, () => null);
  const known: (FileValidators | null)[] = [];
  const source = {
    pull: async (_site: unknown, _at: Instant, file: FileValidators | null) => {
      known.push(file);
      return answer();
    },
  };
  const ports = { ...world.ports, source, parser: reportParser };
  const run = (tick: number, configVersion = version) => {
    const deployment = { company: { ...company, sites }, version: configVersion, timeoutSeconds: 60 };
    return pullGasReports(ports, deployment, later(START, tick * TICK_SECONDS));
  };
  return { run, known, stores: world.stores };
}

function file(...lines: readonly string[]): PulledReport {
  const bytes = Buffer.from([HEADER, ...lines].join('\n'));
  return { outcome: 'file', name: 'pad.csv', bytes, validators: VALIDATORS };
}

describe('pull-gas-reports', () => {
  test('asks for a file it has stored only if it changed, also as another process', async () => {
    const { run, known, stores } = pulledWorld(() => file(ROW));
    await run(0);
    await run(1);
    expect(known).toMatchObject([null, VALIDATORS]);
    expect(await stores.reports.rows('pad-0000', later(START, -10 * 86_400), START)).toHaveLength(1);
  });

  test('asks for it whole under another configuration, which may read it otherwise', async () => {
    const { run, known } = pulledWorld(() => file(ROW));
    await run(0);
    await run(1, 'another');
    expect(known).toEqual([null, null]);
  });

  test('asks for it whole while a row of it was refused: a period of the future is not for ever', async () => {
    const { run, known, stores } = pulledWorld(() => file(ROW, FUTURE));
    await run(0);
    await run(1);
    expect(known).toEqual([null, null]);
    await run(2);
    await run(3);
    expect(known).toMatchObject([null, null, null, VALIDATORS]);
    expect(await stores.reports.rows('pad-0000', START, later(START, 86_400))).toHaveLength(1);
  });

  test('knows nothing of a file that could not be had', async () => {
    const { run, known } = pulledWorld(() => ({ outcome: 'failed', reason: 'HTTP 503' }));
    await run(0);
    await run(1);
    expect(known).toEqual([null, null]);
  });
});
