/** Canned answers of the API (lib/app/history); the figures are made up. */

const point = {
  quality: 'ok',
  missing: [] as string[],
  best: 'mine',
  bestAlternative: 'sell',
  mineUsdPerDay: 1850.4,
  sellUsdPerDay: 612.2,
  flareUsdPerDay: -140,
  advantageUsdPerDay: 1238.2,
  netbackUsdPerMmbtu: 6.731,
  netbackUsdPerMcf: 8.24,
  breakEvenBtcUsd: 17_420.11,
  gasUsedMcfPerDay: 224.6,
  producedMcfPerDay: 300,
  flaredMcfPerDay: 15,
  flaringRatio: 0.05,
};

export const HOSTILE_NAME = '<img src="x" onerror="document.title=\'owned\'"><b>Pad</b>';

/** Worst advantage first, an unknown one last: neither by name, nor by id, nor by any one figure of the row. */
export const fleet = {
  company: 'test-co',
  name: 'Test Oil & Gas',
  at: '2023-02-15T03:00:00Z',
  // The four known rows below: mine -320.5 - 90 + 1850.4 + 1850.4, and so on.
  totals: {
    sites: 5,
    sitesUnknown: 1,
    mineUsdPerDay: 3290.3,
    sellUsdPerDay: 2124.8,
    flareUsdPerDay: -280.2,
    advantageUsdPerDay: 1917.9,
  },
  sites: [
    {
      site: 'west-pad',
      name: 'West Pad',
      openAlerts: [
        { id: 'a', rule: 'unprofitable', severity: 'critical' },
        { id: 'b', rule: 'flaring-rise', severity: 'warning' },
      ],
      reportAgeSeconds: 13_800,
      latest: {
        ...point,
        best: 'sell',
        mineUsdPerDay: -320.5,
        sellUsdPerDay: 900.4,
        flareUsdPerDay: 0,
        advantageUsdPerDay: -1220.9,
        netbackUsdPerMmbtu: -1.104,
        gasUsedMcfPerDay: 88.24,
      },
    },
    {
      site: 'hostile',
      name: HOSTILE_NAME,
      openAlerts: [],
      reportAgeSeconds: 3540,
      latest: { ...point, best: 'flare', mineUsdPerDay: -90, flareUsdPerDay: -0.2, advantageUsdPerDay: -89.8 },
    },
    {
      site: 'battery-7',
      name: 'Battery 7',
      openAlerts: [],
      reportAgeSeconds: 3540,
      latest: { ...point, sellUsdPerDay: null, bestAlternative: 'flare', advantageUsdPerDay: 1990.4 },
    },
    {
      site: 'north-pad',
      name: 'North Pad 12',
      openAlerts: [],
      reportAgeSeconds: 3540,
      latest: { ...point, quality: 'degraded' },
    },
    {
      site: 'central',
      name: 'CentralProcessingFacilityWithoutASingleSpaceInItsVeryLongName',
      openAlerts: [],
      reportAgeSeconds: null,
      latest: {
        ...point,
        quality: 'missing',
        missing: ['produced', 'gas-index'],
        best: 'unknown',
        bestAlternative: null,
        mineUsdPerDay: null,
        sellUsdPerDay: null,
        flareUsdPerDay: 0,
        advantageUsdPerDay: null,
        netbackUsdPerMmbtu: null,
        netbackUsdPerMcf: null,
        gasUsedMcfPerDay: null,
        producedMcfPerDay: null,
        flaredMcfPerDay: null,
        flaringRatio: null,
      },
    },
  ],
  next: null,
};

export const alerts = {
  alerts: [
    {
      id: '1676419200.west-pad.unprofitable.1',
      site: 'west-pad',
      rule: 'unprofitable',
      severity: 'critical',
      onset: '2023-02-14T22:00:00Z',
      openedAt: '2023-02-14T23:00:00Z',
      state: 'open',
    },
    {
      id: '1676426400.-.price-feed-stale.1',
      site: null,
      rule: 'price-feed-stale',
      severity: 'warning',
      onset: '2023-02-15T02:00:00Z',
      openedAt: '2023-02-15T02:00:00Z',
      state: 'open',
    },
  ],
  next: null,
};

export const market = {
  at: '2023-02-15T03:00:00Z',
  btcUsd: 22_208.5,
  difficulty: 39_156_400_059_293,
  height: 776_424,
  feesBtcPerBlock: null,
  hashpriceUsdPerPhDay: 78.214,
  quality: { btcUsd: 'degraded', difficulty: 'ok', height: 'ok', feesBtcPerBlock: 'missing' },
  sources: [],
  fx: [{ id: 'USDRUB', value: 70.5, quality: 'ok', ageSeconds: 0 }],
};

export const health = {
  status: 'ok',
  company: 'test-co',
  tickSeconds: 300,
  lastTick: '2023-02-15T03:00:00Z',
  lateSeconds: 0,
};

/** A thousand sites, the worst first: pad-0000 loses 500 USD/day, each next one 1 USD/day less. */
export const thousandSites = Array.from({ length: 1000 }, (_, index) => ({
  site: `pad-${String(index).padStart(4, '0')}`,
  name: `Pad ${index}`,
  openAlerts: [],
  reportAgeSeconds: 3540,
  latest: { ...point, advantageUsdPerDay: index - 500, best: index < 500 ? 'sell' : 'mine' },
}));
