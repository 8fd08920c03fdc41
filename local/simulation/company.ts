import { parseCompany } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';

const kept = new Map<number, Company>();

/**
 * The company of a simulation, every figure made up: identical pads whose gas is flared otherwise,
 * so that the BTC price decides whether mining pays, and a report of next to no gas makes it a loss by
 * the site cost (script.ts). The unprofitable rule looks at one hour, so that episodes open and close often.
 */
export function simulatedCompany(sites: number): Company {
  const made = kept.get(sites);
  if (made !== undefined) return made;
  const parsed = parseCompany(companyYaml(sites), 'simulated-company.yaml');
  if (!parsed.ok) throw new Error(`the simulated company is not valid: ${JSON.stringify(parsed.problems)}`);
  kept.set(sites, parsed.company);
  return parsed.company;
}

function companyYaml(sites: number): string {
  const pads = Array.from({ length: sites }, (_, index) => siteYaml(`pad-${String(index).padStart(4, '0')}`));
  return `company: simulated-co
name: Simulated Oil (made up)
tick: 1h
market:
  btcPrice: { sources: [coinbase, kraken, bitstamp] }
  network: { sources: [mempool, blockstream] }
audiences:
  operations: { timezone: UTC, subscribe: [{ email: operations@example.com }] }
  executives: { timezone: UTC, minSeverity: critical, subscribe: [{ email: executives@example.com }] }
  on-call: { timezone: UTC, tier: 2, subscribe: [{ email: on-call@example.com }] }
  directors: { timezone: UTC, tier: 3, subscribe: [{ email: directors@example.com }] }
rules:
  unprofitable: { meanOver: 1h, minimumHours: 1, exitFractionOfRevenue: 0.03, floorUsdPerDay: 50, for: 1h, keepFiringFor: 1h, levels: [{ severity: warning, enterFractionOfRevenue: -0.03 }, { severity: critical, enterFractionOfRevenue: -0.8 }] }
sites:${sites === 0 ? ' []' : `\n${pads.join('\n')}`}
`;
}

function siteYaml(id: string): string {
  return `  - id: ${id}
    name: ${id}
    timezone: UTC
    gas: { volumeBase: us60-14.696, lhvBtuPerScf: 1000, hhvBtuPerScf: 1100 }
    reports: { cadence: 1d, staleAfter: 36h }
    power:
      generators: [{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000, idleFuelFraction: 0, count: 1 }]
      omUsdPerKwhGross: 0.02
    fleet: { miners: [{ thPerSecond: 100, watts: 3000, count: 300 }] }
    pool: { feeFraction: 0.01, scheme: fpps }
    costs: { siteUsdPerDay: 80, siteAvoidableAfterDays: 1 }
    sell: none
    flare: { regime: none }`;
}
