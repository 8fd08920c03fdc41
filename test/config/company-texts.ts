/** The least a company file may say: every figure made up. */
export const MINIMAL = `company: small
market:
  btcPrice: { sources: [coinbase, kraken, bitstamp] }
  network: { sources: [mempool, blockstream] }
audiences:
  operations: { timezone: UTC, subscribe: [{ email: ops@example.com }] }
sites:
  - id: pad
    timezone: UTC
    gas: { hhvBtuPerScf: 1210, lhvBtuPerScf: 1100 }
    power: { generators: [{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000 }] }
    fleet: { miners: [{ thPerSecond: 100, watts: 3000, count: 300 }] }
    sell: none
    flare: { regime: none }
`;

/** MINIMAL with other last lines of its site. */
export function withSite(lines: string): string {
  return MINIMAL.replace('flare: { regime: none }', lines);
}

/** The example of the interface document, its dots filled in (the composition made up). */
export const EXAMPLE = `company: example-co
name: Example Oil & Gas
account: "123456789012"
region: eu-north-1
tick: 5m
locale: en
market:
  btcPrice: { sources: [coinbase, kraken, bitstamp, mempool] }
  network:  { sources: [mempool, blockstream, blockchain-info] }
  fx:       [{ pair: USDRUB, source: cbr }]
  gasIndexes:
    - { id: henry-hub, source: eia, secret: /netback/eia-key }
    - { id: gpp-yugra, currency: RUB, manual: [{ from: 2026-01-01, per1000m3: 2200, base: ru20 }] }
audiences:
  executives: { timezone: Europe/Moscow, locale: ru, quietHours: "22:00-07:00", minSeverity: critical, subscribe: [{ email: a@example.com }, { sms: "+10000000000" }], digest: { every: week, at: "Mon 08:00" } }
  operations: { timezone: UTC, subscribe: [{ https: "https://example.com/hook" }, { email: ops@example.com }] }
  platform:   { timezone: UTC, subscribe: [{ email: platform@example.com }] }
rules:
  unprofitable: { meanOver: 12h, exitFractionOfRevenue: 0.03, floorUsdPerDay: 50, for: 1h, keepFiringFor: 1h, levels: [{ severity: warning, enterFractionOfRevenue: -0.03 }, { severity: critical, enterFractionOfRevenue: -0.15 }] }
maintenance: [{ match: { site: north-pad }, from: 2026-06-01T08:00, to: 2026-06-03T20:00, timezone: America/Chicago, reason: turnaround, by: ops }]
api: { auth: iam }
heartbeat: { url: "https://example.com/beat" }
tags: { costCentre: "4711" }
sites:
  - id: north-pad
    name: North Pad 12
    timezone: America/Chicago
    gasDayStart: "09:00"
    gas: { volumeBase: us60-14.65, methaneNumber: 82, composition: { c1: 0.78, c2: 0.11, c3: 0.06, ic4: 0.01, nc4: 0.015, n2: 0.015, co2: 0.01 } }
    treatShrinkFraction: 0.02
    reports: { cadence: 1d, staleAfter: 36h, pull: { url: "https://example.com/r", format: canonical-csv, every: 1h, secret: /netback/north-pad }, push: { keys: [{ id: k1, secret: /netback/north-pad-hmac }] }, drop: true }
    power:
      generators: [{ model: cat-g3516-975-cont, count: 1 }]
      availability: 0.92
      parasiticFraction: 0.06
      omUsdPerKwhGross: 0.02
    fleet: { miners: [{ model: antminer-s19jpro-104, count: 300 }], pue: 1.04, uptime: 0.97 }
    pool:  { feeFraction: 0.01, scheme: fpps }
    costs: { siteUsdPerDay: 600, siteAvoidableAfterDays: 30, royaltyOnMinedGasFraction: 0.1875, revenueShareFraction: 0, miningTaxFraction: 0 }
    perspective: joint
    sell:  { index: henry-hub, basisUsdPerMmbtu: -1.90, gatheringUsdPerMcf: 0.65, shrinkFraction: 0.08, percentOfProceeds: 1, nglUsdPerMcf: 0, royaltyFraction: 0.1875, severanceFraction: 0.075, capMcfPerDay: 120 }
    flare: { regime: us-texas, chargeUsdPerMcf: 0.5, permitLimitMcfPerDay: null, oilMarginUsdPerBbl: null, gorMcfPerBbl: null }
    carbon: { usdPerTonneCo2e: 0, appliesTo: [flared, vented, fuel] }
    emissions: { flareDestruction: 0.98, engineSlipFraction: 0.03, gwpMethane: 29.8, gwpSource: ar6-100-fossil }
    capital: null
`;
