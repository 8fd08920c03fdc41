/** The field's words for what the API names. A name that is not known here is shown as it is. */

const RULES = {
  unprofitable: 'mining unprofitable',
  'flaring-rise': 'flaring rises',
  'site-data-stale': 'site data stale',
  'price-feed-stale': 'price feed stale',
  'mass-balance': 'mass balance broken',
  'idle-while-profitable': 'idle while mining pays',
  'better-split': 'a better split pays more',
  'unprofitable-after-retarget': 'the next retarget makes mining unprofitable',
  'pool-credit-gap': 'pool credit gap',
};
const ACTIONS = {
  keep: 'Keep running as it is.',
  stop: 'Stop mining.',
  start: 'Start mining.',
  'stop-part': 'Stop part of the miners.',
  'must-run': 'Keep mining: no other outlet takes the gas.',
  unknown: 'Unknown: an input is missing.',
};
const BINDING = {
  gas: 'gas: there is no more to burn',
  power: 'power: the generators are full',
  fleet: 'miners: all of them run',
  none: 'nothing',
};
const GAPS = {
  'no-tick': 'nothing was evaluated',
  'no-market': 'market unknown',
  'no-report': 'gas report unknown',
  'site-removed': 'site not in the company file',
};
const QUALITY_REASONS = {
  'never-reported': 'the site has never reported',
  'nothing-due': 'no report of this window was due yet',
  'site-removed': 'the site was taken out of the company file',
  'no-configuration': 'the site’s configuration is no longer kept',
  'no-production': 'production was never reported',
  'no-outlet': 'no outlet was ever reported',
};

const nameIn = (words) => (name) => (Object.hasOwn(words, name) ? words[name] : String(name));

export const ruleName = nameIn(RULES);
export const actionName = nameIn(ACTIONS);
export const bindingName = nameIn(BINDING);
export const gapName = nameIn(GAPS);
export const qualityReason = nameIn(QUALITY_REASONS);

/** Rules that a mute can name. */
export const RULE_IDS = Object.keys(RULES).filter((rule) => rule !== 'pool-credit-gap');

/** Mildest first. */
export const SEVERITIES = ['info', 'warning', 'critical'];
const QUALITIES = ['ok', 'degraded', 'last-known-good', 'missing'];

/** The last in the ranking of the values given; what is not ranked does not count. */
const worstIn = (ranking) => (values) => ranking[Math.max(-1, ...values.map((one) => ranking.indexOf(one)))] ?? null;

export const worstSeverity = worstIn(SEVERITIES);
export const worstQuality = worstIn(QUALITIES);
