import * as z from 'zod/mini';
import { SEVERITIES, SITE_RULES } from '../domain/alerts/rule.ts';
import { ACTIONS } from '../domain/economics/allocation/action.ts';
import { MISSING_INPUTS } from '../domain/history/point.ts';
import { QUALITIES } from '../domain/market/market.ts';
import { STEPS } from './api-window.ts';

export const unknownable = (description: string) => z.nullable(z.number()).check(z.meta({ description }));

/** A time in an answer: ISO-8601 in UTC. */
export const time = z.string().check(z.meta({ format: 'date-time', description: 'ISO-8601, UTC, `Z`.' }));
export const quality = z.enum(QUALITIES);
export const severity = z.enum(SEVERITIES);
export const missing = z.array(z.enum(MISSING_INPUTS)).check(z.meta({ description: 'Inputs that were unknown.' }));
export const best = z.enum(['mine', 'sell', 'flare', 'unknown']);
export const alternative = z.nullable(z.enum(['sell', 'flare']));
export const binding = z.enum(['gas', 'power', 'fleet', 'none']);

/** One site at one tick. Mcf are at 60 °F, 14.696 psia, dry; null is unknown. */
export const pointAnswer = z.strictObject({
  at: time,
  quality,
  missing,
  best,
  bestAlternative: alternative,
  mineUsdPerDay: unknownable('Cash margin of mining the gas that mining uses, USD/day.'),
  sellUsdPerDay: unknownable('The same gas sold, USD/day.'),
  flareUsdPerDay: unknownable('The same gas flared, USD/day.'),
  advantageUsdPerDay: unknownable('Mine less the best alternative, USD/day.'),
  netbackUsdPerMmbtu: unknownable('What a unit of gas earns mined, USD/MMBtu (HHV).'),
  netbackUsdPerMcf: unknownable('What a unit of gas earns mined, USD/Mcf.'),
  breakEvenBtcUsd: unknownable('BTC price at which the advantage is 0, USD.'),
  hashpriceUsdPerPhDay: unknownable('Revenue of 1 PH/s for a day, gross of pool, USD.'),
  btcUsd: unknownable('BTC price, USD.'),
  difficulty: unknownable('Network difficulty.'),
  binding,
  gasUsedMcfPerDay: unknownable('Gas that mining uses, Mcf/day.'),
  producedMcfPerDay: unknownable('Mcf/day.'),
  soldMcfPerDay: unknownable('Mcf/day.'),
  flaredMcfPerDay: unknownable('Mcf/day.'),
  ventedMcfPerDay: unknownable('Mcf/day.'),
  flaringRatio: unknownable('Flared ÷ produced, a fraction.'),
  reportVersion: z.nullable(z.int()),
  configVersion: z.string(),
  methodVersion: z.int(),
});

/** One site over an hour, a day or a month of UTC. A mean or a sum of nothing known is null. */
export const aggregateAnswer = z.strictObject({
  from: time,
  to: time,
  ticks: z.int(),
  expectedTicks: z.int(),
  coverage: z.number().check(z.meta({ description: 'ticks ÷ expectedTicks, a fraction.' })),
  advantageUsdPerDayMean: unknownable('Mean of the known ticks, USD/day.'),
  advantageUsdPerDayMin: unknownable('USD/day.'),
  advantageUsdPerDayMax: unknownable('USD/day.'),
  mineUsdPerDayMean: unknownable('USD/day.'),
  sellUsdPerDayMean: unknownable('USD/day.'),
  flareUsdPerDayMean: unknownable('USD/day.'),
  btcUsdMean: unknownable('USD.'),
  gasUsedMcf: unknownable('Sum over the known ticks, Mcf.'),
  producedMcf: unknownable('Sum over the known ticks, Mcf.'),
  soldMcf: unknownable('Sum over the known ticks, Mcf.'),
  flaredMcf: unknownable('Sum over the known ticks, Mcf.'),
  ventedMcf: unknownable('Sum over the known ticks, Mcf.'),
  hoursUnprofitable: z.number().check(z.meta({ description: 'Hours with a negative advantage.' })),
});

/** A stretch without a usable point, and why. */
export const gapAnswer = z.strictObject({
  from: time,
  to: time,
  reason: z.enum(['no-tick', 'no-market', 'no-report', 'site-removed']),
});

export const next = z
  .nullable(z.string())
  .check(z.meta({ description: 'Cursor of the next page; null = this is the last.' }));

/** A page of the history of a site. */
export const marginsAnswer = z.strictObject({
  site: z.string(),
  step: z.enum(STEPS),
  timezone: z.literal('UTC'),
  from: time,
  to: time,
  asOf: z.nullable(time),
  points: z.union([z.array(pointAnswer), z.array(aggregateAnswer)]),
  gaps: z.array(gapAnswer),
  next,
});

/** An open episode as a site's row lists it. */
export const openAlertAnswer = z.strictObject({
  id: z.string(),
  rule: z.enum(SITE_RULES),
  severity: z.nullable(severity),
  onset: time,
  openedAt: time,
});

export const action = z
  .enum(ACTIONS)
  .check(z.meta({ description: 'What leads from what runs now to the optimum, where it pays for a restart.' }));

/** What is worked out of a tick beside its point: it is not stored, and not in the history. */
const gainFields = {
  optimumUsdPerDay: unknownable('The best that the site could do with all its gas, USD/day.'),
  gainUsdPerDay: unknownable('Optimum less what runs now, USD/day.'),
  action,
};
export const optimumFields = {
  ...gainFields,
  optimum: z.strictObject({
    mine: unknownable('Mcf/day.'),
    sell: unknownable('Mcf/day.'),
    inject: unknownable('Mcf/day.'),
    flare: unknownable('Mcf/day.'),
    shutIn: unknownable('Mcf/day.'),
    minersOn: z
      .array(z.string())
      .check(z.meta({ description: 'Models at work, best first; the last may run in part.' })),
  }),
  classes: z
    .array(z.strictObject({ model: z.string(), usdPerDay: z.nullable(z.number()) }))
    .check(z.meta({ description: 'What each class of miners adds while all run, USD/day.' })),
};

const latest = z.nullable(z.extend(pointAnswer, gainFields));
const reportAgeSeconds = z.nullable(z.int()).check(z.meta({ description: 'Age of the newest report at the tick.' }));

/** Company totals and every site's latest point, worst advantage first. */
export const fleetAnswer = z.strictObject({
  company: z.string(),
  name: z.string(),
  at: z.nullable(time),
  totals: z.strictObject({
    sites: z.int(),
    sitesUnknown: z.int(),
    mineUsdPerDay: unknownable('Sum over the sites whose three values are known, USD/day.'),
    sellUsdPerDay: unknownable('USD/day.'),
    flareUsdPerDay: unknownable('USD/day.'),
    advantageUsdPerDay: unknownable('USD/day.'),
  }),
  sites: z.array(
    z.strictObject({
      site: z.string(),
      name: z.string(),
      latest,
      openAlerts: z.array(openAlertAnswer),
      reportAgeSeconds,
    }),
  ),
  next,
});

/** A site as deployed, without secrets, and its latest point. */
export const siteAnswer = z.strictObject({
  site: z.string(),
  name: z.string(),
  isRemoved: z.boolean(),
  configuration: z.nullable(z.looseObject({})).check(z.meta({ description: 'As deployed, every default filled in.' })),
  latest,
  openAlerts: z.array(openAlertAnswer),
  reportAgeSeconds,
});

/** What a site's flaring is held against by the rule flaring-rise. */
const flaringAnswer = z.strictObject({
  recentMcfPerDay: unknownable('Median of the last 5 daily reports, or the newest month, Mcf/day.'),
  baselineMcfPerDay: unknownable('Its usual level, Mcf/day; the one of the onset while a flaring rise is open.'),
  alertAboveMcfPerDay: unknownable(
    'The recent level that raises the alert, Mcf/day; null = too few reports, or no rule.',
  ),
  permitLimitMcfPerDay: unknownable('Mcf/day; null = no limit.'),
  isBaselineFrozen: z.boolean(),
});
export const oneSiteAnswer = z.extend(siteAnswer, {
  latest: z.nullable(z.extend(pointAnswer, optimumFields)),
  flaring: z.nullable(flaringAnswer).check(z.meta({ description: 'Null for a site that was taken out.' })),
});
export const sitesAnswer = z.strictObject({ sites: z.array(siteAnswer), next });
