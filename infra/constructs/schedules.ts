import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { useOfKey } from './company-key.ts';
import { failureQueue } from './failure-queue.ts';
import type { MonitorFunction } from './monitor-function.ts';

export type Cadence = {
  readonly target: MonitorFunction;
  readonly cron: string;
  readonly says: string;
  /** Name among the schedules; the target's own id where it has one schedule only. */
  readonly id?: string;
  /** Whose clock the expression is on; UTC where nothing is said. */
  readonly timezone?: string;
  /** What the event says beside its scheduled time. */
  readonly input?: Readonly<Record<string, string>>;
};

const ONE_HOUR_SECONDS = 3600;

/** When ticks of that many seconds begin, as a cron expression in UTC. */
export function tickCron(tickSeconds: number): string {
  return tickSeconds === ONE_HOUR_SECONDS ? 'cron(0 * * * ? *)' : `cron(0/${tickSeconds / 60} * * * ? *)`;
}

/**
 * The clock of a company. Each event carries its own scheduled time, which is the tick: late or
 * repeated deliveries stand for the same tick. What could not be delivered goes to a queue. The role
 * may call these functions and nothing else, and only for schedules of this group.
 */
export class Schedules extends Construct {
  /** Events that no attempt could hand over. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, cadences: readonly Cadence[], tickSeconds: number, key: IKey | null) {
    super(scope, id);
    const group = new CfnScheduleGroup(this, 'Group');
    this.undelivered = failureQueue(this, 'Undelivered', { key });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': group.attrArn } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'CallFunctions',
        effect: Effect.ALLOW,
        actions: ['lambda:InvokeFunction'],
        resources: [...new Set(cadences.map(({ target }) => target.lambda.functionArn))],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        sid: 'KeepUndelivered',
        actions: ['sqs:SendMessage'],
        resources: [this.undelivered.queueArn],
      }),
    );
    for (const statement of useOfKey(key)) role.addToPolicy(statement);
    for (const { target, cron, says, id = target.node.id, timezone = 'Etc/UTC', input = {} } of cadences) {
      const schedule = new CfnSchedule(this, id, {
        description: says,
        groupName: group.ref,
        scheduleExpression: cron,
        scheduleExpressionTimezone: timezone,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.lambda.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>', ...input }),
          retryPolicy: {
            maximumRetryAttempts: 2,
            maximumEventAgeInSeconds: Math.max(2 * tickSeconds, ONE_HOUR_SECONDS),
          },
          deadLetterConfig: { arn: this.undelivered.queueArn },
        },
      });
      schedule.node.addDependency(role);
    }
  }
}
