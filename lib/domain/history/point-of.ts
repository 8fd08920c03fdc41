import type { RuleId } from '../alerts/rule.ts';
import type { Evaluation } from '../economics/evaluation.ts';
import { type GasInForce, STREAMS } from '../gas/report.ts';
import type { Instant } from '../instant.ts';
import { keptWith, lastKeptWith } from '../kept-with.ts';
import { type Market, type MarketRow, type Quality, worse } from '../market/market.ts';
import { difficultyEpoch } from '../market/network.ts';
import { MISSING_INPUTS, type MissingInput, type Point } from './point.ts';

export type PointContext = {
  readonly at: Instant;
  readonly market: Market;
  readonly row: MarketRow;
  readonly gas: GasInForce;
  readonly openAlerts: readonly RuleId[];
  /** Gas indexes this site's margin rests on. */
  readonly indexIds: readonly string[];
  readonly configVersion: string;
  readonly methodVersion: number;
};

/** Volumes a point shows beside the margin; an unknown one is listed in `missing`. */
const SHOWN_STREAMS = ['produced', 'sold', 'flared', 'vented'] as const;

/** The evaluation as it is stored: whole milli-USD, cents and scf/day; unknown stays null. */
export function pointOf(evaluation: Evaluation, context: PointContext): Point {
  const { market } = context;
  const gas = shownOf(context.gas);
  const missing = missingOf(evaluation, gas);
  return {
    at: context.at,
    quality: missing.length > 0 ? 'missing' : worse(marketQuality(context.row, market, context.indexIds), gas.quality),
    missing,
    best: evaluation.best,
    bestAlternative: evaluation.bestAlternative,
    binding: evaluation.binding,
    openAlerts: context.openAlerts,
    mineMilliUsdPerDay: scaled(evaluation.mineUsdPerDay, 1000),
    sellMilliUsdPerDay: scaled(evaluation.sellUsdPerDay, 1000),
    flareMilliUsdPerDay: scaled(evaluation.flareUsdPerDay, 1000),
    netbackMilliUsdPerMmbtu: scaled(evaluation.netbackUsdPerMmbtu, 1000),
    netbackMilliUsdPerMcf: scaled(evaluation.netbackUsdPerMcf, 1000),
    breakEvenBtcCents: scaled(evaluation.breakEvenBtcUsdVsBestAlternative, 100),
    gasUsedScfPerDay: scaled(evaluation.gasUsedMcfPerDay, 1000),
    producedScfPerDay: gas.producedScfPerDay,
    soldScfPerDay: gas.soldScfPerDay,
    flaredScfPerDay: gas.flaredScfPerDay,
    ventedScfPerDay: gas.ventedScfPerDay,
    btcUsdCents: scaled(market.btcUsd.value, 100),
    hashpriceMilliUsdPerPhDay: scaled(evaluation.hashpriceUsdPerPhDay, 1000),
    epoch: market.height.value === null ? null : difficultyEpoch(market.height.value),
    reportVersion: gas.reportVersion,
    configVersion: context.configVersion,
    methodVersion: context.methodVersion,
  };
}

/** Rounds to whole smallest units; beyond what a double counts exactly it is unknown, never wrong. */
function scaled(value: number | null, unitsPerOne: number): number | null {
  if (value === null) return null;
  const whole = Math.round(value * unitsPerOne);
  return Number.isSafeInteger(whole) ? whole + 0 : null;
}

/** What a point shows of the gas in force. */
type GasShown = Pick<
  Point,
  'quality' | 'producedScfPerDay' | 'soldScfPerDay' | 'flaredScfPerDay' | 'ventedScfPerDay' | 'reportVersion'
> & { readonly lacking: readonly MissingInput[] };

/** Kept with the gas, which is the same from report to report. */
const shownOf: (gas: GasInForce) => GasShown = keptWith((gas) => {
  const { produced, sold, flared, vented } = gas;
  const reported = STREAMS.map((stream) => gas[stream]).filter(({ everReported }) => everReported);
  return {
    quality: reported.reduce<Quality>((worst, { quality }) => worse(worst, quality), 'ok'),
    producedScfPerDay: scaled(produced.mcfPerDay, 1000),
    soldScfPerDay: scaled(sold.mcfPerDay, 1000),
    flaredScfPerDay: scaled(flared.mcfPerDay, 1000),
    ventedScfPerDay: scaled(vented.mcfPerDay, 1000),
    reportVersion: produced.row?.version ?? null,
    lacking: SHOWN_STREAMS.filter((stream) => gas[stream].everReported && gas[stream].mcfPerDay === null),
  };
});

/** In the order of MISSING_INPUTS. */
function missingOf({ missing }: Evaluation, { lacking }: GasShown): readonly MissingInput[] {
  if (lacking.length === 0 && missing.length <= 1) return missing;
  const unknown = new Set<MissingInput>([...missing, ...lacking]);
  return MISSING_INPUTS.filter((input) => unknown.has(input));
}

/** As good as the worst of what the result rests on; kept with the row, which is of this market and these indexes. */
const marketQuality = lastKeptWith((_row: MarketRow, market: Market, indexIds: readonly string[]): Quality => {
  let worst = worse(
    worse(market.btcUsd.quality, market.difficulty.quality),
    worse(market.height.quality, market.feesBtcPerBlock.quality),
  );
  for (const index of market.gasIndexes) if (indexIds.includes(index.id)) worst = worse(worst, index.quality);
  return worst;
});
