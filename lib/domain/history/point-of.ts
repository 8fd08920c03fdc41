import type { RuleId } from '../alerts/rule.ts';
import type { Evaluation } from '../economics/evaluation.ts';
import { type GasInForce, STREAMS, type StreamInForce } from '../gas/report.ts';
import type { Instant } from '../instant.ts';
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
  const { gas, market } = context;
  const missing = missingOf(evaluation, gas);
  return {
    at: context.at,
    quality: missing.length > 0 ? 'missing' : qualityOf(context),
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
    producedScfPerDay: scaled(gas.produced.mcfPerDay, 1000),
    soldScfPerDay: scaled(gas.sold.mcfPerDay, 1000),
    flaredScfPerDay: scaled(gas.flared.mcfPerDay, 1000),
    ventedScfPerDay: scaled(gas.vented.mcfPerDay, 1000),
    btcUsdCents: scaled(market.btcUsd.value, 100),
    hashpriceMilliUsdPerPhDay: scaled(evaluation.hashpriceUsdPerPhDay, 1000),
    epoch: market.height.value === null ? null : difficultyEpoch(market.height.value),
    reportVersion: gas.produced.row?.version ?? null,
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

const NOTHING: readonly MissingInput[] = [];

function missingOf(evaluation: Evaluation, gas: GasInForce): readonly MissingInput[] {
  const { produced, sold, flared, vented } = gas;
  const areShownKnown = !(isLacking(produced) || isLacking(sold) || isLacking(flared) || isLacking(vented));
  if (evaluation.missing.length === 0 && areShownKnown) return NOTHING;
  const unknown = new Set<MissingInput>(evaluation.missing);
  for (const stream of SHOWN_STREAMS) if (isLacking(gas[stream])) unknown.add(stream);
  return MISSING_INPUTS.filter((input) => unknown.has(input));
}

function isLacking(stream: StreamInForce): boolean {
  return stream.everReported && stream.mcfPerDay === null;
}

/** A result is as good as the worst of its inputs. */
function qualityOf({ market, gas, indexIds }: PointContext): Quality {
  let worst = worse(
    worse(market.btcUsd.quality, market.difficulty.quality),
    worse(market.height.quality, market.feesBtcPerBlock.quality),
  );
  for (const index of market.gasIndexes) if (indexIds.includes(index.id)) worst = worse(worst, index.quality);
  for (const name of STREAMS) if (gas[name].everReported) worst = worse(worst, gas[name].quality);
  return worst;
}
