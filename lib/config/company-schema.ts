import * as z from 'zod';
import { gasBlock, reportsBlock, treatShrinkFraction } from './schema/gas.ts';
import { marketBlock } from './schema/market.ts';
import { apiBlock, audiencesBlock, gasDayStart, maintenanceBlock } from './schema/people.ts';
import { carbonBlock, emissionsBlock, fleetBlock, poolBlock, powerBlock } from './schema/power.ts';
import { rulesBlock } from './schema/rules.ts';
import { block, httpsUrl, localeTag, nonNegative, siteId, slug, timezone, title } from './schema/scalars.ts';
import { capitalBlock, costsBlock, flareBlock, injectBlock, sellBlock } from './schema/terms.ts';

const MAX_SITES = 10_000;
const MAX_RAW_RETENTION_DAYS = 731;
/** What AWS allows in the key of a tag. */
const TAG_KEY = 'letters, digits, blanks and _ . : / = + - @, at most 128';

export const siteBlock = block({
  id: siteId,
  name: title.optional(),
  timezone,
  gasDayStart: gasDayStart.optional(),
  gas: gasBlock,
  treatShrinkFraction: treatShrinkFraction.optional(),
  fuelIncludesMining: z.boolean().optional(),
  reports: reportsBlock.optional(),
  power: powerBlock,
  fleet: fleetBlock,
  pool: poolBlock.optional(),
  costs: costsBlock.optional(),
  perspective: z.enum(['joint', 'producer', 'miner']).optional(),
  sell: sellBlock,
  flare: flareBlock,
  inject: injectBlock.optional(),
  carbon: carbonBlock.optional(),
  emissions: emissionsBlock.optional(),
  capital: capitalBlock.nullish(),
  rules: rulesBlock.optional(),
});
export type SiteBlock = z.output<typeof siteBlock>;

/**
 * A company file as people write it (interfaces.md section 3): what is allowed, not yet what it
 * means. Defaults and catalogue figures are filled in by resolve/; docs/company.schema.json is made of this.
 */
export const companySchema = block({
  company: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, {
    error: 'a slug: a small letter, then small letters, digits and dashes, at most 31',
  }),
  name: title.optional(),
  account: z
    .string({ error: 'twelve digits in quotes' })
    .regex(/^\d{12}$/, { error: 'twelve digits in quotes' })
    .nullish(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'a region such as eu-north-1' })
    .nullish(),
  tick: z.enum(['5m', '15m', '1h']).optional(),
  locale: localeTag.optional(),
  decisionHorizonDays: nonNegative.optional(),
  rawRetentionDays: z.int().min(30).max(MAX_RAW_RETENTION_DAYS).optional(),
  deploy: block({
    logRetentionDays: z.literal([7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 731]).optional(),
    customerKey: z.boolean().optional(),
    reservedConcurrency: z.boolean().optional(),
    weeklyTest: z
      .array(slug)
      .meta({
        description:
          'Audiences that get a test message on Mondays at 09:00; [] = nobody. Absent = platform, else the first.',
      })
      .optional(),
  }).optional(),
  market: marketBlock,
  audiences: audiencesBlock,
  rules: rulesBlock.optional(),
  maintenance: maintenanceBlock.optional(),
  api: apiBlock.optional(),
  heartbeat: block({ url: httpsUrl }).nullish(),
  tags: z
    .record(z.string().regex(/^[A-Za-z0-9 _.:/=+\-@]{1,128}$/, { error: TAG_KEY }), z.string().max(256))
    .optional(),
  sites: z.array(siteBlock).max(MAX_SITES),
});
export type CompanyFile = z.output<typeof companySchema>;
