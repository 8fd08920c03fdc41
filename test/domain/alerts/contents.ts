import type { EpisodeNotice, FrozenValues, MessageContent } from '#lib/domain/alerts/message.ts';
import { instant } from '#lib/domain/instant.ts';

/** 2023-02-15T00:00:00Z */
export const MIDNIGHT = instant(1_676_419_200);

/** Figures made up: mining earns 812, selling would earn 1,122, flaring costs 150 USD/day. */
export const VALUES: FrozenValues = {
  advantageUsdPerDay: -310,
  mineUsdPerDay: 812,
  sellUsdPerDay: 1122,
  flareUsdPerDay: -150,
  netbackUsdPerMmbtu: 2.468,
  breakEvenBtcUsd: 31_200.4,
  btcUsd: 24_500,
  flaredMcfPerDay: 12.5,
  meanAdvantageUsdPerDay: -290.55,
  flaringBaselineMcfPerDay: null,
  dataAgeSeconds: 7200,
};

export function notice(site: string | null, changes: Partial<EpisodeNotice> = {}): EpisodeNotice {
  return {
    site,
    siteName: site === null ? null : `Pad ${site}`,
    episode: 1,
    severity: 'warning',
    onset: instant(MIDNIGHT - 3600),
    openedAt: MIDNIGHT,
    closedAt: null,
    closeReason: null,
    value: -0.12,
    values: VALUES,
    ...changes,
  };
}

export function content(changes: Partial<MessageContent> = {}): MessageContent {
  const firing = changes.firing ?? [notice('north-pad')];
  const resolved = changes.resolved ?? [];
  return {
    id: 'example-co/unprofitable/market/operations#1',
    kind: 'firing',
    reasons: ['first'],
    company: 'example-co',
    companyName: 'Example Oil & Gas',
    audience: 'operations',
    locale: 'en',
    timezone: 'UTC',
    rule: 'unprofitable',
    cause: 'market',
    severity: 'warning',
    at: MIDNIGHT,
    firing,
    firingCount: firing.length,
    resolved,
    resolvedCount: resolved.length,
    openCount: firing.length,
    totalUsdPerDay: null,
    link: 'http://127.0.0.1:8787/#/alerts?rule=unprofitable&state=open',
    ...changes,
  };
}
