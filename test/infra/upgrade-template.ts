import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { companyStack } from '#infra/company-stack.ts';
import { fixtureCompany, NO_CODE, temporaryFolder } from './synth-folders.ts';

/** The stack that releases are compared by: every way in, a page, and a key of its own. */
export function upgradeTemplate(): Template {
  const company = fixtureCompany('acme');
  const app = new App({ context: { code: NO_CODE }, outdir: temporaryFolder('upgrade-') });
  return Template.fromStack(companyStack(app, { ...company, deploy: { ...company.deploy, customerKey: true } }));
}
