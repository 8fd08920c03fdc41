import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export type AlarmText = {
  /** The heading of docs/runbook.md that says what to do; also the alarm's id. */
  readonly heading: string;
  /** What it means to an operator. */
  readonly impact: string;
};

export type AlarmWhen = {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly isBelow?: boolean;
  readonly periods?: number;
  /** Silence itself is the alarm. */
  readonly missingIsBreaching?: boolean;
};

/** `Nothing ticks` as the anchor that Markdown gives the heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

/** An alarm that says what it means and where the remedy stands, told to the platform topic, on and off. */
export function addAlarm(scope: Construct, platform: ITopic, text: AlarmText, when: AlarmWhen): Alarm {
  const alarm = new Alarm(scope, anchorOf(text.heading), {
    alarmDescription: `${text.impact} Runbook: docs/runbook.md#${anchorOf(text.heading)}`,
    metric: when.metric,
    threshold: when.threshold,
    comparisonOperator:
      when.isBelow === true
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: when.periods ?? 1,
    datapointsToAlarm: when.periods ?? 1,
    treatMissingData: when.missingIsBreaching === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  const action = new SnsAction(platform);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
}
