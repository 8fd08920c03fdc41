import { SECONDS_PER_DAY } from '../conversions.ts';
import { HASHES_PER_DIFFICULTY, subsidyBtcPerBlock } from './network.ts';

const HASHES_PER_TH = 1e12;
const TH_PER_PH = 1000;

/**
 * Expected coins of one TH/s for a day, before the pool's fee, BTC: 10^12 × 86,400 × (S + f) ÷
 * (D × 2^32). It rests on the difficulty, not on an estimate of the network's hashrate.
 */
export function btcPerThDay(difficulty: number, rewardBtcPerBlock: number): number {
  return (HASHES_PER_TH * SECONDS_PER_DAY * rewardBtcPerBlock) / (difficulty * HASHES_PER_DIFFICULTY);
}

/**
 * What one PH/s earns in a day, USD, gross of the pool's fee: 1000 × BTC per TH and day × price.
 * Example (NET-02): D 101.65e12, 3.28 BTC per block, 87,235 USD/BTC: 56.63 USD/PH/day.
 */
export function hashpriceUsdPerPhDay(
  btcUsd: number,
  difficulty: number,
  height: number,
  feesBtcPerBlock: number,
): number {
  return TH_PER_PH * btcPerThDay(difficulty, subsidyBtcPerBlock(height) + feesBtcPerBlock) * btcUsd;
}
