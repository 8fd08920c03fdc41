import { companyVersion } from '#lib/config/load-company.ts';
import type { Company, Site } from '#lib/domain/company.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import type { Observation } from '#lib/domain/market/market.ts';
import { simulatedCompany } from './company.ts';
import type { Fault } from './faults.ts';
import type { Random } from './random.ts';
import { USUAL_FLARE_MCF, wrongFlaring } from './wrong-flaring.ts';

/** 2023-02-15T00:00:00Z, a Wednesday. */
export const START = instant(1_676_419_200);

/** A report file that becomes known at a tick. */
export type Delivery = {
  readonly at: Instant;
  readonly site: string;
  readonly file: string;
  readonly rows: readonly ReportRow[];
};

/**
 * What the world outside does in a run, fixed before it begins and untouched by the faults of the
 * product: the market, the reports, the configuration of every tick.
 */
export type Script = {
  readonly tickSeconds: number;
  readonly ticks: readonly Instant[];
  readonly companyAt: (at: Instant) => { readonly company: Company; readonly version: string };
  readonly observationsAt: (at: Instant) => readonly Observation[];
  /** What honest sources would have said, USD; null = no honest price. */
  readonly honestPricesAt: (at: Instant) => readonly number[];
  readonly deliveriesAt: (at: Instant) => readonly Delivery[];
};

export type ScriptOptions = { readonly ticks: number; readonly sites: number; readonly faults: ReadonlySet<Fault> };

export function writeScript(random: Random, options: ScriptOptions): Script {
  const { faults } = options;
  const base = simulatedCompany(options.sites);
  const ticks = Array.from({ length: options.ticks }, (_, index) => after(START, index * base.tickSeconds));
  const configurations = configurationsOf(random.fork('configuration'), base, ticks, faults);
  const prices = pricesOf(random.fork('prices'), ticks, faults);
  const deliveries = [
    ...deliveriesOf(random.fork('reports'), base, ticks, faults),
    ...(faults.has('wrong-flaring')
      ? wrongFlaring(random.fork('flaring'), base, ticks[0] ?? START, deliveryOfRows)
      : []),
  ];
  return {
    tickSeconds: base.tickSeconds,
    ticks,
    companyAt: (at) => configurations.findLast((one) => one.from <= at) ?? configurations[0] ?? fail(),
    observationsAt: (at) => observationsOf(prices.get(at) ?? [], at),
    honestPricesAt: (at) => (prices.get(at) ?? []).flatMap((quote) => (quote.isHonest ? [quote.value] : [])),
    deliveriesAt: (at) => deliveries.filter((one) => one.at === at),
  };
}

function fail(): never {
  throw new Error('a script has at least one configuration');
}

type Configuration = { readonly from: Instant; readonly company: Company; readonly version: string };

/** A changed threshold, a site more, a site less: each a redeployment at some tick. */
function configurationsOf(
  random: Random,
  base: Company,
  ticks: readonly Instant[],
  faults: ReadonlySet<Fault>,
): readonly Configuration[] {
  const list: Configuration[] = [];
  let company = faults.has('site-added') ? { ...base, sites: base.sites.slice(0, -1) } : base;
  const deploy = (from: Instant) => list.push({ from, company, version: companyVersion(company) });
  deploy(ticks[0] ?? START);
  for (const at of ticks.slice(1)) {
    const before = company;
    if (faults.has('configuration-change') && random.chance(0.05)) company = withFloor(company, 50 + random.whole(300));
    if (faults.has('site-added') && random.chance(0.1))
      company = { ...company, sites: base.sites.slice(0, company.sites.length + 1) };
    if (faults.has('site-removed') && company.sites.length > 1 && random.chance(0.04)) {
      company = { ...company, sites: company.sites.slice(0, -1) };
    }
    if (company !== before) deploy(at);
  }
  return list;
}

function withFloor(company: Company, floorUsdPerDay: number): Company {
  const changed = (site: Site): Site => ({
    ...site,
    rules: { ...site.rules, unprofitable: { ...site.rules.unprofitable, floorUsdPerDay } },
  });
  return { ...company, sites: company.sites.map(changed) };
}

type Quote = { readonly source: string; readonly value: number; readonly isHonest: boolean };
/**
 * A pad of 30 PH/s earns 0.0976 BTC a day at this difficulty (less 1 % of pool fee), spends 432 USD on
 * 21,600 kWh and costs 80: it pays above 5,250 USD, and is critical (a loss of 0.8 of the revenue) below 2,915.
 */
const HIGH_USD = 30_000;
const LOW_USD = 3_000;
const PRICE_SOURCES = ['coinbase', 'kraken', 'bitstamp'];

/** A price that wanders, now and then falls or recovers at once, is lied about by one source, or is not told at all. */
function pricesOf(
  random: Random,
  ticks: readonly Instant[],
  faults: ReadonlySet<Fault>,
): ReadonlyMap<Instant, readonly Quote[]> {
  const quotes = new Map<Instant, readonly Quote[]>();
  let price = HIGH_USD;
  let deadUntil = 0;
  for (const [index, at] of ticks.entries()) {
    price *= 1 + (random.next() - 0.5) * 0.02;
    if (random.chance(0.12)) price = random.chance(0.5) ? LOW_USD : HIGH_USD;
    if (faults.has('dead-feeds') && random.chance(0.06)) deadUntil = index + 1 + random.whole(9);
    const isDead = index < deadUntil;
    const liar = faults.has('lying-feed') && random.chance(0.3) ? random.pick(PRICE_SOURCES) : null;
    const told = PRICE_SOURCES.map((source, number) => ({
      source,
      value: source === liar ? price * random.pick([0.1, 0.6, 1.4, 10]) : price * (1 + number * 1e-4),
      isHonest: source !== liar,
    }));
    quotes.set(at, isDead ? [] : told);
  }
  return quotes;
}

/** Difficulty 39.16 T of epoch 385 (heights from 776,160), read from the recorded headers in data/replay. */
const DIFFICULTY = 39_156_400_059_293.19;
/** Near the end of its epoch, and with a block a minute: in forty hours one epoch begins and ends. */
const FIRST_HEIGHT = 777_900;
const SECONDS_PER_BLOCK = 60;

function observationsOf(quotes: readonly Quote[], at: Instant): readonly Observation[] {
  const height = FIRST_HEIGHT + Math.floor((at - START) / SECONDS_PER_BLOCK);
  const ok = (source: string, kind: Observation['kind'], value: number, height: number | null): Observation => ({
    source,
    kind,
    subject: null,
    outcome: { ok: true, value, height, blocks: kind === 'fees' ? 144 : null, observedAt: at },
  });
  const prices = PRICE_SOURCES.map((source): Observation => {
    const quote = quotes.find((one) => one.source === source);
    if (quote !== undefined) return ok(source, 'price', quote.value, null);
    return { source, kind: 'price', subject: null, outcome: { ok: false, reason: 'no answer' } };
  });
  const network = ['mempool', 'blockstream'].map((source) => ok(source, 'network', DIFFICULTY, height));
  return [...prices, ...network, ok('mempool', 'fees', 0.15, height)];
}

/** Gas that keeps next to nothing running: a loss, whatever the price. */
const WRONG_MCF = 2;

/** A daily report a site, known at some tick of the day after: late, twice, amended, wrong at first (and perhaps again) or not at all. */
function deliveriesOf(
  random: Random,
  company: Company,
  ticks: readonly Instant[],
  faults: ReadonlySet<Fault>,
): readonly Delivery[] {
  const list: Delivery[] = [];
  const days = Math.ceil(((ticks.at(-1) ?? START) - START) / SECONDS_PER_DAY) + 1;
  for (const site of company.sites) {
    for (let day = -1; day < days; day += 1) {
      if (day >= 0 && faults.has('missing-report') && random.chance(0.2)) continue;
      const end = after(START, (day + 1) * SECONDS_PER_DAY);
      const delay = faults.has('late-report') && day >= 0 ? random.whole(30) * company.tickSeconds : 0;
      const known = after(end, delay);
      const right = 250 + random.whole(100);
      const isWrong = faults.has('wrong-report') && random.chance(0.4);
      const produced = isWrong ? WRONG_MCF : right;
      list.push(deliveryOf(site.id, known, end, produced, 1));
      if (faults.has('duplicate-report') && random.chance(0.3)) {
        list.push({ ...deliveryOf(site.id, after(known, company.tickSeconds), end, produced, 1, known) });
      }
      if (isWrong) {
        const later = after(known, (2 + random.whole(8)) * company.tickSeconds);
        list.push(deliveryOf(site.id, later, end, right, 2));
        if (random.chance(0.3)) {
          const again = after(later, (1 + random.whole(8)) * company.tickSeconds);
          list.push(deliveryOf(site.id, again, end, random.pick([WRONG_MCF, right + 10]), 3));
        }
      } else if (faults.has('corrected-report') && random.chance(0.3)) {
        const later = after(known, (1 + random.whole(10)) * company.tickSeconds);
        list.push(deliveryOf(site.id, later, end, right + 40, 2));
      }
    }
  }
  return list;
}

function deliveryOf(
  site: string,
  at: Instant,
  end: Instant,
  produced: number,
  version: number,
  reportedAt: Instant = at,
): Delivery {
  const row = (stream: 'produced' | 'flared', volumeMcf: number): ReportRow => ({
    site,
    stream,
    periodStart: after(end, -SECONDS_PER_DAY),
    periodEnd: end,
    volumeMcf,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version,
    reportedAt,
    original: `${volumeMcf} Mcf us60-14.696`,
  });
  return {
    at,
    site,
    file: `${site}-${end}-${version}-${at}`,
    rows: [row('produced', produced), row('flared', USUAL_FLARE_MCF)],
  };
}

function deliveryOfRows(site: string, at: Instant, name: string, rows: readonly ReportRow[]): Delivery {
  return { at, site, file: `${site}-${name}`, rows };
}
