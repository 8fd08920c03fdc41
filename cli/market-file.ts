import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Company, FxPlan } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, instant, parseInstant } from '#lib/domain/instant.ts';
import { freezeMarket } from '#lib/domain/market/consensus.ts';
import type { Market, NamedRate, Sourced } from '#lib/domain/market/market.ts';

/** One market observation as a file (interfaces.md section 2). Null or absent = unknown. */
const marketFile = z.strictObject({
  at: z.string().refine((text) => parseInstant(text) !== null, 'ISO-8601 with a zone, or epoch seconds'),
  btcUsd: z.number().positive().nullish(),
  difficulty: z.number().positive().nullish(),
  height: z.int().nonnegative().nullish(),
  feesBtcPerBlock: z.number().nonnegative().nullish(),
  fx: z.record(z.string(), z.number().positive()).optional(),
  gasIndexUsdPerMmbtu: z.record(z.string(), z.number()).optional(),
});

/**
 * Reads a market file. A gas index or rate that it does not give comes from the company's manual rows,
 * converted by the file's own rates where it gives them; fees that it does not give are the company's
 * fallback (`degraded`) or unknown.
 */
export async function readMarketFile(
  file: string,
  company: Company,
  version: string,
  at: Instant | null,
): Promise<Market> {
  const parsed = marketFile.safeParse(parseJson(file, await readText(file)));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${file}: ${issue.path.join('.') || '(document)'}: ${issue.message}`,
    );
    throw new NetbackError('input-invalid', problems.join('\n'));
  }
  const given = parsed.data;
  const moment = at ?? (parseInstant(given.at) as Instant);
  const sourced = (value: number | null | undefined): Sourced =>
    value === null || value === undefined
      ? { value: null, quality: 'missing', goodAt: null }
      : { value, quality: 'ok', goodAt: moment };
  const manual = freezeMarket({
    at: moment,
    tickSeconds: company.tickSeconds,
    observations: [],
    plan: { ...company.market, fx: withRates(company.market.fx, given.fx ?? {}) },
    previous: null,
    configVersion: version,
  });
  const over = (rates: readonly NamedRate[], values: Record<string, number> | undefined): NamedRate[] => {
    const kept = rates.filter((rate) => values?.[rate.id] === undefined);
    return [...kept, ...Object.entries(values ?? {}).map(([id, value]) => ({ id, ...sourced(value) }))];
  };
  return {
    ...manual,
    btcUsd: sourced(given.btcUsd),
    difficulty: sourced(given.difficulty),
    height: sourced(given.height),
    feesBtcPerBlock: given.feesBtcPerBlock == null ? manual.feesBtcPerBlock : sourced(given.feesBtcPerBlock),
    fx: over(manual.fx, given.fx),
    gasIndexes: over(manual.gasIndexes, given.gasIndexUsdPerMmbtu),
  };
}

/** The company's rates with those of the file in their place. */
function withRates(plans: readonly FxPlan[], rates: Readonly<Record<string, number>>): readonly FxPlan[] {
  const given = Object.entries(rates).map(([pair, rate]) => ({
    pair,
    source: null,
    manual: [{ from: instant(0), rate }],
  }));
  return [...plans.filter((plan) => rates[plan.pair] === undefined), ...given];
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new NetbackError('input-invalid', `${file} cannot be read (${code}).`, { cause });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NetbackError('input-invalid', `${file} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}
