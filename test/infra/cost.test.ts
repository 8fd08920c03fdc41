import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { estimateCost } from '#lib/config/cost/estimate.ts';
import { monthOfRuns } from '#lib/config/cost/runs.ts';
import { DAYS_PER_MONTH, usageOf } from '#lib/config/cost/usage.ts';
import type { Company } from '#lib/domain/company.ts';
import { resources, synthesised } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

type Alarm = { readonly MetricName?: string; readonly Metrics?: readonly { readonly MetricStat?: unknown }[] };
type Schedule = { readonly ScheduleExpression: string };

/** A company that has everything: digests, pushed and dropped reports, tests to each audience. */
const acme = fixtureCompany('acme');
const everything: Company = {
  ...acme,
  audiences: acme.audiences.map((audience) => ({ ...audience, digest: { every: 'day', at: '08:00' } })),
  deploy: { ...acme.deploy, weeklyTest: acme.audiences.map(({ id }) => id) },
  sites: acme.sites.map((site) => ({ ...site, reports: { ...site.reports, drop: true } })),
};
/** And one that has nothing that can be left out. */
const nothing: Company = {
  ...acme,
  audiences: acme.audiences.map((audience) => ({ ...audience, digest: null })),
  deploy: { ...acme.deploy, weeklyTest: [] },
  sites: acme.sites.map((site) => ({ ...site, reports: { ...site.reports, drop: false, pushKeys: [] } })),
};

/** CloudWatch charges for each metric that an alarm looks at. */
function alarmMetricsIn(template: Template): number {
  return resources<Alarm>(template, 'AWS::CloudWatch::Alarm')
    .map(([, { Properties }]) => (Properties.Metrics ?? []).filter(({ MetricStat }) => MetricStat !== undefined).length)
    .reduce((sum, metrics) => sum + Math.max(1, metrics), 0);
}

/** Runs a month of the cron expressions that the stack uses. */
const RUNS_A_DAY: Readonly<Record<string, number>> = {
  'cron(0/5 * * * ? *)': 288,
  'cron(0/15 * * * ? *)': 96,
  'cron(0 * * * ? *)': 24,
  'cron(7 * * * ? *)': 24,
  'cron(0 9 ? * MON *)': 1 / 7,
};

describe.each([
  ['acme', acme],
  ['borealis', fixtureCompany('borealis')],
  ['cirrus', fixtureCompany('cirrus')],
  ['a company that has everything', everything],
  ['a company that has nothing besides', nothing],
])('the estimate of %s', (_name, company) => {
  const { stack, template } = synthesised(company);
  const { lines } = estimateCost(company);
  const units = (what: string) => lines.find((line) => line.what === what)?.units ?? expect.fail(`no line ${what}`);

  test('counts the functions of its stack, their memory, and the metrics under alarm', () => {
    const estimated = monthOfRuns(company, usageOf(company));
    expect(estimated.map(({ name }) => name).sort()).toEqual(stack.functions.map(({ name }) => name).sort());
    for (const { name, gigabytes } of estimated) {
      template.hasResourceProperties('AWS::Lambda::Function', {
        MemorySize: Math.round(gigabytes * 1024) === 1769 ? 1769 : gigabytes === 0.5 ? 512 : 1024,
        Environment: { Variables: { NETBACK_FUNCTION: name } },
      });
    }
    expect(units('alarms')).toBe(alarmMetricsIn(template));
  });

  test('counts the runs of its schedules', () => {
    const runs = resources<Schedule>(template, 'AWS::Scheduler::Schedule').map(
      ([, { Properties }]) =>
        RUNS_A_DAY[Properties.ScheduleExpression] ?? expect.fail(`unknown ${Properties.ScheduleExpression}`),
    );
    const aMonth = DAYS_PER_MONTH * runs.reduce((sum, one) => sum + one, 0);
    expect(Math.abs(units('schedules') / aMonth - 1)).toBeLessThan(1e-9);
  });
});

test('dropped files are put, read and kept, by the cadence of the sites that drop them', () => {
  const { lines } = estimateCost(everything);
  const daily = everything.sites.filter(({ reports }) => reports.cadence === '1d').length;
  const hourly = everything.sites.filter(({ reports }) => reports.cadence === '1h').length;
  const monthly = everything.sites.length - daily - hourly;
  const aMonth = DAYS_PER_MONTH * (daily + 24 * hourly) + monthly;
  const put = lines.find(({ what }) => what === 'dropped reports put');
  expect(put?.units).toBeCloseTo(aMonth, 6);
  // 400 days of files of 4 KB, in GB.
  const kept = lines.find(({ what }) => what === 'dropped reports kept');
  expect(kept?.units).toBeCloseTo(((aMonth / DAYS_PER_MONTH) * 400 * 4) / 1e6, 9);
});
