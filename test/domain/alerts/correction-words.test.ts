import { describe, expect, it } from 'vitest';
import type { CorrectedNotice } from '#lib/domain/alerts/message.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import type { RuleId } from '#lib/domain/alerts/rule.ts';
import { content, MIDNIGHT } from './contents.ts';

function correctionOf(rule: RuleId, changes: Partial<CorrectedNotice>, locale = 'en') {
  const of = { site: 'north-pad', siteName: 'North Pad', episode: 1, openedAt: MIDNIGHT, isFlipped: true };
  const notice: CorrectedNotice = { ...of, told: null, corrected: null, ...changes };
  const told = { kind: 'correction', reasons: [], firing: [], corrected: [notice], correctedCount: 1 } as const;
  return renderMessage(content({ ...told, rule, locale }));
}

const WRONG = '[CORRECTION] North Pad: alert was wrong by corrected reports';
const RIGHT = '[CORRECTION] North Pad: alert was right after all';

describe('a correction says what its rule is about', () => {
  it.each<[RuleId, Partial<CorrectedNotice>, string, string | null]>([
    ['unprofitable', { told: -290.55, corrected: 118.4 }, `${WRONG}, mining paid 118 USD/day more`, 'USD/day'],
    ['unprofitable', { isFlipped: false, corrected: -12 }, `${RIGHT}, mining paid 12 USD/day less`, 'USD/day'],
    ['unprofitable', { corrected: -290.55, miners: 'off' }, `${WRONG}, the miners stood still`, 'USD/day'],
    ['idle-while-profitable', { corrected: -80 }, `${WRONG}, mining would pay 80 USD/day less`, 'USD/day'],
    ['idle-while-profitable', { corrected: 40, miners: 'on' }, `${WRONG}, the miners were running`, 'USD/day'],
    ['better-split', { corrected: 0 }, `${WRONG}, another split gained 0.00 USD/day`, 'USD/day'],
    ['flaring-rise', { corrected: 114 }, `${WRONG}, flaring was 114 Mcf/day`, 'Mcf/day'],
    ['mass-balance', { corrected: 0.011 }, `${WRONG}, 1.1 % of the gas was unaccounted for`, 'fraction'],
    ['user-own', { told: 1, corrected: -0.5 }, `${WRONG}, the value was -0.50`, null],
    ['user-own', {}, WRONG, null],
  ])('%s %o', (rule, changes, subject, unit) => {
    const message = correctionOf(rule, changes);
    expect(message.subject).toBe(subject);
    expect(JSON.parse(message.json).corrected[0]).toMatchObject({ unit, ...changes });
  });

  it('a foretold loss is a share of the revenue', () => {
    const message = correctionOf('unprofitable-after-retarget', { told: -0.28, corrected: 0.65 });
    const whole = 'North Pad: alert was wrong by corrected reports, the retarget leaves +65.0 % of revenue';
    expect(message.email.split('\n')[0]).toBe(whole);
    expect(message.email).toContain('Told then             -28.0 %');
    expect(message.subject).toBe(`${`[CORRECTION] ${whole}`.slice(0, 96)}...`);
  });

  it('in every language, within the limits of the channels', () => {
    const rules: readonly RuleId[] = [
      'unprofitable',
      'unprofitable-after-retarget',
      'idle-while-profitable',
      'better-split',
      'flaring-rise',
      'mass-balance',
      'user-own',
    ];
    for (const locale of ['en', 'ru', 'es', 'pt']) {
      const figure = locale === 'en' ? /\b77\.5|\b7,?750|\b78\b/ : /\b77,5|\b7[.\u00a0 ]?750|\b78\b/;
      for (const rule of rules) {
        const isFraction = rule === 'mass-balance' || rule === 'unprofitable-after-retarget';
        const message = correctionOf(rule, { corrected: isFraction ? 0.775 : 77.5 }, locale);
        const [headline = ''] = message.email.split('\n');
        expect(headline, `${locale} ${rule}`).toMatch(figure);
        expect(message.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
        expect(message.sms.length).toBeLessThanOrEqual(locale === 'ru' ? 134 : 300);
        for (const miners of ['on', 'off'] as const) {
          const [said = ''] = correctionOf(rule, { miners }, locale).email.split('\n');
          expect(said).toMatch(/miner|майнер/);
        }
      }
    }
  });
});
