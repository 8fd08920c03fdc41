import type { Company, Site } from '../domain/company.ts';
import { keptSiteModel } from '../domain/economics/site-model.ts';
import type { ReportRow } from '../domain/gas/report.ts';
import { behindLastPoint, blockEnd, isComplete } from '../domain/history/block.ts';
import type { Block } from '../domain/history/point.ts';
import { restateVolumes } from '../domain/history/restate-volumes.ts';
import { inForceUntil, lookBackSeconds, type RestatementInputs, restateBlock } from '../domain/history/restatement.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import { monthStart } from '../domain/history/stretch.ts';
import { after, floorTo, type Instant, instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import type { Market } from '../domain/market/market.ts';
import type { DirtyMark, Stores } from '../ports.ts';
import { findCorrections } from './find-corrections.ts';
import { putDay, type Settling, settleDay, settleMonth } from './settle-aggregates.ts';

/** Blocks looked at for one mark in one run; a longer period goes on in the next run. */
export const BLOCKS_PER_MARK = 400;
/** Days whose points are gone that one mark restates in one run. */
const OLD_DAYS_PER_MARK = 400;

export type Restating = {
  readonly stores: Stores;
  readonly company: Company;
  readonly at: Instant;
  /** Markets of the run, by the block that they were read for; sites share their blocks' times. */
  readonly markets: Map<string, Promise<ReadonlyMap<Instant, Market>>>;
};

/**
 * Restates what a late report changes: the sealed blocks of its period and as long after it as it
 * had a say, then the days and months over them; what stood before is kept for `asOf` reads. Nothing
 * that was sent is unsent, but decisions that rest on it are judged again. Days older than the raw retention get their volumes only. Points that are
 * not sealed yet keep the mark until they are; a crash anywhere leaves the mark, and doing it again
 * changes nothing.
 */
export async function restateMark(restating: Restating, mark: DirtyMark): Promise<void> {
  const { stores } = restating;
  const item = await stores.sites.get(mark.site);
  if (item === null) return stores.dirty.remove(mark);
  const sealedTo = sealedUntil(item, mark);
  if (mark.from >= sealedTo) return;
  const site = await lastConfigured(restating, item);
  const rows = await rowsAround(restating, site, mark);
  const until = inForceUntil(rows, mark.periodTo, mark.to);
  const pointsFrom = firstWholeDay(restating);
  const oldTo = earlier(until, pointsFrom);
  const oldDoneTo = mark.from < oldTo ? await restateOldDays(restating, mark, site, rows, oldTo) : mark.from;
  if (oldDoneTo < oldTo) return moveMark(stores, mark, oldDoneTo);
  const doneTo = await restateBlocks(restating, mark.site, rows, oldDoneTo, earlier(until, sealedTo));
  await findCorrections(restating, mark, site, rows, { from: oldDoneTo, doneTo, until });
  return doneTo < until ? moveMark(stores, mark, doneTo) : stores.dirty.remove(mark);
}

/** The first day of which no block can have expired. */
function firstWholeDay({ at, company }: Restating): Instant {
  const retained = after(at, -company.rawRetentionDays * SECONDS_PER_DAY);
  return after(floorTo(retained, SECONDS_PER_DAY), SECONDS_PER_DAY);
}

/** What is left to do of a mark; the new one first, so that a crash between the two loses nothing. */
async function moveMark(stores: Stores, mark: DirtyMark, from: Instant): Promise<void> {
  if (from === mark.from) return;
  await stores.dirty.put({ ...mark, from });
  await stores.dirty.remove(mark);
}

/** Blocks are final up to here: the open block is, once it is complete or its site was removed. */
function sealedUntil({ block, removedAt }: SiteItem, mark: DirtyMark): Instant {
  if (removedAt !== undefined) return mark.to;
  return isComplete(block) ? blockEnd(block.start, block.stepSeconds) : block.start;
}

/** The site as its last tick was configured, which a removed one is still found by; null when even that is gone. */
async function lastConfigured({ stores, company }: Restating, item: SiteItem): Promise<Site | null> {
  const last = (await stores.config.get(item.configVersion)) ?? company;
  return last.sites.find((one) => one.id === item.site) ?? null;
}

async function rowsAround(restating: Restating, site: Site | null, mark: DirtyMark): Promise<readonly ReportRow[]> {
  const back = site === null ? 0 : lookBackSeconds(site);
  const stored = await restating.stores.reports.rows(mark.site, instant(Math.max(0, mark.from - back)), mark.to);
  return stored.filter((one) => one.knownAt <= restating.at).map((one) => one.row);
}

/** Answers up to when it came: the end of the window, or less where the run's bound was reached. */
async function restateBlocks(
  restating: Restating,
  site: string,
  rows: readonly ReportRow[],
  from: Instant,
  to: Instant,
): Promise<Instant> {
  if (to <= from) return from;
  const { stores, at, company } = restating;
  const blocks = await stores.history.blocks(site, from, to, BLOCKS_PER_MARK, 'strong');
  const last = blocks.at(-1);
  const isCut = blocks.length === BLOCKS_PER_MARK && last !== undefined;
  const doneTo = isCut ? earlier(to, behindLastPoint(last)) : to;
  for (const block of blocks) await restateOne(restating, site, block, rows);
  const settling: Settling = { site, tickSeconds: company.tickSeconds, at };
  await settleTouched(stores, settling, from, doneTo);
  return doneTo;
}

async function restateOne(restating: Restating, site: string, block: Block, rows: readonly ReportRow[]): Promise<void> {
  const { stores, at } = restating;
  const markets = await marketsOf(restating, block);
  let restated = block;
  for (const configVersion of new Set(block.points.map((point) => point.configVersion))) {
    const inputs = await inputsOf(restating, site, configVersion, markets, rows);
    if (inputs === null) continue;
    const next = restateBlock(restated, configVersion, inputs);
    restated = next === restated ? restated : { ...next, version: block.version + 1 };
  }
  if (restated === block) return;
  await stores.replaced.putBlock(site, block, at);
  await stores.history.putBlock(site, restated);
}

async function inputsOf(
  restating: Restating,
  site: string,
  configVersion: string,
  markets: ReadonlyMap<Instant, Market>,
  rows: readonly ReportRow[],
): Promise<RestatementInputs | null> {
  const company = await restating.stores.config.get(configVersion);
  const configured = company?.sites.find((one) => one.id === site);
  if (company === null || configured === undefined) return null;
  const model = keptSiteModel(configured, company.decisionHorizonDays, company.regimes);
  return { company, site: configured, model, markets, rows };
}

function marketsOf(restating: Restating, block: Block): Promise<ReadonlyMap<Instant, Market>> {
  const end = blockEnd(block.start, block.stepSeconds);
  const key = `${block.start}-${end}`;
  const read = async (): Promise<ReadonlyMap<Instant, Market>> => {
    const before = instant(block.start - 1);
    const markets = await restating.stores.market.range(before, instant(end - 1), Number.POSITIVE_INFINITY);
    return new Map(markets.map((market) => [market.at, market]));
  };
  const found = restating.markets.get(key) ?? read();
  restating.markets.set(key, found);
  return found;
}

/** Days and months that are stored and lie over [from, to). */
async function settleTouched(stores: Stores, settling: Settling, from: Instant, to: Instant): Promise<void> {
  const days = await stores.history.days(settling.site, floorTo(from, SECONDS_PER_DAY), to, 'strong');
  for (const { date } of days) await settleDay(stores, settling, date);
  await settleMonths(
    stores,
    settling,
    days.map(({ date }) => date),
  );
}

async function settleMonths(stores: Stores, settling: Settling, dates: readonly Instant[]): Promise<void> {
  for (const month of new Set(dates.map(monthStart))) {
    const [stored] = await stores.history.months(settling.site, month, after(month, 1), 'strong');
    if (stored !== undefined) await settleMonth(stores, settling, month);
  }
}

/** Days before `to` have no points any more: only their volumes change. Answers up to when it came. */
async function restateOldDays(
  restating: Restating,
  mark: DirtyMark,
  site: Site | null,
  rows: readonly ReportRow[],
  to: Instant,
): Promise<Instant> {
  const from = floorTo(mark.from, SECONDS_PER_DAY);
  const { stores, company, at } = restating;
  const stored = await stores.history.days(mark.site, from, to, 'strong');
  const days = stored.slice(0, OLD_DAYS_PER_MARK);
  const settling: Settling = { site: mark.site, tickSeconds: company.tickSeconds, at };
  for (const day of site === null ? [] : days) {
    await putDay(stores, settling, day, restateVolumes(day, rows, site as Site), 'volumes-only');
  }
  await settleMonths(
    stores,
    settling,
    days.map(({ date }) => date),
  );
  const last = days.at(-1);
  return days.length < stored.length && last !== undefined ? after(last.date, SECONDS_PER_DAY) : to;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
