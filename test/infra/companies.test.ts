import { describe, expect, test } from 'vitest';
import { companyStack } from '#infra/company-stack.ts';
import { quickApp } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

const NAMES = ['acme', 'borealis', 'cirrus'];

/** The templates that one synthesis of these companies writes, as bytes. */
function synthesise(names: readonly string[]): Map<string, string> {
  const app = quickApp();
  for (const name of names) companyStack(app, fixtureCompany(name));
  const assembly = app.synth();
  return new Map(assembly.stacks.map((stack) => [stack.stackName, JSON.stringify(stack.template)]));
}

/** Each test synthesises up to six stacks: seconds on an idle machine. */
describe('several companies', { timeout: 120_000 }, () => {
  test('are several stacks, and leave no byte of each other', () => {
    const together = synthesise(NAMES);
    expect([...together.keys()]).toEqual(NAMES.map((name) => `netback-${name}`));
    for (const name of NAMES) {
      const alone = synthesise([name]).get(`netback-${name}`);
      expect(alone === together.get(`netback-${name}`), name).toBe(true);
    }
  });

  test('deploying one changes nothing of another: B is the same before and after A changes', () => {
    const app = quickApp();
    const acme = fixtureCompany('acme');
    companyStack(app, { ...acme, tickSeconds: 3600, sites: [...acme.sites, ...fixtureCompany('cirrus').sites] });
    companyStack(app, fixtureCompany('borealis'));
    const changed = new Map(app.synth().stacks.map((stack) => [stack.stackName, JSON.stringify(stack.template)]));
    const before = synthesise(NAMES);
    expect(changed.get('netback-borealis') === before.get('netback-borealis')).toBe(true);
    expect(changed.get('netback-acme') === before.get('netback-acme')).toBe(false);
  });

  test('name nothing of one another', () => {
    const together = synthesise(NAMES);
    for (const name of NAMES) {
      const others = NAMES.filter((other) => other !== name);
      const text = together.get(`netback-${name}`) ?? '';
      expect(
        others.filter((other) => text.includes(other)),
        name,
      ).toEqual([]);
    }
  });
});
