import type { HourSum, SiteItem } from '../../../domain/history/site-item.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { MarketRow } from '../../../domain/market/market.ts';
import { readAlertStates, writeAlertStates } from './alert-state.ts';
import { expectVersion, readBlock, writeBlock } from './block.ts';
import { type ByteReader, type ByteWriter, byteReader, byteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';
import { readExtras, writeExtras } from './extras.ts';
import { readGasState, writeGasState } from './gas-state.ts';
import { readWord, writeWord } from './words.ts';

const CODEC_VERSION = 1;
const KNOWN = new Set([
  'site',
  'v',
  'configVersion',
  'methodVersion',
  'block',
  'alerts',
  'lastClearMarket',
  'gas',
  'hours',
  'flaringBaselineMcfPerDay',
]);

/** Everything of a site's item but its key and `v`, which are attributes of their own. */
export function encodeSite(item: SiteItem): Uint8Array {
  const writer = byteWriter();
  writer.byte(CODEC_VERSION);
  writeWord(writer, item.configVersion);
  writer.varint(item.methodVersion);
  writeBlock(writer, item.block);
  writeAlertStates(writer, item.alerts, item.v);
  writeMarketRow(writer, item.lastClearMarket);
  writeGasState(writer, item.gas, item.v);
  writeHours(writer, item.hours);
  writeColumn(writer, [item.flaringBaselineMcfPerDay]);
  writeExtras(writer, item, KNOWN);
  return writer.finish();
}

/** The site's item as it was committed. */
export function decodeSite(site: string, v: Instant, bytes: Uint8Array): SiteItem {
  const reader = byteReader(bytes);
  expectVersion(reader, CODEC_VERSION, 'site item');
  const configVersion = readWord(reader);
  const methodVersion = reader.varint();
  const block = readBlock(reader);
  const alerts = readAlertStates(reader, v) as SiteItem['alerts'];
  const lastClearMarket = readMarketRow(reader);
  const gas = readGasState(reader, v);
  const hours = readHours(reader);
  const flaringBaselineMcfPerDay = readColumn(reader, 1)[0] ?? null;
  const extras = readExtras(reader);
  reader.end();
  const fixed = { site, v, configVersion, methodVersion, block, alerts, lastClearMarket, gas, hours };
  return { ...fixed, flaringBaselineMcfPerDay, ...extras };
}

function writeHours(writer: ByteWriter, hours: readonly HourSum[]): void {
  writer.varint(hours.length);
  if (hours.length === 0) return;
  writeColumn(
    writer,
    hours.map((one) => one.hour / 3600),
  );
  writeColumn(
    writer,
    hours.map((one) => one.ticks),
  );
  writeColumn(
    writer,
    hours.map((one) => one.advantageMilliUsdPerDaySum),
  );
  writeColumn(
    writer,
    hours.map((one) => one.revenueMilliUsdPerDaySum),
  );
}

function readHours(reader: ByteReader): readonly HourSum[] {
  const count = reader.varint();
  if (count === 0) return [];
  const [hour, ticks, advantage, revenue] = Array.from({ length: 4 }, () => readColumn(reader, count));
  return Array.from({ length: count }, (_, row) => ({
    hour: Math.round((hour?.[row] ?? 0) * 3600) as Instant,
    ticks: ticks?.[row] ?? 0,
    advantageMilliUsdPerDaySum: advantage?.[row] ?? 0,
    revenueMilliUsdPerDaySum: revenue?.[row] ?? 0,
  }));
}

const KNOWN_OF_ROW = new Set(['btcUsd', 'difficulty', 'height', 'feesBtcPerBlock', 'gasIndexUsdPerMmbtu']);

function writeMarketRow(writer: ByteWriter, row: MarketRow | null): void {
  writer.byte(row === null ? 0 : 1);
  if (row === null) return;
  for (const figure of [row.btcUsd, row.difficulty, row.height, row.feesBtcPerBlock]) writeColumn(writer, [figure]);
  const indexes = Object.entries(row.gasIndexUsdPerMmbtu);
  writer.varint(indexes.length);
  for (const [id, value] of indexes) {
    writeWord(writer, id);
    writeColumn(writer, [value]);
  }
  writeExtras(writer, row, KNOWN_OF_ROW);
}

function readMarketRow(reader: ByteReader): MarketRow | null {
  if (reader.byte() === 0) return null;
  const [btcUsd = null, difficulty = null, height = null, feesBtcPerBlock = null] = Array.from(
    { length: 4 },
    () => readColumn(reader, 1)[0] ?? null,
  );
  const indexes = Array.from({ length: reader.varint() }, () => {
    const id = readWord(reader);
    return [id, readColumn(reader, 1)[0] ?? null] as const;
  });
  const gasIndexUsdPerMmbtu = Object.fromEntries(indexes);
  return { btcUsd, difficulty, height, feesBtcPerBlock, gasIndexUsdPerMmbtu, ...readExtras(reader) };
}
