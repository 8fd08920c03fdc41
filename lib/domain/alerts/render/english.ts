import { isBuiltIn, type RuleId } from '../rule.ts';
import { type ByRule, type CLOSED_OTHERWISE, type Figures, type Language, ofRule, type Phase } from './language.ts';

/** English messages: 1,234.50. */
export const ENGLISH: Language = {
  locale: 'en',
  decimalMark: '.',
  groupMark: ',',
  isGsm: true,
  severity: { info: 'INFO', warning: 'WARNING', critical: 'CRITICAL' },
  kind: {
    firing: 'NEW',
    escalated: 'ESCALATED',
    resolved: 'RESOLVED',
    reminder: 'REMINDER',
    digest: 'DIGEST',
    correction: 'CORRECTION',
    flapping: 'FLAPPING',
    test: 'TEST',
  },
  cause: { market: 'the market moved', site: 'the site changed', unknown: 'not known' },
  perDay: 'USD/day',
  mcfPerDay: 'Mcf/day',
  hours: 'h',
  minutes: 'min',
  days: 'days',
  unknown: 'unknown',
  testText: 'This is a test; nothing has happened',
  labels: {
    site: 'Site',
    since: 'Since',
    until: 'Over since',
    mine: 'Mine',
    sell: 'Sell',
    flare: 'Flare',
    advantage: 'Mining against best',
    advantageMean: '  mean judged',
    advantage24h: '  last 24 hours',
    advantage7d: '  last 7 days',
    breakEven: 'Break-even BTC',
    btcNow: 'BTC now',
    netback: 'Netback',
    flared: 'Flared now',
    judged: 'Flare judged',
    usual: 'Usual flare',
    limit: 'Permit limit',
    age: 'Newest data are',
    next: 'Next step',
    link: 'Details',
    message: 'Message',
    worst: 'Worst',
    over: 'OVER',
    cause: 'Cause',
    action: 'Best now',
    restart: 'Restart pays above',
    retarget: 'Next retarget',
    afterRetarget: '  advantage after it',
  },
  actions: {
    keep: 'keep running as now',
    stop: 'stop the miners',
    start: 'start the miners',
    'stop-part': 'run only a part of the miners',
    'must-run': 'mine on: nothing else may take the gas',
  },
  digest: {
    day: 'last day',
    week: 'last week',
    period: 'Period',
    sites: 'Sites',
    mine: 'Mined, net of costs',
    sell: 'Sold instead',
    flare: 'Flared instead',
    advantage: 'mining against best',
    hoursUnprofitable: 'Site hours unprofitable',
    flips: 'Flips of unprofitable',
    flared: 'Flared',
    before: 'before',
    coverage: 'Data coverage',
    reportsReceived: 'Gas reports received',
    openAlerts: 'Open alerts',
    worst: 'Worst sites',
  },
  one,
  many: (rule, phase, count, total) => {
    if (phase === 'flapping' || phase === 'settled') return `${count} sites: ${RESTLESS[phase]}`;
    const said = `${count} sites: ${ofRule(phase === 'firing' ? FIRING_MANY : RESOLVED_MANY, rule)}`;
    return total === null || phase !== 'firing' ? said : `${said}, ${total} in all`;
  },
  alsoOver: (count) => `${count} over`,
  more: (count) => `+${count} more`,
  stillOpen: (count) => (count === 1 ? '1 such alert is open now' : `${count} such alerts are open now`),
  next: (rule, cause, isOver) => {
    if (isOver) return 'Nothing to do; the alert is closed.';
    if (rule === 'unprofitable' && cause === 'site')
      return 'See what changed at the site (gas, uptime, contract) first.';
    return ofRule(NEXT, rule);
  },
  unattended: (time) => `Nobody has taken it on for ${time}.`,
  correction: {
    one: ({ rule, name, isFlipped, figure, isLoss, miners }) => {
      const verdict = isFlipped ? 'alert was wrong by corrected reports' : 'alert was right after all';
      if (miners !== null) return `${name}: ${verdict}, the miners ${miners === 'on' ? 'were running' : 'stood still'}`;
      if (figure === null) return `${name}: ${verdict}`;
      const more = isLoss ? 'less' : 'more';
      const figures: ByRule = {
        'flaring-rise': `flaring was ${figure}`,
        'mass-balance': `${figure} of the gas was unaccounted for`,
        'better-split': `another split gained ${figure}`,
        'idle-while-profitable': `mining would pay ${figure} ${more}`,
        'unprofitable-after-retarget': `the retarget leaves ${isLoss ? '-' : '+'}${figure} of revenue`,
        unprofitable: `mining paid ${figure} ${more}`,
        user: `the value was ${figure}`,
        'site-data-stale': '',
        'price-feed-stale': '',
      };
      return `${name}: ${verdict}, ${ofRule(figures, rule)}`;
    },
    many: (count) => `${count} sites: alerts corrected, their reports have changed`,
    labels: { openedAt: 'Alert of', told: 'Told then', corrected: 'By reports known now' },
    next: 'Judge what was done on the alert by the corrected figures; nothing that was sent is taken back.',
  },
};

const FIRING_MANY: ByRule = {
  'unprofitable-after-retarget': 'the next retarget is to make mining unprofitable',
  'mass-balance': 'the gas balance does not add up',
  'idle-while-profitable': 'miners are off although mining would pay',
  'better-split': 'another split of the gas would earn more',
  user: 'beyond the limit of a rule of your own',
  unprofitable: 'mining pays less than the alternative',
  'flaring-rise': 'flaring has risen',
  'site-data-stale': 'no new gas reports',
  'price-feed-stale': 'no good bitcoin price',
};

const RESOLVED_MANY: ByRule = {
  'unprofitable-after-retarget': 'the next retarget is no longer to make mining unprofitable',
  'mass-balance': 'the gas balance adds up again',
  'idle-while-profitable': 'idle miners cost nothing any more',
  'better-split': 'the split of the gas is near its best again',
  user: 'back within the limit of a rule of your own',
  unprofitable: 'mining pays again',
  'flaring-rise': 'flaring is back to usual',
  'site-data-stale': 'gas reports arrive again',
  'price-feed-stale': 'the bitcoin price is good again',
};

const NEXT: ByRule = {
  'unprofitable-after-retarget': 'Plan the stop for the day of the retarget; price and fees may still change it.',
  'mass-balance': 'Check meters and allocation before trusting the volumes; most flaring rises are allocation errors.',
  'idle-while-profitable': 'Start the miners where the gain is above the cost of restarting.',
  'better-split': "See the optimum in the site's explain page: which miners to run, what to sell.",
  user: 'See the rule in the company file for what it means.',
  unprofitable: 'Compare the loss with the cost of stopping; stop or cut the miners where it is greater.',
  'flaring-rise': 'Ask the site whether the outlet, the miners or a compressor are down; check the permit.',
  'site-data-stale': 'Ask the site for its gas report; its margins are unknown until it comes.',
  'price-feed-stale': 'Look at the price feeds (GET /v1/market/latest); margins are unknown until one is good.',
};

const ENDED: Readonly<Record<(typeof CLOSED_OTHERWISE)[number], string>> = {
  retargeted: 'alert closed, the retarget has come',
  'mining-stopped': 'alert closed, the miners were stopped',
  'mining-started': 'alert closed, the miners run again',
  'fires-again': 'the earlier alert is over, but it fires again',

  decommissioned: 'alert closed, the site was taken out of the configuration',
  'rule-removed': 'alert closed, the rule was taken out of the configuration',
};

const RESTLESS: Readonly<Record<'flapping' | 'settled', string>> = {
  flapping: 'alert goes on and off; nothing more until it settles',
  settled: 'alert has settled; what holds now is told separately',
};

function one(rule: RuleId, phase: Phase, figures: Figures): string {
  const of = figures.name === '' ? '' : `${figures.name}: `;
  if (phase in ENDED) return `${of}${ENDED[phase as keyof typeof ENDED]}`;
  if (phase === 'flapping' || phase === 'settled') return `${of}${rule} ${RESTLESS[phase]}`;
  if (phase === 'resolved') return `${of}${resolved(rule, figures)}`;
  return `${of}${firing(rule, figures)}${phase === 'passed' ? ' (already over)' : ''}`;
}

function firing(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return figures.value === null ? `rule ${rule} fires` : `rule ${rule} fires at ${figures.value}`;
  switch (rule) {
    case 'unprofitable': {
      const by = figures.difference !== null && figures.isLoss ? `${figures.difference} ` : '';
      return `mining pays ${by}less than ${THAN[figures.alternative ?? 'unknown']}${by === '' ? '' : meanOf(figures)}`;
    }
    case 'flaring-rise': {
      const than = figures.usual === null ? '' : `, usual ${figures.usual}`;
      return figures.flared === null ? 'flaring has risen' : `flaring ${figures.flared}${than}`;
    }
    case 'mass-balance':
      return figures.percent === null ? FIRING_MANY[rule] : `${figures.percent} of the produced gas is unaccounted for`;
    case 'idle-while-profitable':
      return figures.difference === null || figures.isLoss
        ? FIRING_MANY[rule]
        : `miners are off while mining would pay ${figures.difference} more than ${THAN[figures.alternative ?? 'unknown']}`;
    case 'better-split':
      return figures.percent === null
        ? ofRule(FIRING_MANY, rule)
        : `${FIRING_MANY[rule]}, ${figures.percent} of revenue`;
    case 'unprofitable-after-retarget':
      return figures.percent === null ? FIRING_MANY[rule] : `${FIRING_MANY[rule]}, ${figures.percent} of revenue`;
    case 'site-data-stale':
      return figures.age === null ? 'no gas report was ever received' : `no new gas report for ${figures.age}`;
    case 'price-feed-stale':
      return figures.age === null ? 'no good bitcoin price so far' : `no good bitcoin price for ${figures.age}`;
  }
}

function resolved(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule))
    return figures.value === null ? `rule ${rule} is over` : `rule ${rule} is over at ${figures.value}`;
  switch (rule) {
    case 'unprofitable':
      return figures.difference === null || figures.isLoss
        ? 'mining pays again'
        : `mining pays again, ${figures.difference} more than ${THAN[figures.alternative ?? 'unknown']}${meanOf(figures)}`;
    case 'flaring-rise':
      return figures.flared === null ? 'flaring is back to usual' : `flaring is back at ${figures.flared}`;
    default:
      return ofRule(RESOLVED_MANY, rule);
  }
}

const THAN = { sell: 'selling', flare: 'flaring', unknown: 'the alternative' } as const;

/** Says that a difference is a mean, so that it is not held against the figures of the moment. */
function meanOf({ meanHours }: Figures): string {
  return meanHours === null ? '' : ` (${meanHours} h mean)`;
}
