import { describe, expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { correctionRound } from '#lib/app/correction-round.ts';
import type { Correction } from '#lib/domain/alerts/correction.ts';
import type { Corrected, GroupState } from '#lib/domain/alerts/group-state.ts';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import { testCompany } from './world.ts';

/** 2023-02-15T12:00:00Z. */
const NOON = instant(1_676_462_400);
const { company } = testCompany(1);

const corrected = (site: string, at: Instant): Corrected => ({
  site,
  episode: 1,
  openedAt: NOON,
  isFlipped: true,
  at,
});

function group(changes: Partial<GroupState>): GroupState {
  const empty = { rule: 'unprofitable', cause: 'market', audience: 'operations', seq: 0, told: [] } as const;
  return { ...empty, lastSentAt: null, intent: null, ...changes };
}

function found(site: string, foundAt: Instant): Correction {
  const verdict = { isFlipped: true, told: -290, corrected: 118 };
  const of = { rule: 'unprofitable', cause: 'market', severity: 'warning', episode: 1, openedAt: NOON } as const;
  return { ...of, site, foundAt, verdict };
}

const roundOf = (groups: readonly GroupState[], verdicts: readonly Correction[] = []) =>
  correctionRound(memoryStores(), company, NOON, verdicts, groups);

describe('a site is taken for the day', () => {
  const under = (list: readonly Corrected[]): GroupState['intent'] => ({
    message: {
      id: '#1',
      at: NOON,
      audience: 'operations',
      subject: '',
      sms: '',
      email: '',
      json: '{}',
      attributes: {} as never,
    },
    told: [],
    corrected: list,
    by: 'another run',
    until: NOON,
    attempts: 1,
  });

  it.each([
    [
      'told today by another rule',
      group({ rule: 'flaring-rise', corrected: [corrected('pad', later(NOON, -43_200))] }),
      true,
    ],
    ['by a message that is under way', group({ intent: under([corrected('pad', NOON)]) }), true],
    ['told yesterday', group({ corrected: [corrected('pad', later(NOON, -43_201))] }), false],
    ['told to another audience', group({ audience: 'executives', corrected: [corrected('pad', NOON)] }), false],
    ['told of another site', group({ corrected: [corrected('other', NOON)] }), false],
  ])('%s', (_name, stored, isTaken) => {
    expect(roundOf([stored]).isTaken('operations', 'pad')).toBe(isTaken);
  });
});

describe('a verdict', () => {
  it('is settled when every audience is, and with it what was found of the episode before', () => {
    const [first, second] = [found('pad', later(NOON, -7200)), found('pad', later(NOON, -3600))];
    const round = roundOf([], [first, second]);
    expect(round.due).toEqual([second]);
    expect(round.settled()).toEqual([]);
    round.settle(second, 'operations');
    expect(round.settled()).toEqual([first, second]);
  });

  it('is given up after a week, not before', () => {
    const week = 7 * 86_400;
    const [old, young] = [found('pad', later(NOON, -week - 1)), found('other', later(NOON, -week))];
    expect(roundOf([], [old, young]).settled()).toEqual([old]);
  });
});
