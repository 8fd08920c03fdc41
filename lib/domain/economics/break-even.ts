import {
  as,
  asOrNull,
  type BtcPerDay,
  type Difficulty,
  type Fraction,
  type JoulesPerTh,
  type McfPerDay,
  type Quantity,
  type ThPerSecond,
  type Unit,
  type UsdPerBtc,
  type UsdPerDay,
  type UsdPerKwh,
  type UsdPerMcf,
  type UsdPerPhDay,
} from '../units.ts';

/** A division that has a meaning only over a divisor that is not zero. */
function over<U extends Unit>(unit: U, value: number, divisor: number): Quantity<U> | null {
  return divisor === 0 ? null : as(unit, value / divisor);
}

/**
 * The coin's price at which mining equals what it is held against: A ÷ (B × kept). A = avoidable
 * costs + value of the alternative, B = BTC/day net of the pool. Negative where mining wins even
 * with worthless coins; null without coins or without a kept share.
 */
export function breakEvenBtcUsd(needed: UsdPerDay, coins: BtcPerDay, kept: Fraction): UsdPerBtc | null {
  return over('usdPerBtc', needed, coins * kept);
}

/**
 * The difficulty at which mining equals its alternative: D × R × kept ÷ A. Null where no difficulty
 * does it: nothing has to be earned (A ≤ 0), or nothing is.
 */
export function breakEvenDifficulty(
  difficulty: Difficulty,
  revenue: UsdPerDay,
  kept: Fraction,
  needed: UsdPerDay,
): Difficulty | null {
  return asOrNull('difficulty', needed > 0 ? (difficulty * revenue * kept) / needed : null);
}

/** The hashprice, USD/PH/day gross of the pool, at which they are equal: 1000 × A ÷ (TH × kept × (1 − pool fee)). */
export function breakEvenHashprice(
  needed: UsdPerDay,
  hashrate: ThPerSecond,
  kept: Fraction,
  netOfPool: Fraction,
): UsdPerPhDay | null {
  return over('usdPerPhDay', 1000 * needed, hashrate * kept * netOfPool);
}

/** What the gas may cost at most, USD/Mcf: (R × kept − avoidable costs without royalty and gas) ÷ Mcf used. */
export function breakEvenGas(
  revenue: UsdPerDay,
  kept: Fraction,
  costsBesidesGas: UsdPerDay,
  used: McfPerDay,
): UsdPerMcf | null {
  return over('usdPerMcf', revenue * kept - costsBesidesGas, used);
}

/** What a kWh at the miners' plugs earns and may cost at most, USD/kWh: HP × (1 − pool fee) ÷ (24 × J/TH). */
export function breakEvenPower(hashprice: UsdPerPhDay, netOfPool: Fraction, efficiency: JoulesPerTh): UsdPerKwh | null {
  return over('usdPerKwh', hashprice * netOfPool, 24 * efficiency);
}
