import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCase } from '#cli/rule-cases/run-case.ts';
import { parseCompany } from '#lib/config/load-company.ts';

const blocks = [...readFileSync('docs/alerts.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text]) => text ?? '',
);

it('the rule test of docs/alerts.md passes as it stands', async () => {
  const { cases } = parse(blocks.find((text) => text.startsWith('cases:')) ?? '') as { cases: unknown[] };
  expect(cases).toHaveLength(1);
  expect((await runCase(cases[0], 1)).differences).toEqual([]);
});

it('the rules of docs/alerts.md are accepted in a company file', () => {
  const company = readFileSync('companies/example-co.yaml', 'utf8');
  const { rules } = parse(blocks.find((text) => text.startsWith('rules:')) ?? '') as { rules: object };
  const text = JSON.stringify({ ...(parse(company) as object), rules });
  const parsed = parseCompany(text, 'companies/example-co.yaml');
  expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  if (!parsed.ok) return;
  expect(parsed.company.rules.betterSplit).toMatchObject({ enabled: true, enterFractionOfRevenue: 0.05 });
  expect(parsed.company.rules.custom[0]).toMatchObject({ id: 'hashprice', forSeconds: 7200, exit: 52 });
});

it('the audiences of docs/alerts.md are accepted in a company file', () => {
  const company = parse(readFileSync('companies/example-co.yaml', 'utf8')) as { audiences: object };
  const { audiences } = parse(blocks.find((text) => text.startsWith('audiences:')) ?? '') as { audiences: object };
  const parsed = parseCompany(
    JSON.stringify({ ...company, audiences: { ...company.audiences, ...audiences } }),
    'companies/example-co.yaml',
  );
  expect(parsed.ok ? [] : parsed.problems).toEqual([]);
});
