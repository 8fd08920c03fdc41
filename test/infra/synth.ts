import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { type CompanyStack, companyStack } from '#infra/company-stack.ts';
import type { Company } from '#lib/domain/company.ts';
import { NO_CODE, temporaryFolder } from './synth-folders.ts';

const outdirs: string[] = [];
afterAll(() => {
  for (const folder of outdirs) rmSync(folder, { recursive: true, force: true });
});

/** An app that bundles nothing and leaves nothing behind. */
export function quickApp(context: Record<string, unknown> = {}): App {
  const outdir = temporaryFolder('synth-');
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
