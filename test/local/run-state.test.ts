import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { makeFolder, resumeOrStart } from '#local/run-state.ts';

const START = { company: 'a', from: instant(1_676_419_200), isLive: false };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('goes on from where it was started when no other start is asked for', () => {
    expect(resumeOrStart(folder, START, true)).toEqual(START);
    expect(resumeOrStart(folder, { ...START, from: instant(0) }, false)).toEqual(START);
  });

  it('refuses another company or another start, naming what it holds', () => {
    resumeOrStart(folder, START, true);
    expect(() => resumeOrStart(folder, { ...START, company: 'b' }, false)).toThrow(/holds a from 2023-02-15T00:00:00Z/);
    expect(() => resumeOrStart(folder, { ...START, from: instant(0) }, true)).toThrow(/use another --data/);
    expect(() => resumeOrStart(folder, { ...START, isLive: true }, false)).toThrow(/use another --data/);
  });

  it('that cannot be written is refused in one line', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(path.join(file, 'data'))).toThrow(
      /cannot be written \(ENOTDIR\); give another with --data/,
    );
  });
});
