import { describe, expect, it } from 'vitest';
import type { MessageContent } from '#lib/domain/alerts/message.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import { instant } from '#lib/domain/instant.ts';
import { content, MIDNIGHT, notice, VALUES } from './contents.ts';

describe('a message about one site that became unprofitable', () => {
  const message = renderMessage(content());

  it('says in the subject how loud, where and how much', () => {
    expect(message.subject).toBe('[WARNING] Pad north-pad: mining pays 291 USD/day less than selling');
  });

  it('fits the same sentence, since when, the three values and the link into the SMS', () => {
    expect(message.sms).toBe(
      'WARNING: Pad north-pad: mining pays 291 USD/day less than selling. Since 2023-02-14 23:00 UTC. ' +
        'Mine 812 USD/day, Sell 1,122 USD/day, Flare -150 USD/day. Break-even BTC 31,200 USD. ' +
        'http://127.0.0.1:8787/#/alerts?rule=unprofitable&state=open',
    );
  });

  it('gives the mail what changed, since when, the alternatives, break-even, next step and link', () => {
    const lines = message.email.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
    expect(lines[0]).toBe('Pad north-pad: mining pays 291 USD/day less than selling');
    for (const line of [
      'Cause | the market moved',
      'Since | 2023-02-14 23:00 UTC',
      'Mine | 812.00 USD/day',
      'Sell | 1,122.00 USD/day',
      'Flare | -150.00 USD/day',
      'Mining against best | -310.00 USD/day',
      'Break-even BTC | 31,200 USD',
      'BTC now | 24,500 USD',
      'Details | http://127.0.0.1:8787/#/alerts?rule=unprofitable&state=open',
      'Message | example-co/unprofitable/market/operations#1',
    ]) {
      expect(lines).toContain(line);
    }
    expect(message.email).toMatch(/Next step {2,}Compare the loss/);
  });

  it('has no line for what the episode does not have', () => {
    expect(message.email).not.toMatch(/NaN|undefined|null/);
    expect(message.email).not.toMatch(/24 h|7 d/);
  });

  it('carries the fields of interfaces.md section 9 in its JSON', () => {
    expect(Object.keys(JSON.parse(message.json))).toEqual([
      'id',
      'kind',
      'company',
      'rule',
      'cause',
      'severity',
      'sites',
      'siteCount',
      'reasons',
      'onset',
      'at',
      'values',
      'firing',
      'firingCount',
      'resolved',
      'resolvedCount',
      'openCount',
      'link',
    ]);
    expect(JSON.parse(message.json)).toMatchObject({
      id: 'example-co/unprofitable/market/operations#1',
      kind: 'firing',
      sites: ['north-pad'],
      siteCount: 1,
      onset: '2023-02-14T23:00:00Z',
      at: '2023-02-15T00:00:00Z',
      values: { value: -0.12, mineUsdPerDay: 812, breakEvenBtcUsd: 31_200.4 },
    });
    expect(message.attributes).toEqual({
      company: 'example-co',
      audience: 'operations',
      rule: 'unprofitable',
      severity: 'warning',
      kind: 'firing',
      cause: 'market',
    });
  });
});

describe('what a message says', () => {
  it('counts many sites and names the worst in the SMS', () => {
    const firing = ['a', 'b', 'c', 'd'].map((site) => notice(site));
    const message = renderMessage(content({ firing, firingCount: 200, openCount: 200, totalUsdPerDay: -58_110 }));
    expect(message.subject).toBe('[WARNING] 200 sites: mining pays less than the alternative, -58,110 USD/day in all');
    expect(message.sms).toContain('Worst: Pad a, Pad b, Pad c +197 more');
    expect(message.email).toContain('+196 more');
    expect(JSON.parse(message.json).siteCount).toBe(200);
  });

  it('says that mining pays again, and by how much, when it is over', () => {
    const over = notice('a', {
      closedAt: MIDNIGHT,
      closeReason: 'cleared',
      values: { ...VALUES, advantageUsdPerDay: 40, meanAdvantageUsdPerDay: 52 },
    });
    const { subject } = renderMessage(content({ kind: 'resolved', firing: [], resolved: [over], openCount: 0 }));
    expect(subject).toBe('[RESOLVED] Pad a: mining pays again, 52 USD/day more than selling');
  });

  it('never says that mining pays again when a removed site closes its alert', () => {
    const over = notice('a', { closedAt: MIDNIGHT, closeReason: 'decommissioned' });
    const { subject, email } = renderMessage(content({ kind: 'resolved', firing: [], resolved: [over], openCount: 0 }));
    expect(subject).toBe('[RESOLVED] Pad a: alert closed, the site was taken out of the configuration');
    expect(email).not.toContain('pays again');
  });

  it('tells an episode that came and went unheard once, as over', () => {
    const both = notice('a', { closedAt: instant(MIDNIGHT + 60), closeReason: 'cleared' });
    const message = renderMessage(content({ firing: [both], resolved: [both], openCount: 0 }));
    expect(message.subject).toBe('[WARNING] Pad a: mining pays 291 USD/day less than selling (already over)');
    expect(message.email.match(/Pad a/g)).toHaveLength(2);
  });

  it('says unknown for an unknown value, never zero', () => {
    const values = { ...VALUES, sellUsdPerDay: null };
    const { email } = renderMessage(content({ firing: [notice('a', { values })] }));
    expect(email).toMatch(/Sell +unknown/);
  });

  it('holds mining against the better of the other two, and against flaring where they are alike', () => {
    const against = (sellUsdPerDay: number | null, flareUsdPerDay: number | null) => {
      const values = { ...VALUES, sellUsdPerDay, flareUsdPerDay };
      return renderMessage(content({ firing: [notice('a', { values })] })).subject.replace(/.*less than /, '');
    };
    expect(against(1122, -150)).toBe('selling');
    expect(against(-200, -150)).toBe('flaring');
    expect(against(-150, -150)).toBe('flaring');
    expect(against(null, -150)).toBe('flaring');
    expect(against(1122, null)).toBe('the alternative');
  });

  it('takes a difference of nothing for no loss, and one of the moment where there is no mean', () => {
    const said = (values: Partial<typeof VALUES>) =>
      renderMessage(content({ firing: [notice('a', { values: { ...VALUES, ...values } })] })).subject;
    expect(said({ meanAdvantageUsdPerDay: 0 })).toBe('[WARNING] Pad a: mining pays less than selling');
    expect(said({ meanAdvantageUsdPerDay: null })).toBe('[WARNING] Pad a: mining pays 310 USD/day less than selling');
  });

  it('counts what its lists leave out, once for an episode that came and went unheard', () => {
    const over = { closedAt: MIDNIGHT, closeReason: 'resolved' } as const;
    const both = notice('both', over);
    const message = renderMessage(
      content({
        firing: [notice('on'), both],
        firingCount: 5,
        resolved: [both, notice('off', over), notice('gone', over)],
        resolvedCount: 9,
      }),
    );
    // 5 − 2 more firing; of 9 ended one is told above as passed and two are listed: 6 more
    expect(message.email.match(/\+\d+ more/g)).toEqual(['+3 more', '+6 more']);
    // sites on, both, off and gone, 3 firing and 6 resolved that are not listed
    expect(JSON.parse(message.json)).toMatchObject({ siteCount: 13, sites: ['on', 'both', 'off', 'gone'] });
    const whole = renderMessage(content({ firing: [notice('on')], resolved: [notice('off', over)] }));
    expect(whole.email).not.toContain('more');
    expect(JSON.parse(whole.json).siteCount).toBe(2);
  });

  it('gives the value of a rule of the company to a hundredth, and no figure where it is unknown', () => {
    const of = (value: number | null) =>
      renderMessage(content({ rule: 'user-x', firing: [notice('a', { value })] })).subject;
    expect([of(1.234), of(null)]).toEqual([
      '[WARNING] Pad a: rule user-x fires at 1.23',
      '[WARNING] Pad a: rule user-x fires',
    ]);
  });

  it('does not say of what has settled that it is closed, nor what is open: that is told separately', () => {
    const resolved = [notice('a', { closedAt: MIDNIGHT, closeReason: 'settled' })];
    const settled = renderMessage(content({ kind: 'flapping', firing: [], resolved })).email;
    expect(settled).toContain('Pad a: unprofitable alert has settled; what holds now is told separately');
    expect(settled).not.toMatch(/Nothing to do|closed|open now|Next step/);
    const restless = renderMessage(content({ kind: 'flapping' })).email;
    expect(restless).toContain('Next step');
    expect(restless).not.toContain('open now');
  });

  it('says of many sites that they are over, or settled, in the subject', () => {
    const over = { closedAt: MIDNIGHT, closeReason: 'resolved' } as const;
    const resolved = ['a', 'b', 'c'].map((site) => notice(site, over));
    const of = (kind: MessageContent['kind']) =>
      renderMessage(content({ kind, firing: [], resolved, severity: 'warning' })).subject;
    expect(of('resolved')).toMatch(/3 sites: mining pays again$/);
    expect(of('flapping')).toMatch(/3 sites: alert has settled/);
    const both = [notice('a'), notice('b', over)];
    const also = renderMessage(content({ firing: both, resolved: [notice('b', over), notice('c', over)] })).subject;
    expect(also).toMatch(/2 sites: mining pays less than the alternative; 1 over$/);
  });

  it('names three worst sites in the SMS, and how many more there are only where there are', () => {
    const of = (count: number) => {
      const firing = ['a', 'b', 'c', 'd'].slice(0, count).map((site) => notice(site));
      return renderMessage(content({ firing })).sms;
    };
    expect(of(3)).toContain('Pad a, Pad b, Pad c. http');
    expect(of(4)).toContain('Pad a, Pad b, Pad c +1 more. http');
    expect(of(1)).toContain('Mine 812 USD/day');
    expect(of(2)).not.toContain('Mine 812 USD/day');
  });

  it('counts no sites of an alert that is the whole company\u2019s', () => {
    const message = renderMessage(content({ rule: 'price-feed-stale', firing: [notice(null)] }));
    expect(JSON.parse(message.json)).toMatchObject({ sites: [], siteCount: 0 });
  });

  it('shows times in the zone of the audience', () => {
    // 2023-02-14 23:00 UTC is 02:00 of the 15th in Moscow (UTC+3).
    expect(renderMessage(content({ timezone: 'Europe/Moscow' })).sms).toContain('Since 2023-02-15 02:00 Europe/Moscow');
  });

  it.each([
    [
      'flaring-rise',
      { value: 210, values: { ...VALUES, flaringBaselineMcfPerDay: 120 } },
      'flaring 210 Mcf/day, usual 120 Mcf/day',
    ],
    [
      'site-data-stale',
      { value: 136_800, values: { ...VALUES, dataAgeSeconds: 136_800 } },
      'no new gas report for 38 h',
    ],
    [
      'price-feed-stale',
      { value: 1020, site: null, siteName: null, values: { ...VALUES, dataAgeSeconds: 1020 } },
      'no good bitcoin price for 17 min',
    ],
  ] as const)('states what happened under %s', (rule, changes, said) => {
    const firing = [notice('a', changes)];
    expect(renderMessage(content({ rule, firing })).subject).toContain(said);
  });
});
