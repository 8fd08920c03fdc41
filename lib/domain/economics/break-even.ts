/** A division that has a meaning only over a divisor that is not zero. */
function over(value: number, divisor: number): number | null {
  return divisor === 0 ? null : value / divisor;
}

/**
 * The coin's price at which mining equals what it is held against: A ÷ (B × kept). A = avoidable
 * costs + value of the alternative, B = BTC/day net of the pool. Negative where mining wins even
 * with worthless coins; null without coins or without a kept share.
 */
export function breakEvenBtcUsd(needed: number, btcPerDay: number, keptFraction: number): number | null {
  return over(needed, btcPerDay * keptFraction);
}

/**
 * The difficulty at which mining equals its alternative: D × R × kept ÷ A. Null where no difficulty
 * does it: nothing has to be earned (A ≤ 0), or nothing is.
 */
export function breakEvenDifficulty(
  difficulty: number,
  revenue: number,
  keptFraction: number,
  needed: number,
): number | null {
  return needed > 0 ? (difficulty * revenue * keptFraction) / needed : null;
}

/** The hashprice, USD/PH/day gross of the pool, at which they are equal: 1000 × A ÷ (TH × kept × (1 − pool fee)). */
export function breakEvenHashprice(
  needed: number,
  thPerSecond: number,
  keptFraction: number,
  netOfPoolFraction: number,
): number | null {
  return over(1000 * needed, thPerSecond * keptFraction * netOfPoolFraction);
}

/** What the gas may cost at most, USD/Mcf: (R × kept − avoidable costs without royalty and gas) ÷ Mcf used. */
export function breakEvenGas(
  revenue: number,
  keptFraction: number,
  costsBesidesGas: number,
  usedMcfPerDay: number,
): number | null {
  return over(revenue * keptFraction - costsBesidesGas, usedMcfPerDay);
}

/** What a kWh at the miners' plugs earns and may cost at most, USD/kWh: HP × (1 − pool fee) ÷ (24 × J/TH). */
export function breakEvenPower(hashprice: number, netOfPoolFraction: number, joulesPerTh: number): number | null {
  return over(hashprice * netOfPoolFraction, 24 * joulesPerTh);
}
