/** How a pool pays: what of the expected value it guarantees (docs/method.md#M15). */
export type PoolScheme = 'fpps' | 'pps+' | 'pplns' | 'tides' | 'solo';

/**
 * One standard deviation of a period's pay as a share of its expectation. FPPS pays the expectation:
 * 0. PPS+ pays the subsidy for certain and the fees by the blocks that the pool finds: fee share ÷
 * √blocks. PPLNS, TIDES and solo pay by the blocks found: 1 ÷ √blocks, `expectedBlocks` being those of
 * the pool, or of the miner alone for solo. All have the same expectation before the fee. Null where
 * no block is expected.
 *
 * Example: PPLNS in a pool that finds 36 blocks in the period: 1 ÷ 6 = 16.7 %.
 */
export function payRelativeSigma(scheme: PoolScheme, expectedBlocks: number, feeShareOfReward: number): number | null {
  if (scheme === 'fpps') return 0;
  if (expectedBlocks <= 0) return null;
  const ofBlocks = 1 / Math.sqrt(expectedBlocks);
  return scheme === 'pps+' ? feeShareOfReward * ofBlocks : ofBlocks;
}
