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
  readonly sites: readonly { readonly index: number; readonly site: SiteBlock }[];
  /** Ids of all sites, of the unsound ones as well. */
  readonly siteIds: readonly (string | undefined)[];
};

/** Takes a company file apart; a block that the schema refuses is left out. */
export function soundParts(value: unknown): Parts {
  const file = (typeof value === 'object' && value !== null ? value : {}) as Partial<CompanyFile>;
  const sites: readonly unknown[] = Array.isArray(file.sites) ? file.sites : [];
  return {
    file,
    market: sound(marketBlock, file.market),
    rules: sound(rulesBlock, file.rules) ?? undefined,
    maintenance: sound(maintenanceBlock, file.maintenance) ?? [],
    sites: sites.flatMap((raw, index) => {
      const site = sound(siteBlock, raw);
      return site === null ? [] : [{ index, site }];
    }),
    siteIds: sites.map((raw) => {
      const id = (raw as { id?: unknown } | null)?.id;
      return typeof id === 'string' ? id : undefined;
    }),
  };
}

function sound<S extends z.ZodType>(schema: S, value: unknown): z.output<S> | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
