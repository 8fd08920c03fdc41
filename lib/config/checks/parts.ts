import type * as z from 'zod';
import { type CompanyFile, type SiteBlock, siteBlock } from '../company-schema.ts';
import { type MarketBlock, marketBlock } from '../schema/market.ts';
import { maintenanceBlock } from '../schema/people.ts';
import { type RulesBlock, rulesBlock } from '../schema/rules.ts';

/** The blocks of a company file that are sound by themselves, so that one bad block hides no other fault. */
export type Parts = {
  readonly file: Partial<CompanyFile>;
  readonly market: MarketBlock | null;
  readonly rules: RulesBlock | undefined;
  readonly maintenance: NonNullable<CompanyFile['maintenance']>;
  /** One entry a site, in order; a block that the schema refuses is absent. */
  readonly sites: readonly SiteParts[];
};

export type SiteParts = Partial<SiteBlock>;

/** Takes a company file apart; a block that the schema refuses is left out. */
export function soundParts(value: unknown): Parts {
  const file = asBlock(value) as Partial<CompanyFile>;
  const sites: readonly unknown[] = Array.isArray(file.sites) ? file.sites : [];
  return {
    file,
    market: sound(marketBlock, file.market) ?? null,
    rules: sound(rulesBlock, file.rules),
    maintenance: sound(maintenanceBlock, file.maintenance) ?? [],
    sites: sites.map(siteParts),
  };
}

function siteParts(raw: unknown): SiteParts {
  const whole = siteBlock.safeParse(raw);
  if (whole.success) return whole.data;
  const given = asBlock(raw);
  const entries = Object.entries(siteBlock.shape).flatMap(([key, schema]) => {
    const block = key in given ? sound(schema as z.ZodType, given[key]) : undefined;
    return block === undefined ? [] : [[key, block]];
  });
  return Object.fromEntries(entries) as SiteParts;
}

function asBlock(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The block as the schema reads it, keys it does not know left out; undefined where more is wrong. */
function sound<S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  if (unknown.length === 0 || parsed.error.issues.length > 1) return undefined;
  const known = Object.entries(asBlock(value)).filter(([key]) => !unknown.includes(key));
  const again = schema.safeParse(Object.fromEntries(known));
  return again.success ? again.data : undefined;
}
