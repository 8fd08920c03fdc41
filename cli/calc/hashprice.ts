import * as z from 'zod';
import { type PoolScheme, payRelativeSigma } from '#lib/domain/economics/pool-luck.ts';
import { btcPerThDay } from '#lib/domain/market/hashprice.ts';
import { subsidyBtcPerBlock } from '#lib/domain/market/network.ts';
import { as } from '#lib/domain/units.ts';
import { calculator, fraction, input, notNegative, positive } from './calculator.ts';
import { difficultyOf } from './network.ts';

const TH_PER_PH = 1000;
const SATOSHI_PER_BTC = 1e8;
const HASHES_PER_PH = 1e15;
const HASHES_PER_EH = 1e18;
const BLOCKS_PER_DAY = 144;

export const hashprice = calculator({
  name: 'hashprice',
  what: 'what a PH/s earns in a day, and what a published hashprice implies',
  method: 'M6',
  inputs: z.strictObject({
    btcUsd: input('USD/BTC', 'price', positive).optional(),
    difficulty: input('1', 'difficulty', positive).optional(),
    networkEhPerSecond: input('EH/s', 'hashrate of the network, instead of a difficulty', positive).optional(),
    blocksPerDay: input('blocks/day', 'found by the network; with a hashrate, not with a difficulty', positive).default(
      BLOCKS_PER_DAY,
    ),
    height: input('blocks', 'height, for the subsidy', z.int().nonnegative()).optional(),
    subsidyBtcPerBlock: input('BTC/block', 'subsidy, instead of a height', notNegative).optional(),
    feesBtcPerBlock: input('BTC/block', 'fees', notNegative).optional(),
    rewardBtcPerBlock: input('BTC/block', 'subsidy and fees together, instead of both', positive).optional(),
    poolFeeFraction: input('1', 'fee of the pool', fraction).default(0),
    poolScheme: input('', 'how the pool pays', z.enum(['fpps', 'pps+', 'pplns', 'tides', 'solo'])).default('fpps'),
    expectedBlocks: input('blocks', 'of the pool in the period, for the spread of its pay', notNegative).optional(),
    thPerSecond: input('TH/s', 'hashrate, for the coins of a period', positive).optional(),
    days: input('days', 'of the period', positive).default(1),
    uptime: input('1', 'share of the period at work', fraction).default(1),
    watts: input('W', 'of the miner whose hashrate is given', positive).optional(),
    joulesPerTh: input('J/TH', 'efficiency of a miner, instead of its watts', positive).optional(),
    electricityUsdPerKwh: input('USD/kWh', 'price of power at the plug', positive).optional(),
    publishedUsdPerPhDay: input('USD/PH/day', 'a published hashprice', positive).optional(),
  }),
  outputs: {
    hashpriceUsdPerPhDay: [
      'USD/PH/day',
      '10^15 × 86,400 × (S + f) ÷ (D × 2^32) × price, gross of the pool; of a hashrate blocks × (S + f) × price ÷ PH/s',
    ],
    hashpriceUsdPerThDay: ['USD/TH/day', 'hashprice ÷ 1000'],
    hashpriceNetUsdPerPhDay: ['USD/PH/day', 'hashprice × (1 − pool fee)'],
    btcPerPhDay: ['BTC/PH/day', '10^15 × 86,400 × (S + f) ÷ (D × 2^32)'],
    satoshiPerThDay: ['sat/TH/day', 'BTC/PH/day × 10^8 ÷ 1000'],
    subsidyOnlyUsdPerPhDay: ['USD/PH/day', 'hashprice × S ÷ (S + f)'],
    feesShareOfRewardPercent: ['%', 'f ÷ (S + f) × 100'],
    btcProduced: ['BTC', 'TH × days × uptime × 10^12 × 86,400 × (S + f) ÷ (D × 2^32) × (1 − pool fee)'],
    producedUsd: ['USD', 'BTC produced × price'],
    payRelativeSigmaPercent: ['%', 'FPPS 0; PPS+ fee share ÷ √blocks; PPLNS, TIDES, solo 1 ÷ √blocks'],
    joulesPerTh: ['J/TH', 'W ÷ TH/s'],
    revenueUsdPerKwh: ['USD/kWh', 'hashprice × (1 − pool fee) ÷ (24 × J/TH)'],
    breakEvenJoulesPerTh: ['J/TH', 'hashprice × (1 − pool fee) ÷ (24 × USD/kWh)'],
    impliedRewardBtcPerBlock: ['BTC/block', '(S + f) × published ÷ hashprice'],
    impliedFeeSharePercent: ['%', '(1 − S ÷ implied reward) × 100'],
    impliedNetworkEhPerSecond: ['EH/s', 'blocks a day × (S + f) × price ÷ published'],
  },
  example: { btcUsd: 87235, difficulty: 101650000000000, rewardBtcPerBlock: 3.28, subsidyBtcPerBlock: 3.125 },
  work: (given) => {
    const { btcUsd = null, publishedUsdPerPhDay: published = null } = given;
    const subsidy = given.subsidyBtcPerBlock ?? (given.height === undefined ? null : subsidyBtcPerBlock(given.height));
    const reward = given.rewardBtcPerBlock ?? (subsidy === null ? null : subsidy + (given.feesBtcPerBlock ?? 0));
    const difficulty = difficultyOf(given);
    // A hashrate with the blocks that it found: at 144 a day the same as the difficulty behind it.
    const pace = given.difficulty === undefined ? given.blocksPerDay / BLOCKS_PER_DAY : 1;
    const perPhAndBtc =
      difficulty === null ? null : pace * TH_PER_PH * btcPerThDay(as('difficulty', difficulty), as('btcPerBlock', 1));
    const perPh = product(perPhAndBtc, reward);
    const price = product(perPh, btcUsd);
    const net = product(price ?? published, 1 - given.poolFeeFraction);
    const thDays = given.thPerSecond === undefined ? null : given.thPerSecond * given.days * given.uptime;
    const produced = product(product(perPh, thDays), (1 - given.poolFeeFraction) / TH_PER_PH);
    const implied = quotient(published, product(perPhAndBtc, btcUsd));
    const joulesPerTh =
      given.joulesPerTh ??
      quotient(given.watts ?? null, given.watts === undefined ? null : (given.thPerSecond ?? null));
    const efficiencyOf = (value: number | undefined): number | null => quotient(net, product(24, value ?? null));
    return {
      hashpriceUsdPerPhDay: price,
      hashpriceUsdPerThDay: quotient(price, TH_PER_PH),
      hashpriceNetUsdPerPhDay: net,
      btcPerPhDay: perPh,
      satoshiPerThDay: product(perPh, SATOSHI_PER_BTC / TH_PER_PH),
      subsidyOnlyUsdPerPhDay: product(product(perPhAndBtc, subsidy), btcUsd),
      feesShareOfRewardPercent: feeShare(subsidy, reward),
      btcProduced: produced,
      producedUsd: product(produced, btcUsd),
      payRelativeSigmaPercent: sigmaPercent(given.poolScheme, given.expectedBlocks, feeShare(subsidy, reward)),
      joulesPerTh,
      revenueUsdPerKwh: efficiencyOf(joulesPerTh ?? undefined),
      breakEvenJoulesPerTh: efficiencyOf(given.electricityUsdPerKwh),
      impliedRewardBtcPerBlock: implied,
      impliedFeeSharePercent: feeShare(subsidy, implied),
      impliedNetworkEhPerSecond: quotient(
        product(product(given.blocksPerDay * HASHES_PER_PH, reward), btcUsd),
        product(published, HASHES_PER_EH),
      ),
    };
  },
});

function product(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a * b;
}

function quotient(a: number | null, b: number | null): number | null {
  return a === null || b === null || b === 0 ? null : a / b;
}

function feeShare(subsidy: number | null, reward: number | null): number | null {
  return subsidy === null || reward === null ? null : (1 - subsidy / reward) * 100;
}

function sigmaPercent(scheme: PoolScheme, blocks: number | undefined, feeSharePercent: number | null): number | null {
  if (scheme === 'fpps') return 0;
  if (blocks === undefined || (scheme === 'pps+' && feeSharePercent === null)) return null;
  return product(payRelativeSigma(scheme, blocks, (feeSharePercent ?? 0) / 100), 100);
}
