import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import type { NormalisedRow } from '#lib/adapters/reports/normalised-row.ts';
import { streamReports } from '#lib/adapters/reports/stream.ts';
import { instant } from '#lib/domain/instant.ts';
import type { RejectedRow } from '#lib/ports.ts';
import { testCompany } from '#test/app/world.ts';

const [PAD] = testCompany(1).company.sites;
const FILES = readdirSync('test/fixtures/reports').filter((name) => name !== 'README.md');
const HEADER =
  'site_id,period_start,period_end,stream,volume,unit,base,hhv_btu_per_scf,evidence,cause,version,reported_at';
const row = (version: number, cause = '') =>
  `pad-0000,2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,flared,5,Mcf,us60-14.65,,,${cause},${version},2026-05-02T06:00:00Z`;

function context(file: string) {
  if (PAD === undefined) throw new Error('no site');
  return { file, knownSites: new Set([PAD.id]), at: instant(1_790_000_000), sites: [PAD] };
}

async function streamed(bytes: Uint8Array, cuts: readonly number[], file: string) {
  const rows: NormalisedRow[] = [];
  const rejected: RejectedRow[] = [];
  async function* pieces() {
    let from = 0;
    for (const cut of [...cuts].sort((a, b) => a - b)) {
      yield bytes.subarray(from, cut);
      from = cut;
    }
    yield bytes.subarray(from);
  }
  const detected = await streamReports(pieces(), context(file), {
    row: (found) => void rows.push(found),
    reject: (found) => void rejected.push(found),
    skip: () => {},
  });
  return { rows, rejected, detected };
}

describe('reading a report as it comes', () => {
  test.each(FILES.map((name) => [name]))('gives what reading it whole gives, wherever it is cut: %s', async (name) => {
    const bytes = readFileSync(`test/fixtures/reports/${name}`);
    const { normalised, rejected, detected } = parseReports(bytes, context(name));
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const found = await streamed(bytes, at, name);
        expect(found.rows).toEqual(normalised);
        expect(found.rejected).toEqual(rejected);
        expect(found.detected.format).toBe(detected.format);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['an unclosed quote', `"${row(2)}`],
    ['a quote inside a cell', row(2, 'rou"tine')],
    ['text after a closing quote', row(2, '"routine"x')],
    ['a line of 70,000 characters', row(2, 'x'.repeat(70_000))],
  ])('goes on after %s, and names its line', (_what, broken) => {
    const text = [HEADER, row(1), broken, row(3), row(4, '"routine"')].join('\n');
    const { rows, rejected } = parseReports(text, context('f'));
    expect(rows.map((one) => one.version)).toEqual([1, 3, 4]);
    expect(rejected).toMatchObject([{ line: 3, column: '(row)' }]);
  });

  test('reads a quoted cell over several lines as one row', () => {
    const text = [`${HEADER},remark`, `${row(1)},"one\ntwo\nthree"`, `${row(2)},`].join('\n');
    const { rows, rejected } = parseReports(text, context('f'));
    expect([rows.map((one) => one.version), rejected]).toEqual([[1, 2], []]);
  });

  test('counts lines over the pieces', async () => {
    const text = [HEADER, ...Array.from({ length: 3000 }, (_, version) => row(version)), row(5000, 'fire')].join(
      '\r\n',
    );
    const bytes = Buffer.from(text);
    const { rejected, rows } = await streamed(bytes, [100_000, 200_000, 300_001], 'f');
    expect(rows).toHaveLength(3000);
    expect(rejected).toMatchObject([{ line: 3002, column: 'cause', value: 'fire' }]);
  });
});
