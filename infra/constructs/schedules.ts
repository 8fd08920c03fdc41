import { Duration } from 'aws-cdk-lib';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { failureQueue } from './failure-queue.ts';
import type { MonitorFunction } from './monitor-function.ts';

export type Cadence = { readonly target: MonitorFunction; readonly cron: string; readonly says: string };

/** Minutes of the hour at which a tick of that many seconds falls, as a cron expression in UTC. */
export function tickCron(tickSeconds: number): string {
  return tickSeconds === 3600 ? 'cron(0 * * * ? *)' : `cron(0/${tickSeconds / 60} * * * ? *)`;
}

/**
 * The clock of a company. Each event carries its own scheduled time, which is the tick: late or
 * repeated deliveries stand for the same tick. What could not be delivered goes to a queue.
 */
export class Schedules extends Construct {
  readonly undelivered;

  constructor(scope: Construct, id: string, cadences: readonly Cadence[], tickSeconds: number) {
    super(scope, id);
    const group = new ScheduleGroup(this, 'Group');
    this.undelivered = failureQueue(this, 'Undelivered');
    for (const { target, cron, says } of cadences) {
      new Schedule(this, target.node.id, {
        schedule: ScheduleExpression.expression(cron),
        timeWindow: TimeWindow.off(),
        scheduleGroup: group,
        description: says,
        target: new LambdaInvoke(target.lambda, {
          input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
          retryAttempts: 2,
          maxEventAge: Duration.seconds(Math.max(2 * tickSeconds, 3600)),
          deadLetterQueue: this.undelivered,
        }),
      });
    }
  }
}
