import { describe, expect, test } from 'vitest';
import type { Figures, Phase } from '#lib/domain/alerts/render/language.ts';
import { languageOf } from '#lib/domain/alerts/render/languages.ts';
import { row } from '#lib/domain/alerts/render/lines.ts';
import type { BuiltInRuleId, RuleId } from '#lib/domain/alerts/rule.ts';

/** Laws that the sentences of every language keep; each figure is a word of its own, to be found again. */
const LOCALES = ['en', 'ru', 'es', 'pt'];
const OWN = 'user-wellhead' as RuleId;

const NOTHING: Figures = {
  name: 'Pad 7',
  difference: null,
  isLoss: false,
  meanHours: null,
  alternative: null,
  flared: null,
  usual: null,
  age: null,
  percent: null,
  value: null,
};
const TOLD = {
  difference: '<difference>',
  flared: '<flared>',
  usual: '<usual>',
  age: '<age>',
  percent: '<percent>',
  value: '<value>',
};

/** What a firing sentence of a rule tells where it is known; of mining that pays less only with a loss. */
const TELLS: Readonly<Record<BuiltInRuleId, readonly (keyof typeof TOLD)[]>> = {
  unprofitable: ['difference'],
  'flaring-rise': ['flared', 'usual'],
  'site-data-stale': ['age'],
  'price-feed-stale': ['age'],
  'mass-balance': ['percent'],
  'idle-while-profitable': ['difference'],
  'better-split': ['percent'],
  'unprofitable-after-retarget': ['percent'],
};
const RULES = Object.keys(TELLS) as readonly BuiltInRuleId[];
const PHASES: readonly Phase[] = [
  'firing',
  'passed',
  'resolved',
  'decommissioned',
  'rule-removed',
  'flapping',
  'settled',
  'mining-stopped',
  'mining-started',
  'retargeted',
  'fires-again',
];
const figuresIn = (sentence: string) => [...sentence.matchAll(/<(\w+)>/g)].map(([, name]) => name);

describe.each(LOCALES)('a sentence in %s', (locale) => {
  const { one, many, next, correction } = languageOf(locale);
  const firing = (rule: RuleId, figures: Partial<Figures>) => one(rule, 'firing', { ...NOTHING, ...figures });

  test.each(RULES)('of %s tells the figures of its rule and no others, and none that is unknown', (rule) => {
    const isLoss = rule === 'unprofitable';
    expect(figuresIn(firing(rule, { ...TOLD, isLoss }))).toEqual(TELLS[rule]);
    for (const unknown of [{}, { isLoss: true }]) {
      const said = firing(rule, unknown);
      expect(said).toMatch(/^Pad 7: \S/);
      expect(said).not.toMatch(/null|undefined|<| $/);
    }
  });

  test('never gives a gain as a loss, nor a loss as a gain', () => {
    expect(figuresIn(firing('unprofitable', { ...TOLD, isLoss: false }))).toEqual([]);
    expect(figuresIn(firing('idle-while-profitable', { ...TOLD, isLoss: true }))).toEqual([]);
    const over = (isLoss: boolean, difference: string | null) =>
      figuresIn(one('unprofitable', 'resolved', { ...NOTHING, isLoss, difference }));
    expect([over(false, '<gain>'), over(true, '<gain>'), over(false, null)]).toEqual([['gain'], [], []]);
    expect(one('unprofitable', 'resolved', NOTHING)).not.toContain('null');
    expect(one('unprofitable', 'resolved', { ...NOTHING, isLoss: true })).not.toContain('null');
  });

  test('leaves out what is usual where only that is unknown, and says where flaring is back', () => {
    expect(figuresIn(firing('flaring-rise', { flared: '<flared>' }))).toEqual(['flared']);
    const back = (flared: string | null) => one('flaring-rise', 'resolved', { ...NOTHING, flared });
    expect(figuresIn(back('<flared>'))).toEqual(['flared']);
    expect(back(null)).not.toContain('null');
  });

  test('names what mining is held against, another for each, and how many hours a mean is of', () => {
    for (const rule of ['unprofitable', 'idle-while-profitable'] as const) {
      const against = (alternative: Figures['alternative']) =>
        firing(rule, { difference: '9', isLoss: rule === 'unprofitable', alternative });
      expect(new Set([against('sell'), against('flare'), against(null)]).size).toBe(3);
    }
    const mean = { difference: '9', isLoss: true, meanHours: 24 };
    expect(firing('unprofitable', mean)).toMatch(/24/);
    expect(firing('unprofitable', { ...mean, difference: null })).not.toMatch(/24/);
    const again = { ...NOTHING, difference: '9', alternative: 'sell' } as const;
    expect(one('unprofitable', 'resolved', { ...again, meanHours: 24 })).toMatch(/24/);
    expect(one('unprofitable', 'resolved', again)).not.toMatch(/24|null/);
  });

  test('of a rule of the company names it, with its value where that is known', () => {
    for (const phase of ['firing', 'resolved'] as const) {
      expect(one(OWN, phase, { ...NOTHING, value: '<value>' })).toContain(OWN);
      expect(one(OWN, phase, NOTHING)).not.toContain('null');
    }
    expect(figuresIn(firing(OWN, TOLD))).toEqual(['value']);
  });

  test('is another in every phase, and names the site, or nobody', () => {
    const said = PHASES.map((phase) => one('unprofitable', phase, { ...NOTHING, ...TOLD, isLoss: true }));
    expect(new Set(said).size).toBe(PHASES.length);
    for (const sentence of said) expect(sentence).toMatch(/^Pad 7: /);
    for (const phase of PHASES) expect(one('unprofitable', phase, { ...NOTHING, name: '' })).not.toMatch(/^: |Pad/);
    // an ended or restless alert says nothing of figures
    const without = PHASES.filter((phase) => !['firing', 'passed', 'resolved'].includes(phase));
    for (const phase of without) expect(figuresIn(one('unprofitable', phase, { ...NOTHING, ...TOLD }))).toEqual([]);
  });

  test('stands in a mail whose labels do not touch their values', () => {
    const { labels } = languageOf(locale);
    for (const label of [...Object.values(labels), ...Object.values(correction.labels)]) {
      expect(row(label, '-310')).toMatch(/ -310$/);
    }
  });

  test('about many sites counts them, and adds up only what is going on', () => {
    const phases = ['firing', 'resolved', 'flapping', 'settled'] as const;
    const said = phases.map((phase) => many('unprofitable', phase, 7, '<total>'));
    expect(new Set(said).size).toBe(4);
    for (const sentence of said) expect(sentence).toMatch(/^7 /);
    expect(said.map((sentence) => figuresIn(sentence).length)).toEqual([1, 0, 0, 0]);
    expect(many('unprofitable', 'firing', 7, null)).not.toContain('null');
    expect(many(OWN, 'firing', 7, null)).not.toBe(many(OWN, 'resolved', 7, null));
  });

  test('about many sites is what it is about one of which no figure is known', () => {
    for (const phase of ['firing', 'resolved'] as const) {
      const [, of] = one('mass-balance', phase, NOTHING).split('Pad 7: ');
      expect(many('mass-balance', phase, 7, null)).toMatch(new RegExp(`^7 .*: ${of}$`));
    }
  });

  test('of what to do next is to do nothing once it is over, and to look at the site where that is the cause', () => {
    const todo = RULES.map((rule) => next(rule, 'market', false));
    expect(new Set([...todo, next(OWN, 'market', false)]).size).toBe(RULES.length + 1);
    for (const rule of RULES) {
      expect(next(rule, 'site', true)).toBe(next('unprofitable', 'market', true));
      const isElse = next(rule, 'site', false) !== next(rule, 'market', false);
      expect(isElse).toBe(rule === 'unprofitable');
    }
  });

  test('of a correction gives the verdict, then what decided: the miners, or the figure, or nothing', () => {
    const known = { name: 'Pad 7', figure: '<figure>', isLoss: false, miners: null, isFlipped: true };
    const corrected = (rule: RuleId, changes: Partial<Parameters<typeof correction.one>[0]> = {}) =>
      correction.one({ ...known, rule, ...changes });
    const withFigure = [...RULES, OWN].filter((rule) => !rule.endsWith('stale'));
    for (const rule of withFigure) {
      expect(figuresIn(corrected(rule))).toEqual(['figure']);
      expect(corrected(rule, { figure: null })).not.toMatch(/null|,|<| $/);
      expect(corrected(rule, { isFlipped: false })).not.toBe(corrected(rule));
      const miners = (['on', 'off'] as const).map((at) => corrected(rule, { miners: at }));
      expect(miners.map(figuresIn)).toEqual([[], []]);
      expect(miners[0]).not.toBe(miners[1]);
    }
    for (const rule of ['unprofitable', 'idle-while-profitable', 'unprofitable-after-retarget'] as const)
      expect(corrected(rule, { isLoss: true })).not.toBe(corrected(rule));
    expect(corrected('unprofitable-after-retarget')).toContain('+<figure>');
    expect(corrected('unprofitable-after-retarget', { isLoss: true })).toContain('-<figure>');
  });
});

test.each([
  ['en', 'alert was wrong', 'were running', 'stood still', 'less', 'more'],
  ['ru', 'сообщение было неверным', 'работали', 'стояли', 'меньше', 'больше'],
  ['es', 'la alerta era errónea', 'funcionaban', 'estaban parados', 'menos', 'más'],
  ['pt', 'o alerta estava errado', 'funcionavam', 'estavam parados', 'menos', 'mais'],
] as const)('a correction in %s has its words the right way round', (locale, wrong, on, off, less, more) => {
  const said = (changes: object) =>
    languageOf(locale).correction.one({
      rule: 'unprofitable',
      name: 'Pad 7',
      isFlipped: false,
      figure: '9',
      isLoss: false,
      miners: null,
      ...changes,
    });
  expect([said({}).includes(wrong), said({ isFlipped: true }).includes(wrong)]).toEqual([false, true]);
  expect(said({ miners: 'on' })).toContain(on);
  expect(said({ miners: 'off' })).toContain(off);
  for (const rule of ['unprofitable', 'idle-while-profitable']) {
    expect(said({ rule, isLoss: true })).toContain(`9 ${less}`);
    expect(said({ rule })).toContain(`9 ${more}`);
  }
});

test('Russian counts sites as Russian does', () => {
  // 1 площадка, 2–4 площадки, 5–20 площадок; so again by the last two digits
  const of = (count: number) => languageOf('ru').many('unprofitable', 'settled', count, null).split(':')[0];
  expect([1, 21, 101, 121].map(of)).toEqual(['1 площадка', '21 площадка', '101 площадка', '121 площадка']);
  expect([2, 3, 4, 22, 24, 102].map(of)).toEqual([2, 3, 4, 22, 24, 102].map((count) => `${count} площадки`));
  const many = [0, 5, 9, 10, 11, 12, 13, 14, 15, 20, 25, 111, 112, 114];
  expect(many.map(of)).toEqual(many.map((count) => `${count} площадок`));
});
