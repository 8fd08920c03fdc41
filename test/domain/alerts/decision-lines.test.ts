import { describe, expect, it } from 'vitest';
import type { FrozenValues, MessageContent } from '#lib/domain/alerts/message.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import { shownValues } from '#lib/domain/alerts/shown-values.ts';
import { instant } from '#lib/domain/instant.ts';
import { content, notice, VALUES } from './contents.ts';

/** Made-up decision: stopping gains 310 USD/day; 2023-02-24T12:00:00Z the difficulty rises by 5.4 to 11.2 %. */
const DECIDED: FrozenValues = {
  ...VALUES,
  gainUsdPerDay: 310,
  action: 'stop',
  restartUsdPerDay: 300,
  retargetAt: instant(1_677_240_000),
  retargetLowPercent: 5.4,
  retargetHighPercent: 11.2,
  retargetWorstAdvantageUsdPerDay: -1512.4,
  retargetBestAdvantageUsdPerDay: -412.7,
};

const mailOf = (values: FrozenValues, changes: Partial<MessageContent> = {}) =>
  renderMessage(content({ firing: [notice('north-pad', { values })], ...changes })).email;

describe('what a mail says of a decision', () => {
  it('is the best action, its gain, what a restart asks for and the next retarget', () => {
    const mail = mailOf(DECIDED);
    expect(mail).toMatch(/Best now +stop the miners, \+310 USD\/day\n/);
    expect(mail).toMatch(/Restart pays above +300 USD\/day\n/);
    expect(mail).toMatch(/Next retarget +\+5\.4 … \+11\.2 %, 2023-02-24 12:00 UTC\n/);
    expect(mail).toMatch(/advantage after it +-1,512\.40 … -412\.70 USD\/day\n/);
  });

  it('is in the language, the number format and the zone of the audience', () => {
    const mail = mailOf(DECIDED, { locale: 'ru', timezone: 'Europe/Moscow' });
    expect(mail).toContain('остановить майнеры, +310');
    expect(mail).toMatch(/\+5,4 … \+11,2 %, 2023-02-24 15:00 Europe\/Moscow/);
  });

  it('claims no gain for going on as now', () => {
    expect(mailOf({ ...DECIDED, action: 'keep', gainUsdPerDay: 120 })).toMatch(/Best now +keep running as now\n/);
  });

  it('leaves out what is unknown, what an old episode did not freeze, and rules that are not about mining', () => {
    for (const mail of [
      mailOf(VALUES),
      mailOf({ ...VALUES, action: 'unknown' }),
      mailOf(DECIDED, { rule: 'mass-balance' }),
    ])
      expect(mail).not.toMatch(/Best now|Next retarget|undefined|null/);
  });

  it('leaves out each line as soon as one of its own figures is unknown, and no other', () => {
    const without = (...unknown: readonly (keyof FrozenValues)[]) =>
      unknown.flatMap((name) => [mailOf({ ...DECIDED, [name]: null }), mailOf({ ...DECIDED, [name]: undefined })]);
    for (const mail of without('retargetLowPercent', 'retargetHighPercent')) {
      expect(mail).not.toMatch(/Next retarget|advantage after it|undefined|null/);
      expect(mail).toMatch(/Best now +stop/);
    }
    for (const mail of without('retargetWorstAdvantageUsdPerDay', 'retargetBestAdvantageUsdPerDay')) {
      expect(mail).not.toMatch(/advantage after it|undefined|null/);
      expect(mail).toMatch(/Next retarget +\+5\.4/);
    }
    for (const mail of without('gainUsdPerDay')) expect(mail).toMatch(/Best now +stop the miners\n/);
    for (const mail of without('restartUsdPerDay')) expect(mail).not.toContain('Restart pays above');
    expect(mailOf({ ...DECIDED, retargetAt: undefined } as FrozenValues)).not.toContain('Next retarget');
    expect(mailOf({ ...DECIDED, action: undefined } as FrozenValues)).not.toMatch(/Best now|Restart/);
  });

  it('signs a fall of the difficulty with a minus, and none with nothing', () => {
    const mail = mailOf({ ...DECIDED, retargetLowPercent: -3.2, retargetHighPercent: 0 });
    expect(mail).toMatch(/Next retarget +-3\.2 … 0\.0 %/);
  });

  it('gives the moment of the retarget as ISO-8601 to machines', () => {
    expect(shownValues(DECIDED)).toMatchObject({ retargetAt: '2023-02-24T12:00:00Z', action: 'stop' });
    const { values } = JSON.parse(renderMessage(content({ firing: [notice('a', { values: DECIDED })] })).json);
    expect(values).toMatchObject({ retargetAt: '2023-02-24T12:00:00Z', gainUsdPerDay: 310 });
    expect(shownValues(VALUES)).toEqual(VALUES);
  });
});
