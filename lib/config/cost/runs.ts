import type { Company } from '../../domain/company.ts';
import type { FunctionName } from '../env.ts';
import { ASSUMPTIONS, DAYS_PER_MONTH, type Usage } from './usage.ts';

/** What one run takes: memory, seconds, and what each site adds. */
export type RunCost = { readonly gigabytes: number; readonly seconds: number; readonly secondsPerSite: number };

/** Measured on a small machine and rounded up (docs/scale.md); memory as infra/functions sets it. */
const RUNS: Readonly<Record<FunctionName, RunCost>> = {
  'pull-market': { gigabytes: 0.5, seconds: 1.5, secondsPerSite: 0 },
  'pull-gas-reports': { gigabytes: 1, seconds: 0.5, secondsPerSite: 0.0002 },
  'receive-gas-report': { gigabytes: 1, seconds: 0.5, secondsPerSite: 0 },
  'recompute-margins': { gigabytes: 1.728, seconds: 0.3, secondsPerSite: 0.0015 },
  'send-alerts': { gigabytes: 1, seconds: 0.3, secondsPerSite: 0.0001 },
  'seal-history': { gigabytes: 1, seconds: 0.5, secondsPerSite: 0.0005 },
  'send-digest': { gigabytes: 1, seconds: 0.3, secondsPerSite: 0 },
  'history-api': { gigabytes: 1.728, seconds: 0.1, secondsPerSite: 0 },
};
const DIGEST_RUNS_PER_DAY = 96;
const WEEKS_PER_MONTH = DAYS_PER_MONTH / 7;

/** One function of a company's stack in a month. */
export type MonthOfRuns = RunCost & { readonly name: FunctionName; readonly runs: number };

/** Runs that a schedule begins in a month, by function: what EventBridge Scheduler charges for. */
export function scheduledRuns(company: Company, usage: Usage): Readonly<Partial<Record<FunctionName, number>>> {
  const wantsDigest = company.audiences.some(({ digest }) => digest !== null);
  return {
    'pull-market': usage.ticks,
    'pull-gas-reports': usage.ticks,
    'seal-history': 24 * DAYS_PER_MONTH,
    'send-alerts': weeklyTests(company),
    ...(wantsDigest ? { 'send-digest': DIGEST_RUNS_PER_DAY * DAYS_PER_MONTH } : {}),
  };
}

/** Test messages in a month. */
export function weeklyTests({ deploy }: Company): number {
  return WEEKS_PER_MONTH * deploy.weeklyTest.length;
}

/** Every function that the company's stack has, with its runs in a month. */
export function monthOfRuns(company: Company, usage: Usage): readonly MonthOfRuns[] {
  const scheduled = scheduledRuns(company, usage);
  const others: Partial<Record<FunctionName, number>> = {
    'recompute-margins': usage.ticks,
    'send-alerts': usage.ticks,
    'history-api': ASSUMPTIONS.apiRequestsPerMonth,
    ...(isSentTo(company) ? { 'receive-gas-report': usage.receivedReports } : {}),
  };
  return (Object.keys(RUNS) as FunctionName[])
    .filter((name) => scheduled[name] !== undefined || others[name] !== undefined)
    .map((name) => ({ name, ...RUNS[name], runs: (scheduled[name] ?? 0) + (others[name] ?? 0) }));
}

/** True where reports come to the company instead of being fetched. */
function isSentTo({ sites }: Company): boolean {
  return sites.some(({ reports }) => reports.drop || reports.pushKeys.length > 0);
}
