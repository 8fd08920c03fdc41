import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anchorOf } from '#infra/constructs/alarm.ts';
import { resources, synthesised } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

const PROJECT = new URL('../../', import.meta.url);
type AlarmProperties = {
  AlarmDescription: string;
  AlarmActions: unknown[];
  MetricName?: string;
  Namespace?: string;
  TreatMissingData: string;
  EvaluationPeriods: number;
  DatapointsToAlarm: number;
  Period?: number;
  Threshold: number;
  ComparisonOperator: string;
};
const { stack, template } = synthesised(fixtureCompany('acme'));
const alarms = resources<AlarmProperties>(template, 'AWS::CloudWatch::Alarm').map(([, one]) => one.Properties);

describe('alarms', () => {
  test('say what they mean and link to a heading of the runbook that exists', () => {
    const runbook = readFileSync(new URL('docs/runbook.md', PROJECT), 'utf8');
    const anchors = new Set([...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
    expect(alarms.length).toBe(stack.functions.length * 2 + 10);
    for (const { AlarmDescription } of alarms) {
      const anchor = /Runbook: docs\/runbook\.md#([a-z0-9-]+)$/.exec(AlarmDescription)?.[1];
      expect(anchors.has(anchor ?? ''), AlarmDescription).toBe(true);
    }
  });

  test('go to the platform topic, apart from the topic that they may be about', () => {
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: 'PlatformTopic' }]);
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: 'PlatformTopic' }],
    });
  });

  test('carry the impact that each function must state', () => {
    for (const { name, errorImpact } of stack.functions) {
      const own = alarms.filter(({ AlarmDescription }) => AlarmDescription.startsWith(errorImpact));
      expect(own, name).toHaveLength(1);
    }
  });

  test('fire on silence: three intervals without a finished tick', () => {
    const [dead, ...others] = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(others).toEqual([]);
    expect(dead).toMatchObject({
      Namespace: 'netback/acme',
      MetricName: 'TickCompleted',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
    });
  });

  test('fire when a written message has waited two intervals, by the metric that the delivery counts', () => {
    const waits = alarms.filter(({ MetricName }) => MetricName === 'LeftIntentSeconds');
    expect(waits).toEqual([
      expect.objectContaining({
        Namespace: 'netback/acme',
        Dimensions: [{ Name: 'service', Value: 'send-alerts' }],
        Statistic: 'Maximum',
        // Two of the file's five minutes.
        Threshold: 600,
        Period: 300,
        TreatMissingData: 'notBreaching',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      }),
    ]);
    expect(readFileSync(new URL('lib/app/deliver.ts', PROJECT), 'utf8')).toContain("'LeftIntentSeconds'");
  });

  test('fire on each way that work can be lost: errors, throttles, drops, queues, deliveries', () => {
    const all = resources<{ MetricName?: string; Metrics?: { MetricStat?: { Metric: { MetricName: string } } }[] }>(
      template,
      'AWS::CloudWatch::Alarm',
    ).map(([, { Properties }]) => [
      ...(Properties.MetricName === undefined ? [] : [Properties.MetricName]),
      ...(Properties.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []),
    ]);
    const count = (name: string) => all.filter((names) => names.includes(name)).length;
    expect(count('Errors')).toBe(stack.functions.length);
    expect(count('Throttles')).toBe(1);
    expect(count('AsyncEventsDropped')).toBe(1);
    expect(count('ClaimsWithoutDone')).toBe(1);
    // A queue of each function, of the schedules, of the subscriptions, of the report drop.
    expect(count('ApproximateNumberOfMessagesVisible')).toBe(stack.functions.length + 3);
    expect(count('NumberOfNotificationsFailed')).toBe(1);
    // CloudWatch takes ten metrics in an alarm at most.
    for (const names of all) expect(names.length).toBeLessThanOrEqual(10);
  });

  test('watch the metric that send-alerts really counts, in the namespace that it is given', () => {
    expect(readFileSync(new URL('lib/app/send-alerts.ts', PROJECT), 'utf8')).toContain(
      "metrics.count('TickCompleted', 1)",
    );
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: { POWERTOOLS_METRICS_NAMESPACE: 'netback/acme', POWERTOOLS_SERVICE_NAME: 'send-alerts' },
      },
    });
  });
});

test('every link of the infrastructure documents leads somewhere', () => {
  for (const name of ['deploy', 'runbook', 'upgrade', 'cost', 'scale', 'well-architected', 'security-findings']) {
    const file = new URL(`docs/${name}.md`, PROJECT);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const headings = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      if (path !== '') expect(existsSync(new URL(path, file)), `${name}: ${target}`).toBe(true);
      else expect(headings.has(anchor ?? ''), `${name}: ${target}`).toBe(true);
    }
  }
});
