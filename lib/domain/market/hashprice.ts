import { SECONDS_PER_DAY } from '../conversions.ts';
import { as, type BtcPerBlock, type BtcPerThDay, type Difficulty, type UsdPerBtc, type UsdPerPhDay } from '../units.ts';
import { HASHES_PER_DIFFICULTY, subsidyBtcPerBlock } from './network.ts';

const HASHES_PER_TH = 1e12;
const TH_PER_PH = 1000;

/**
 * Expected coins of one TH/s for a day, before the pool's fee, BTC: 10^12 × 86,400 × (S + f) ÷
 * (D × 2^32). It rests on the difficulty, not on an estimate of the network's hashrate.
 */
export function btcPerThDay(difficulty: Difficulty, reward: BtcPerBlock): BtcPerThDay {
  return as('btcPerThDay', (HASHES_PER_TH * SECONDS_PER_DAY * reward) / (difficulty * HASHES_PER_DIFFICULTY));
}

/**
 * What one PH/s earns in a day, USD, gross of the pool's fee: 1000 × BTC per TH and day × price.
 * Example (NET-02): D 101.65e12, 3.28 BTC per block, 87,235 USD/BTC: 56.63 USD/PH/day.
 */
export function hashpriceUsdPerPhDay(
  price: UsdPerBtc,
  difficulty: Difficulty,
  height: number,
  fees: BtcPerBlock,
): UsdPerPhDay {
  const reward = as('btcPerBlock', subsidyBtcPerBlock(height) + fees);
  return as('usdPerPhDay', TH_PER_PH * btcPerThDay(difficulty, reward) * price);
}
