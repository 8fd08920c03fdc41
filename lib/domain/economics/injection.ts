import type { Site } from '../company.ts';

/** Injection at 60 °F, 14.696 psia, dry. */
export type InjectionModel = {
  /** What an injected Mcf is worth to the oil, less what it costs to inject. */
  readonly usdPerMcf: number;
  /** Null = no limit. */
  readonly capMcfPerDay: number | null;
  readonly minimumMcfPerDay: number;
};

/** The site's injection terms; `mcfPerFileMcf` restates a volume of the company file. */
export function injectionOf({ inject }: Site, mcfPerFileMcf: number): InjectionModel | null {
  if (inject === undefined) return null;
  return {
    usdPerMcf: (inject.valueUsdPerMcf - inject.costUsdPerMcf) / mcfPerFileMcf,
    capMcfPerDay: inject.capMcfPerDay === null ? null : inject.capMcfPerDay * mcfPerFileMcf,
    minimumMcfPerDay: inject.minimumMcfPerDay * mcfPerFileMcf,
  };
}
