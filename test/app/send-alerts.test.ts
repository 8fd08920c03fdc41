import { describe, expect, it } from 'vitest';
import { acknowledgeEpisodeIn, aheadOf, type Scene, said, scene } from './alert-scene.ts';
import { TICK_SECONDS } from './world.ts';

/** Made-up pads: they lose money below 4,424 USD/BTC (test/app/world.ts); 3,000 is a warning, 2,000 critical. */
const HIGH = 30_000;
const LOW = 3_000;
const LOWER = 2_000;
const HOUR = TICK_SECONDS;

describe('a market crash', () => {
  it('over 200 sites is one message to each audience', async () => {
    const one = await scene({ sites: 200, prices: [HIGH, LOW] });
    await one.runTo(1);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 200, 0]]);
    const [message] = one.world.published;
    expect(JSON.parse(message?.json ?? '{}')).toMatchObject({ siteCount: 200, reasons: ['first'], openCount: 200 });
    expect(JSON.parse(message?.json ?? '{}').sites).toHaveLength(10);
  }, 60_000);

  it('that is over is one message too', async () => {
    const one = await scene({ sites: 20, prices: [HIGH, LOW, LOW, HIGH] });
    await one.runTo(3);
    expect(said(one)).toEqual([
      ['operations', 'firing', 'unprofitable', 20, 0],
      ['operations', 'resolved', 'unprofitable', 0, 20],
    ]);
  });
});

describe('a mute', () => {
  const muteFrom = (one: Scene, from: number, to: number, match = {}) =>
    one.world.stores.mutes.put({ id: 'm', match, from: aheadOf(from), to: aheadOf(to), reason: 'work', by: 'ops' });

  it('keeps what fires quiet, and tells it when it ends', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, LOW, LOW] });
    await muteFrom(one, 0, 3);
    await one.runTo(2);
    expect(said(one)).toEqual([]);
    await one.runTo(4);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 0]]);
  });

  it('tells once more what was told before it and still fires after it', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, LOW, LOW, LOW] });
    await one.runTo(1);
    await muteFrom(one, 2, 4);
    await one.runTo(5);
    expect(said(one)).toEqual([
      ['operations', 'firing', 'unprofitable', 1, 0],
      ['operations', 'reminder', 'unprofitable', 1, 0],
    ]);
    expect(JSON.parse(one.world.published.at(-1)?.json ?? '{}').reasons).toEqual(['unmuted']);
  });

  it('lets the resolution of a told episode pass', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, HIGH, HIGH] });
    await one.runTo(1);
    await muteFrom(one, 2, 100);
    await one.runTo(4);
    expect(said(one).at(-1)).toEqual(['operations', 'resolved', 'unprofitable', 0, 1]);
  });

  it('tells at its end what came and went under it, as over', async () => {
    const one = await scene({ prices: [HIGH, LOW, HIGH, HIGH, HIGH] });
    await muteFrom(one, 0, 4);
    await one.runTo(3);
    expect(said(one)).toEqual([]);
    await one.runTo(4);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 1]]);
    expect(one.world.published[0]?.subject).toContain('(already over)');
  });

  it('leaves what it does not match alone, and is recorded once with its reason', async () => {
    const one = await scene({ sites: 2, prices: [HIGH, LOW, LOW, LOW] });
    await muteFrom(one, 0, 100, { site: 'pad-0000' });
    await one.runTo(3);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 0]]);
    expect(JSON.parse(one.world.published[0]?.json ?? '{}').sites).toEqual(['pad-0001']);
    expect(await one.suppressed('pad-0000')).toEqual([['operations', 'firing', 'muted']]);
    expect(await one.suppressed('pad-0001')).toEqual([]);
  });
});

describe('a maintenance window', () => {
  it('in a zone of its own holds messages back and tells all at its end', async () => {
    // 2023-02-15 02:00 to 05:00 in Moscow (UTC+3) is 2023-02-14 23:00 to 02:00 UTC: ticks 0 and 1, not 2.
    const window = { match: {}, from: '2023-02-15T02:00', to: '2023-02-15T05:00', timezone: 'Europe/Moscow' };
    const one = await scene({
      prices: [HIGH, LOW, LOW],
      maintenance: [{ ...window, reason: 'turnaround', by: 'ops' }],
    });
    await one.runTo(1);
    expect(said(one)).toEqual([]);
    await one.runTo(2);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 0]]);
    expect(await one.suppressed('pad-0000')).toEqual([['operations', 'firing', 'maintenance']]);
  });

  it('over one site holds its end until it is over, while the end of another is told', async () => {
    const window = {
      match: { site: 'pad-0000' },
      from: '2023-02-15T02:00',
      to: '2023-02-15T05:00',
      timezone: 'UTC',
      reason: 'turnaround',
      by: 'ops',
    };
    const one = await scene({ sites: 2, prices: [HIGH, LOW, HIGH, HIGH, HIGH, HIGH], maintenance: [window] });
    await one.runTo(5);
    expect(said(one)).toEqual([
      ['operations', 'firing', 'unprofitable', 2, 0],
      ['operations', 'resolved', 'unprofitable', 0, 1],
      ['operations', 'resolved', 'unprofitable', 0, 1],
    ]);
    const ends = one.world.published.slice(1).map(({ at, json }) => [(at - aheadOf(0)) / HOUR, JSON.parse(json).sites]);
    expect(ends).toEqual([
      [2, ['pad-0001']],
      [5, ['pad-0000']],
    ]);
  });
});

describe('reminders', () => {
  it('repeat a critical episode every 4 hours', async () => {
    const one = await scene({ prices: [HIGH, ...Array(9).fill(LOWER)] });
    await one.runTo(9);
    expect(said(one).map(([, kind]) => kind)).toEqual(['firing', 'reminder', 'reminder']);
    expect(one.world.published.map(({ at }) => (at - aheadOf(0)) / HOUR)).toEqual([1, 5, 9]);
  });

  it('tell what to do and what it gains by the figures of now, and the mean of the hours that are judged', async () => {
    // The rule looks at one hour: mining loses more at tick 5 than at tick 1, and less than in the hours between.
    const one = await scene({ prices: [HIGH, LOWER, 500, 500, 500, 1_500] });
    await one.runTo(5);
    const [first, reminder] = one.world.published.map(({ json, email }) => ({ ...JSON.parse(json), email }));
    expect([first.kind, reminder.kind]).toEqual(['firing', 'reminder']);
    for (const { values, email } of [first, reminder]) {
      // Flared otherwise, for nothing: standing still gains exactly what mining loses.
      expect(values).toMatchObject({ action: 'stop', optimumUsdPerDay: 0 });
      expect(values.gainUsdPerDay).toBeCloseTo(-values.mineUsdPerDay, 2);
      expect(values.advantageUsdPerDay).toBeCloseTo(values.meanAdvantageUsdPerDay, 2);
      const [headline = ''] = email.split('\n');
      expect(headline).toContain(`${Math.round(values.gainUsdPerDay)} USD/day less`);
      expect(email).toContain(`+${Math.round(values.gainUsdPerDay)} USD/day`);
    }
    // 0.0986 BTC a day less a pool fee of 1 % against 432 USD.
    expect(first.values.mineUsdPerDay).toBeCloseTo(0.0976 * LOWER - 432, -1);
    expect(reminder.values.mineUsdPerDay).toBeCloseTo(0.0976 * 1_500 - 432, -1);
  });

  it('stop while somebody has taken the episode on, and go on when that expires', async () => {
    const one = await scene({ prices: [HIGH, ...Array(12).fill(LOWER)] });
    await one.runTo(1);
    expect(await acknowledgeEpisodeIn(one, { until: aheadOf(8), at: aheadOf(1) })).toBe('acknowledged');
    await one.runTo(12);
    // Due at 5, held back until 8, then at once; the next four hours later.
    expect(one.world.published.map(({ at }) => (at - aheadOf(0)) / HOUR)).toEqual([1, 8, 12]);
    expect(await one.suppressed('pad-0000')).toEqual([['operations', 'reminder', 'acknowledged']]);
  });

  it('come again when the episode becomes louder than it was acknowledged at', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, LOWER, ...Array(4).fill(LOWER)] });
    await one.runTo(1);
    await acknowledgeEpisodeIn(one, { until: aheadOf(100), at: aheadOf(1) });
    await one.runTo(7);
    expect(said(one).map(([, kind]) => kind)).toEqual(['firing', 'escalated', 'reminder']);
  });

  it('refuse an acknowledgement of an episode that is over', async () => {
    const one = await scene({ prices: [HIGH, LOW, HIGH] });
    await one.runTo(2);
    expect(await acknowledgeEpisodeIn(one, { until: null, at: aheadOf(2) })).toBe('over');
  });
});

describe('quiet hours', () => {
  const quiet = { from: '00:00', to: '04:00' };

  it('hold a warning until they are over, then tell all of it in one message', async () => {
    const one = await scene({ sites: 3, prices: [HIGH, LOW, LOW, LOW, LOW, LOW], quiet });
    await one.runTo(3);
    expect(said(one)).toEqual([]);
    await one.runTo(5);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 3, 0]]);
  });

  it('let critical pass', async () => {
    const one = await scene({ prices: [HIGH, LOWER], quiet });
    await one.runTo(1);
    expect(said(one)).toEqual([['operations', 'firing', 'unprofitable', 1, 0]]);
  });
});

describe('a rule that goes on and off', () => {
  it('is told to start and to stop doing so, and then what holds', async () => {
    // Six changes among the newest of 21 states are 35.5 % (Nagios' own figure, case nag-flap-6-recent): tick 6.
    // From tick 9 on it stays firing; the spell is over when what is left of the changes weighs 20 % or less.
    const restless = [HIGH, LOW, HIGH, LOW, HIGH, LOW, HIGH, LOW, HIGH, LOW];
    const one = await scene({ prices: [...restless, ...Array(24).fill(LOW)] });
    await one.runTo(33);
    const kinds = said(one).map(([, kind]) => kind);
    const spell = ['flapping', 'flapping', 'firing'];
    expect(kinds).toEqual(['firing', 'resolved', 'firing', 'resolved', 'firing', ...spell]);
    expect(one.world.published.at(-3)?.at).toBe(aheadOf(6));
    expect(one.world.published.at(-2)?.subject).toContain('has settled');
    const group = (await one.world.stores.groups.all()).find(({ cause }) => cause === 'market');
    expect(group?.told).toHaveLength(1);
  });

  it.each([
    ['while it fires', 'is switched off', 9],
    ['while it fires', 'loses its site', 9],
    ['between two episodes', 'is switched off', 8],
    ['between two episodes', 'loses its site', 8],
  ])('has settled, and ends what it had announced, where it %s %s', async (_when, what, last) => {
    // The episode of tick 5 was told; from tick 6 on the spell holds its end back.
    const one = await scene({ sites: 2, prices: [HIGH, LOW, HIGH, LOW, HIGH, LOW, HIGH, LOW, HIGH, LOW, HIGH] });
    await one.runTo(last);
    const before = one.world.published.length;
    if (what === 'is switched off') one.switchOff();
    else one.removeLast();
    await one.runTo(last + 1);
    const gone = what === 'is switched off' ? 2 : 1;
    expect(said(one).slice(before)).toEqual([
      ['operations', 'flapping', 'unprofitable', 0, gone],
      ['operations', 'resolved', 'unprofitable', 0, gone],
    ]);
  });
});

describe('a rule that is switched off', () => {
  it('ends its episode as removed, never as recovered', async () => {
    const one = await scene({ prices: [HIGH, LOW, LOW, LOW] });
    await one.runTo(2);
    one.switchOff();
    await one.runTo(3);
    const last = one.world.published.at(-1);
    expect(last?.attributes.kind).toBe('resolved');
    expect(last?.subject).toContain('the rule was taken out of the configuration');
  });
});

describe('stale sources', () => {
  it('are told in the place of what rests on them', async () => {
    // No price from tick 1 on: the last good one serves for 3 ticks, at the third the feed is stale.
    const one = await scene({ prices: [HIGH, null, null, null, null] });
    await one.runTo(4);
    expect(said(one)).toEqual([['operations', 'firing', 'price-feed-stale', 1, 0]]);
  });
});

describe('the sum in a headline', () => {
  it('is that of the sites below it, also where they were held back for a while', async () => {
    const quiet = { from: '01:00', to: '05:00' };
    // A warning at 1, held back until 5; the price has moved by then.
    const one = await scene({ sites: 3, prices: [HIGH, 3_600, 3_600, 3_600, 3_600, 3_200], quiet });
    await one.runTo(5);
    const [message] = one.world.published;
    const { firing } = JSON.parse(message?.json ?? '{}') as {
      firing: { values: { meanAdvantageUsdPerDay: number } }[];
    };
    expect(firing).toHaveLength(3);
    const total = firing.reduce((sum, { values }) => sum + values.meanAdvantageUsdPerDay, 0);
    expect(message?.subject).toContain(`${Math.round(total)} USD/day in all`);
  });
});
