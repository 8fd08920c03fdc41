import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { companyJson } from '#lib/config/company-asset.ts';
import type { VariableName } from '#lib/config/env.ts';
import type { Company } from '#lib/domain/company.ts';

/** Where the engines of this run listen. Null = not on this machine. */
export type Endpoints = {
  readonly dynamodb: string;
  readonly sns: string;
  readonly table: string;
  readonly topicArn: string;
  readonly link: string;
  readonly feedsBase: string | null;
  readonly reportOrigin: string | null;
  /** Where the report bucket's stand-in listens; null where no site takes dropped files. */
  readonly drop: { readonly endpoint: string; readonly bucket: string } | null;
};

/** The secret key that everything on this machine signs with: a word that keeps nothing secret. */
export const LOCAL_SECRET_KEY = 'local';

/** A Lambda function's own time limit, as the stack sets it for a five-minute tick. */
export const LOCAL_TIMEOUT_SECONDS = 50;

/**
 * Sets the contract of lib/config/env.ts as the stack would, and the SDK's own endpoint variables. The
 * credentials are words that the embedded engines never check.
 */
export function setEnvironment(company: Company, folder: string, isLive: boolean, endpoints: Endpoints): void {
  const companyFile = path.join(folder, 'company.json');
  writeFileSync(companyFile, companyJson(company));
  const contract: Partial<Record<VariableName, string | null>> = {
    NETBACK_TABLE: endpoints.table,
    NETBACK_TOPIC_ARN: endpoints.topicArn,
    NETBACK_COMPANY_JSON: companyFile,
    NETBACK_FUNCTION_TIMEOUT_SECONDS: String(LOCAL_TIMEOUT_SECONDS),
    NETBACK_LINK_BASE: endpoints.link,
    NETBACK_REPORT_BUCKET: endpoints.drop?.bucket ?? null,
    NETBACK_FEEDS_BASE: endpoints.feedsBase,
    NETBACK_REPORT_ORIGIN: endpoints.reportOrigin,
    NETBACK_SIMULATED: isLive ? null : '1',
    NETBACK_LEASE_OWNER: 'local',
  };
  const sdk: Record<string, string | null> = {
    AWS_REGION: company.region ?? 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: LOCAL_SECRET_KEY,
    AWS_SESSION_TOKEN: null,
    AWS_PROFILE: null,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_S3: endpoints.drop?.endpoint ?? null,
    POWERTOOLS_SERVICE_NAME: 'netback',
    POWERTOOLS_METRICS_NAMESPACE: 'netback',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'SILENT',
  };
  for (const [name, value] of Object.entries({ ...contract, ...sdk })) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
}
