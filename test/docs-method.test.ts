import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CALCULATORS } from '#cli/calc/calculators.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { FORMULAS } from '#lib/domain/economics/formulas.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './domain/economics/site.ts';

const page = readFileSync('docs/method.md', 'utf8');
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, body = '']) =>
    body.trim().split('\n'),
  );
const figuresOf = (lines: readonly string[]) =>
  lines.map((line) => {
    const [name = '', shown = ''] = line.split(' = ');
    return [name, shown] as const;
  });

/** True where the page's figure is the computed one rounded to the digits that the page shows. */
function isShown(shown: string, got: unknown): boolean {
  const digits = shown.split('.')[1]?.length ?? 0;
  return typeof got === 'number' && Math.abs(got - Number(shown)) <= 0.5000001 * 10 ** -digits;
}

describe('docs/method.md', () => {
  const calculations = blocks('calc').map(([call = '', ...figures]) => [call, figures] as const);

  test.each(calculations)('gives what the code gives for %s', (call, figures) => {
    const [, name = '', input = ''] = /^(\S+) (.*)$/.exec(call) ?? [];
    const outputs = (CALCULATORS.find((one) => one.name === name) ?? expect.fail(`no calculator ${name}`)).run(
      JSON.parse(input),
    );
    expect(figures.length).toBeGreaterThan(0);
    for (const [figure, shown] of figuresOf(figures))
      expect([figure, shown, outputs[figure], isShown(shown, outputs[figure])]).toEqual([
        figure,
        shown,
        outputs[figure],
        true,
      ]);
  });

  const evaluation = evaluateSite(siteModel(siteWith(), 7), MARKET, gasOf({ produced: 300 }));
  const figures = blocks('site').flatMap(figuresOf);
  const changed = blocks('site-with').flatMap(([change = '', ...lines]) =>
    figuresOf(lines).map(([name, shown]) => [change, name, shown] as const),
  );

  test.each(changed)('gives the running site with %s %s = %s', (change, name, shown) => {
    const site = siteWith(JSON.parse(change));
    const changedSite = evaluateSite(siteModel(site, 7), MARKET, gasOf({ produced: 300 }));
    const got = changedSite[name as keyof typeof changedSite];
    expect([got, isShown(shown, got)]).toEqual([got, true]);
  });

  test.each(figures)('gives the running site %s = %s', (name, shown) => {
    const got = evaluation[name as keyof typeof evaluation];
    expect([got, isShown(shown, got)]).toEqual([got, true]);
  });

  test('has a worked example in every section but those that need none', () => {
    const sections = page.split(/^## /m).slice(1);
    expect(sections.map((section) => /^M\d+/.exec(section)?.[0])).toEqual(sections.map((_, index) => `M${index + 1}`));
    expect(sections.filter((section) => !/```(calc|site)/.test(section))).toEqual([]);
  });

  test('has the section that each step names', () => {
    const named = [...FORMULAS.map(({ method }) => method), ...CALCULATORS.flatMap(({ method }) => method.split(', '))];
    expect([...new Set(named)].filter((section) => !page.includes(`\n## ${section}\n`))).toEqual([]);
  });
});
