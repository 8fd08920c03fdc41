import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { companyJson } from '#lib/config/company-asset.ts';
import type { Company } from '#lib/domain/company.ts';

/** Where every function finds the company: layers are unpacked under /opt. */
export const COMPANY_JSON_PATH = '/opt/company.json';

/**
 * The resolved company as a layer of its own: the functions' code is the same for every company, and
 * what a company deploys changes with its file only. It holds names of secrets, never secrets.
 */
export function companyLayer(scope: Construct, company: Company): LayerVersion {
  const outdir = App.of(scope)?.outdir ?? 'cdk.out';
  const folder = path.resolve(outdir, 'companies', company.company);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'company.json'), companyJson(company));
  return new LayerVersion(scope, 'Company', {
    code: Code.fromAsset(folder),
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.ARM_64],
    description: `Configuration of ${company.company}`,
  });
}
