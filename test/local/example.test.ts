import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCompany } from '#lib/config/load-company.ts';
import { readColumns } from '#local/replay/csv-columns.ts';
import { netback } from './up.ts';

const EXAMPLE = 'companies/example-co';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-example-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the example company', () => {
  it('is valid, and every site finds its reports beside the file, said to be made up where they are', () => {
    const loaded = loadCompany(`${EXAMPLE}.yaml`);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.company.sites.length).toBeGreaterThanOrEqual(4);
    for (const site of loaded.company.sites) {
      const name = path.posix.basename(new URL(site.reports.pull?.url ?? '').pathname);
      const [first = ''] = readFileSync(path.join(EXAMPLE, name), 'utf8').split('\n');
      const isReal = name.includes('petrinex-ABBT');
      expect(name).toMatch(isReal ? /^\w+\.petrinex-ABBT\d{7}\.csv$/ : /\.made-up-daily\.csv$/);
      expect(first).toMatch(isReal ? /^# Real monthly gas volumes/ : /^# Made up for the example/);
    }
  });

  it('has the volumes of Petrinex as filed: January 2023 of ABBT0150810, in time', () => {
    // Petrinex, production month 2023-01, submitted 2023-02-16: PROD 313.8, DISP 313.8, FLARE 3.1, FUEL 1.6, REC 12.7, VENT 8.0.
    const file = path.join(EXAMPLE, 'grizzly.petrinex-ABBT0150810.csv');
    const plain = path.join(folder, 'plain.csv');
    writeFileSync(plain, readFileSync(file, 'utf8').replace(/^#.*\n/gm, ''));
    const january = readColumns(plain, ['stream']).filter((row) => row.period_start === '2023-01-01T07:00:00Z');
    expect(Object.fromEntries(january.map((row) => [row.stream, row.volume]))).toEqual({
      produced: '313.8',
      sold: '313.8',
      flared: '3.1',
      fuel: '1.6',
      received: '12.7',
      vented: '8',
    });
    expect(new Set(january.map((row) => row.reported_at))).toEqual(new Set(['2023-02-16T19:00:00Z']));
  });

  it('tells its story: in two days a site goes silent and comes back, flaring rises, mining stops paying; then it pays again', async () => {
    // By the hour, so that six days are 144 ticks.
    const file = path.join(folder, 'example-co.yaml');
    writeFileSync(file, readFileSync(`${EXAMPLE}.yaml`, 'utf8').replace('tick: 5m', 'tick: 1h'));
    cpSync(EXAMPLE, path.join(folder, 'example-co'), { recursive: true });
    const data = path.join(folder, 'data');
    const words = ['--company', file, '--ticks', '144', '--speed', 'max', '--port', '0', '--data', data];
    expect(await netback(['up', ...words]).ended).toBe(0);
    const lines = readFileSync(path.join(data, 'mailbox', 'operations.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const told = lines.map((line) => JSON.parse(JSON.parse(line).Message) as Record<string, unknown>);
    const when = (rule: string, kind: string, site: string): string | undefined =>
      told.find((one) => one.rule === rule && one.kind === kind && String(one.sites) === site)?.at as
        | string
        | undefined;
    const twoDays = '2023-02-17T00:00:00Z';
    for (const [rule, kind, site] of [
      ['site-data-stale', 'firing', 'taiga-3'],
      ['site-data-stale', 'resolved', 'taiga-3'],
      ['flaring-rise', 'firing', 'mesa-flats'],
      ['unprofitable', 'firing', 'north-pad'],
    ] as const) {
      expect(when(rule, kind, site), `${rule} ${kind}`).toBeDefined();
      expect((when(rule, kind, site) ?? '') < twoDays, `${rule} ${kind}`).toBe(true);
    }
    expect(when('unprofitable', 'resolved', 'north-pad')).toBeDefined();
  }, 240_000);
});
