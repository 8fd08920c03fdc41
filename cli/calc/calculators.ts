import { allocate } from './allocate.ts';
import type { Calculator } from './calculator.ts';
import { emissions } from './emissions.ts';
import { flareCharge } from './flare-charge.ts';
import { gas } from './gas.ts';
import { generator } from './generator.ts';
import { hashprice } from './hashprice.ts';
import { network } from './network.ts';
import { retarget } from './retarget.ts';

/** Every calculator of `netback calc`. A new one is one file and one line here. */
export const CALCULATORS: readonly Calculator[] = [
  network,
  retarget,
  hashprice,
  gas,
  generator,
  emissions,
  flareCharge,
  allocate,
];
