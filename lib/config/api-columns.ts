import { aggregateAnswer, pointAnswer } from './api-points.ts';
import type { StepName } from './api-window.ts';

const pointColumns: readonly string[] = Object.keys(pointAnswer.def.shape);
const aggregateColumns: readonly string[] = Object.keys(aggregateAnswer.def.shape);

/** Columns of an export, in order, by step: the fields of the JSON. */
export const MARGIN_COLUMNS: Readonly<Record<StepName, readonly string[]>> = {
  tick: pointColumns,
  '1h': aggregateColumns,
  '1d': aggregateColumns,
  '1mo': aggregateColumns,
};
