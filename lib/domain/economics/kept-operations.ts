import type { FleetModel } from './fleet.ts';
import type { Operation } from './power/means.ts';
import type { PowerModel } from './power/power-model.ts';

/** The gas that an operation rests on besides the machines: Mcf/day, Btu/scf, share left after treatment. */
type Gas = { readonly gasMcfPerDay: number; readonly lhvBtuPerScf: number; readonly treatedFraction: number };

type KeptOperations = { readonly of: (asicLimitKwhPerDay: number, workOut: () => Operation) => Operation };

/** About 15 MB; beyond it all are forgotten and worked out anew when they are asked for. */
const MAX_KEPT = 60_000;

let latest = new WeakMap<PowerModel, { readonly gas: Gas; readonly byFleet: WeakMap<FleetModel, KeptOperations> }>();
let kept = 0;

/**
 * What a site's generators and miners do on the gas of its last asking, by energy at the plugs. No
 * price is in it: it stays the same from tick to tick until the next gas report, while a set of unlike
 * generators takes long to work out.
 */
export function keptOperations(power: PowerModel, fleet: FleetModel, gas: Gas): KeptOperations {
  if (kept > MAX_KEPT) {
    latest = new WeakMap();
    kept = 0;
  }
  let known = latest.get(power);
  if (known === undefined || !isSame(known.gas, gas)) {
    known = { gas, byFleet: new WeakMap() };
    latest.set(power, known);
  }
  const operations = known.byFleet.get(fleet) ?? byEnergy();
  known.byFleet.set(fleet, operations);
  return operations;
}

function byEnergy(): KeptOperations {
  const operations = new Map<number, Operation>();
  return {
    of: (asicLimitKwhPerDay, workOut) => {
      const known = operations.get(asicLimitKwhPerDay);
      if (known !== undefined) return known;
      const operation = workOut();
      operations.set(asicLimitKwhPerDay, operation);
      kept += 1;
      return operation;
    },
  };
}

function isSame(a: Gas, b: Gas): boolean {
  return (
    a.gasMcfPerDay === b.gasMcfPerDay && a.lhvBtuPerScf === b.lhvBtuPerScf && a.treatedFraction === b.treatedFraction
  );
}
