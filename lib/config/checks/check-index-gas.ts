import type { Company } from '../../domain/company.ts';
import { US60, volumeFactor } from '../../domain/gas/volume.ts';
import type { CompanyFile } from '../company-schema.ts';
import { type Fault, fault } from '../problem.ts';

const SAME_WITHIN = 1e-6;

/**
 * A price per volume is worth what the gas holds: where sites of different heating values sell on
 * one such index, the row must say which heating value the contract means.
 */
export function checkIndexGas(file: CompanyFile, company: Company): readonly Fault[] {
  return (file.market.gasIndexes ?? []).flatMap((index, position) => {
    const sellers = company.sites.filter(
      (site) => site.sell?.index === index.id || site.costs.royaltyIndex === index.id,
    );
    const heats = sellers.map(({ gas }) => gas.hhvBtuPerScf * volumeFactor(US60, gas.volumeBase));
    const isMixed = heats.some((heat) => Math.abs(heat / (heats[0] ?? heat) - 1) > SAME_WITHIN);
    if (!isMixed) return [];
    return (index.manual ?? []).flatMap((row, at) =>
      (row.per1000m3 ?? row.perMcf) === undefined || row.hhvBtuPerScf !== undefined
        ? []
        : [
            fault(
              ['market', 'gasIndexes', position, 'manual', at, 'hhvBtuPerScf'],
              undefined,
              'the heating value the price means: the sites on this index have different gases',
            ),
          ],
    );
  });
}
