import middy from '@middy/core';
import { pullGasReports } from '#lib/app/pull-gas-reports.ts';
import { observed } from './middleware/observed.ts';
import { scheduled, type TickEvent } from './middleware/scheduled.ts';
import { deployment } from './wiring/cold-start.ts';
import { pullGasReportsPorts } from './wiring/pull-gas-reports.ts';

/** Asks the report endpoints of the sites that are due at the scheduled tick. */
export const handler = middy<unknown, TickEvent>()
  .use(observed())
  .use(scheduled(() => deployment.company.tickSeconds))
  .handler(async (event) => {
    const { at } = event as TickEvent;
    await pullGasReports(pullGasReportsPorts, deployment, at);
    return { at };
  });
