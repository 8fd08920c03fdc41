import { describe, expect, test } from 'vitest';
import { expectedPeriod } from '#lib/domain/economics/regime/expected-period.ts';
import { evaluateUnderLaw } from '#lib/domain/economics/regime/under-law.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { EMPTY_GAS_STATE, type ReportRow } from '#lib/domain/gas/report.ts';
import { US60 } from '#lib/domain/gas/volume.ts';
import { after, instant } from '#lib/domain/instant.ts';
import { MARKET, siteWith } from '../site.ts';
import { madeUpLaw } from './made-up-law.ts';

/** 2025-07-01T00:00Z, as a gas day of UTC ends. */
const AT = instant(Date.parse('2025-07-01T00:00:00Z') / 1000);
const DAY = 86_400;
const law = madeUpLaw({ excludedCauses: ['planned'] });
const model = siteModel(
  siteWith({
    sell: null,
    gas: { volumeBase: US60 },
    costs: { royaltyOnMinedGasFraction: 0 },
    flare: { regime: law.id, chargeUsdPerMcf: 0 },
  }),
  7,
  [law],
);

const reported = (stream: 'produced' | 'flared', volumeMcf: number, cause: string | null, version = 1): ReportRow => ({
  ...{ site: 'pad', stream, periodStart: after(AT, -DAY), periodEnd: AT, volumeMcf, hhvBtuPerScf: null },
  ...{ evidence: null, cause, version, reportedAt: AT, original: '' },
});

function gasWith(...flared: readonly ReportRow[]) {
  const state = mergeRows(EMPTY_GAS_STATE, [reported('produced', 300, null), ...flared], AT, '1d');
  return gasInForce(state, AT, 36 * 3600, '1d');
}

const causesOf = (...flared: readonly ReportRow[]) =>
  expectedPeriod(model, law, MARKET, gasWith(...flared), AT).facts.flaredMcfByCause;
const flareUsdPerDay = (...flared: readonly ReportRow[]) =>
  evaluateUnderLaw(model, MARKET, gasWith(...flared), AT, () => 1).flareUsdPerDay ?? Number.NaN;

describe('the cause of the flare in force', () => {
  test('is the one that the report states; routine and unstated ones count alike', () => {
    // 40 Mcf/day for the 365 days of 2025.
    expect(causesOf(reported('flared', 40, 'planned'))).toEqual({ planned: 365 * 40 });
    for (const cause of ['routine', 'unknown', null, 'no such cause']) {
      expect(causesOf(reported('flared', 40, cause))).toEqual({ unknown: 365 * 40 });
    }
  });

  test('is that of the newest version', () => {
    const amended = [reported('flared', 40, 'routine'), reported('flared', 40, 'planned', 2)];
    expect(causesOf(...amended)).toEqual({ planned: 365 * 40 });
    expect(causesOf(...amended.toReversed())).toEqual({ planned: 365 * 40 });
  });

  test('takes it out of what the law judges', () => {
    // Limit 5 % × 300 = 15 Mcf/day, 184 of 365 days left, 224.6 Mcf/day of mining gas to be flared instead.
    // Planned: counted are 0 × 365 + 224.6 × 184, of which 15 × 365 within: much is above all the same, but
    // less than with 40 × 365 before it, where every Mcf more is above: 25 USD each.
    const counted = flareUsdPerDay(reported('flared', 40, 'routine'));
    const left = flareUsdPerDay(reported('flared', 40, 'planned'));
    const used = evaluateUnderLaw(
      model,
      MARKET,
      gasWith(reported('flared', 40, 'routine')),
      AT,
      () => 1,
    ).gasUsedMcfPerDay;
    expect(counted).toBeCloseTo(-25 * (used ?? Number.NaN), 6);
    // The room of 15 × 365 = 5,475 Mcf within costs 1 instead of 25, spread over the 184 days.
    expect(left - counted).toBeCloseTo((24 * 15 * 365) / 184, 6);
  });
});
