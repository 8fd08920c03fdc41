/** Canned answers of one site (made up): a gap, a correction whose text attacks the page, an episode of a hostile past. */
import { fleet } from './answers.ts';

export const ATTACK = '<img src=x onerror="document.title=1">\u202e';

const [west] = fleet.sites;
const latest = {
  ...west?.latest,
  at: '2023-02-15T03:00:00Z',
  binding: 'gas',
  btcUsd: 22_208.5,
  configVersion: 'c1',
  methodVersion: 1,
};

export const site = {
  site: 'west-pad',
  name: 'West Pad',
  isRemoved: false,
  configuration: { timezone: 'America/Chicago', note: ATTACK },
  latest,
  openAlerts: [],
  reportAgeSeconds: 3600,
  flaring: {
    recentMcfPerDay: 9,
    baselineMcfPerDay: 5,
    alertAboveMcfPerDay: 55,
    permitLimitMcfPerDay: 40,
    isBaselineFrozen: false,
  },
};

const hour = (from: string, mine: number | null, flaredMcf: number | null, coverage = 1) => ({
  from,
  coverage,
  mineUsdPerDayMean: mine,
  sellUsdPerDayMean: 900,
  flareUsdPerDayMean: 0,
  btcUsdMean: 22_000,
  flaredMcf,
});

/** 01:00 is a gap; at 02:00 mining is unknown and half of the ticks are there. */
export const margins = {
  points: [hour('2023-02-15T00:00:00Z', -300, 0.5), hour('2023-02-15T02:00:00Z', null, 0.25, 0.5)],
  gaps: [{ from: '2023-02-15T01:00:00Z', to: '2023-02-15T02:00:00Z', reason: 'no-tick' }],
  next: null,
};

const row = (version: number, original: string) => ({
  stream: 'flared',
  periodStart: '2023-02-13T00:00:00Z',
  periodEnd: '2023-02-14T00:00:00Z',
  volumeMcf: 9 + version,
  hhvBtuPerScf: null,
  evidence: 'estimated',
  cause: ATTACK,
  version,
  isNewestVersion: version === 2,
  reportedAt: '2023-02-14T06:00:00Z',
  knownAt: '2023-02-14T06:00:00Z',
  original,
});
/** Of 14 gas days produced was reported on all, flared on 9; 9 days balance: 27 Mcf of 2,700 unaccounted for. */
const completeness = {
  at: latest.at,
  cadence: '1d',
  minimumFraction: 0.8,
  completenessFraction: 0.821429,
  expectedPeriods: 28,
  reportedPeriods: 23,
  reason: null,
  streams: [
    { stream: 'produced', expectedPeriods: 14, reportedPeriods: 14 },
    { stream: 'flared', expectedPeriods: 14, reportedPeriods: 9 },
  ],
};
const massBalance = {
  by: 'gas-day',
  reason: null,
  knownPeriods: 9,
  unaccountedMcf: 27,
  unaccountedFraction: 0.01,
  periods: Array.from({ length: 14 }, () => ({})),
};
export const reports = { completeness, massBalance, reports: [row(1, '10 Mcf'), row(2, ATTACK)], next: null };

/** The same of a site that has never reported. */
export const noReports = {
  completeness: { ...completeness, completenessFraction: null, reason: 'never-reported', streams: [] },
  massBalance: { ...massBalance, reason: 'never-reported', unaccountedMcf: null, periods: [] },
  reports: [],
  next: null,
};

export const episode = {
  id: '1676419200.west-pad.unprofitable.1',
  site: 'west-pad',
  rule: 'unprofitable',
  severity: 'critical',
  cause: 'market',
  onset: '2023-02-14T22:00:00Z',
  openedAt: '2023-02-14T23:00:00Z',
  closedAt: null,
  state: 'acknowledged',
  acknowledgement: {
    by: ATTACK,
    at: '2023-02-15T00:00:00Z',
    until: '2023-02-15T08:00:00Z',
    note: ATTACK,
    isSticky: false,
  },
  transitions: [],
  messages: [],
  suppressed: [{ audience: 'operations', notice: 'firing', reason: 'mute: turnaround', at: '2023-02-14T23:00:00Z' }],
};
