import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { type CompanyStack, companyStack } from '#infra/company-stack.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const outdirs: string[] = [];
afterAll(() => {
  for (const folder of outdirs) rmSync(folder, { recursive: true, force: true });
});

/** A company of test/fixtures/companies, by its file name. */
export function fixtureCompany(name: string): Company {
  const loaded = loadCompany(path.join(PROJECT, 'test', 'fixtures', 'companies', `${name}.yaml`));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.company;
}

/** Stands in for the bundles, so that a template is the same whatever the code is. */
const NO_CODE = path.join(PROJECT, 'test', 'fixtures', 'no-code');

/** An app that bundles nothing and leaves nothing behind. */
export function quickApp(context: Record<string, unknown> = {}): App {
  const temporary = path.join(PROJECT, '.tmp');
  mkdirSync(temporary, { recursive: true });
  const outdir = mkdtempSync(path.join(temporary, 'synth-'));
  outdirs.push(outdir);
  return new App({ context: { code: NO_CODE, ...context }, outdir });
}

export type Synthesised = { readonly stack: CompanyStack; readonly template: Template };

/** The stack of one company and its template, without bundling. */
export function synthesised(company: Company, app: App = quickApp()): Synthesised {
  const stack = companyStack(app, company);
  return { stack, template: Template.fromStack(stack) };
}

export type Resource<P> = { readonly Type: string; readonly Properties: P; readonly DependsOn?: unknown };

/** Every resource of a type, by logical id; `P` is what the caller looks at. */
export function resources<P = Record<string, unknown>>(
  template: Template,
  type: string,
): readonly (readonly [string, Resource<P>])[] {
  const all = template.toJSON().Resources as Record<string, Resource<P>>;
  return Object.entries(all).filter(([, resource]) => resource.Type === type);
}
