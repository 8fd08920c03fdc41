import { USUAL_METHANE_NUMBER_DERATE } from '../../domain/economics/power/derate.ts';
import { catalogue } from '../catalogue.ts';
import { nearestName } from '../nearest-name.ts';
import { type Fault, fault, type YamlPath } from '../problem.ts';
import { sheetLimit } from '../resolve/derates.ts';
import { methaneNumberOf } from '../resolve/gas.ts';
import { generatorOf, minerOf } from '../resolve/power.ts';
import type { GeneratorBlock, MinerBlock } from '../schema/power.ts';
import type { SiteParts } from './parts.ts';

/** Generators and miners that exist, have figures, and can run on this gas around the clock. */
export function checkPower(site: SiteParts, path: YamlPath): readonly Fault[] {
  const methaneNumber = site.gas === undefined ? null : methaneNumberOf(site.gas);
  return [
    ...(site.power?.generators ?? []).flatMap((given, index) =>
      checkGenerator(given, [...path, 'power', 'generators', index], methaneNumber),
    ),
    ...(site.fleet?.miners ?? []).flatMap((given, index) => checkMiner(given, [...path, 'fleet', 'miners', index])),
  ];
}

function checkGenerator(given: GeneratorBlock, path: YamlPath, methaneNumber: number | null): readonly Fault[] {
  const { generators } = catalogue();
  const model = given.model === undefined ? null : generators.get(given.model);
  if (model === undefined && given.model !== undefined) {
    const nearest = nearestName(given.model, generators.keys());
    return [fault([...path, 'model'], given.model, 'a model of data/generators.json', nearest)];
  }
  const faults: Fault[] = [];
  if (model?.rating === 'standby')
    faults.push(fault([...path, 'model'], given.model, 'a set rated to run for long hours: this one is standby'));
  const limit = given.minMethaneNumber ?? sheetLimit(given);
  if (limit !== null && methaneNumber !== null && methaneNumber < limit) {
    const expected = `a gas of methane number ${limit} or more (gas.methaneNumber overrides the screening formula)`;
    faults.push(fault(path, `methane number ${methaneNumber.toFixed(1)}`, expected));
  }
  faults.push(...checkDerate(given, path, methaneNumber));
  if (generatorOf(given, 1) === null) {
    const expected =
      model == null ? 'model, or ratedKw and heatRateBtuPerKwhLhv' : 'a heat rate: the data sheet has none';
    faults.push(fault([...path, 'heatRateBtuPerKwhLhv'], given.heatRateBtuPerKwhLhv, expected));
  }
  return faults;
}

/** A derate by methane number needs the number, and a line that falls. */
function checkDerate(given: GeneratorBlock, path: YamlPath, methaneNumber: number | null): readonly Fault[] {
  const derate = given.methaneNumberDerate;
  if (derate === undefined) return [];
  const at = [...path, 'methaneNumberDerate'];
  if (methaneNumber === null)
    return [fault(at, undefined, 'gas.methaneNumber: the gas has no composition that gives one')];
  const { fullRatingAt = USUAL_METHANE_NUMBER_DERATE.fullRatingAt } = derate;
  const lowest = derate.lowest ?? given.minMethaneNumber ?? sheetLimit(given) ?? USUAL_METHANE_NUMBER_DERATE.lowest;
  return lowest > fullRatingAt ? [fault([...at, 'lowest'], lowest, `not above fullRatingAt (${fullRatingAt})`)] : [];
}

function checkMiner(given: MinerBlock, path: YamlPath): readonly Fault[] {
  const { miners } = catalogue();
  if (given.model !== undefined && !miners.has(given.model)) {
    const nearest = nearestName(given.model, miners.keys());
    return [fault([...path, 'model'], given.model, 'a model of data/miners.json', nearest)];
  }
  return minerOf(given) === null ? [fault(path, given, 'model, or thPerSecond and watts')] : [];
}
