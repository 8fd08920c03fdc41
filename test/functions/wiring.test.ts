import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../source-files.ts';

const files = new Map(['lib', 'functions'].flatMap(sourceFiles).map((file) => [file.path, file]));

/** Every package that a file brings into its bundle, by its imports and theirs; types bring nothing. */
function packagesOf(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return new Set();
  seen.add(path);
  const imports = (files.get(path)?.imports ?? []).filter((one) => !one.isTypeOnly);
  return new Set(imports.flatMap((one) => (one.isPackage ? [one.target] : [...packagesOf(one.target, seen)])));
}

function functionsWith(name: string): readonly string[] {
  const shells = [...files.keys()].filter((path) => /^functions\/[^/]+\.ts$/.test(path));
  const carriers = shells.filter((path) =>
    [...packagesOf(path)].some((one) => one === name || one.startsWith(`${name}/`)),
  );
  return carriers.map((path) => path.slice('functions/'.length, -'.ts'.length)).sort();
}

describe('the wiring of the functions', () => {
  it('gives axios to those that call out and to no other', () => {
    expect(functionsWith('axios')).toEqual(['pull-gas-reports', 'pull-market']);
  });

  it('gives the SNS client to those that publish and to no other', () => {
    expect(functionsWith('@aws-sdk/client-sns')).toEqual(['send-alerts', 'send-digest']);
  });

  it('gives the readers of report files to those that take reports in', () => {
    expect(functionsWith('csv-parse')).toEqual(['pull-gas-reports', 'receive-gas-report']);
  });

  it('gives the table, the log and the metrics to all', () => {
    const shells = [...files.keys()].filter((path) => /^functions\/[^/]+\.ts$/.test(path));
    expect(shells.length).toBeGreaterThanOrEqual(6);
    for (const name of ['@aws-sdk/client-dynamodb', '@aws-lambda-powertools/logger', '@middy/core']) {
      expect(functionsWith(name)).toHaveLength(shells.length);
    }
  });

  it('brings the whole of zod, the YAML reader or commander into none', () => {
    for (const name of ['yaml', 'commander', 'dynalite', 'aws-cdk-lib']) expect(functionsWith(name)).toEqual([]);
    const whole = [...files.keys()].filter((path) => path.startsWith('functions/') && packagesOf(path).has('zod'));
    expect(whole).toEqual([]);
  });
});
