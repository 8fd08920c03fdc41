import { keptWith } from '../kept-with.ts';

/**
 * What a change must gain a day to pay for stopping and starting the miners again, USD/day: the
 * restart cost over the days that the change is expected to last (method H7: act only if gain ×
 * expected days > restart cost). The days are the company's decision horizon. 0 where no restart cost
 * is given. Example: 2,100 USD over 7 days: 300 USD/day.
 */
export function restartUsdPerDay(restartUsd: number | undefined, decisionHorizonDays: number): number {
  return restartUsd === undefined || restartUsd === 0 ? 0 : restartUsd / decisionHorizonDays;
}

type Floored = { readonly floorUsdPerDay: number };

/** Settings whose floor also pays for a restart; the same ones for the same settings and restart. */
export function aboveRestart<S extends Floored>(settings: S, restart: number): S {
  if (restart <= settings.floorUsdPerDay) return settings;
  const raised = raisedFrom(settings);
  const kept = raised.get(restart) ?? { ...settings, floorUsdPerDay: restart };
  raised.set(restart, kept);
  return kept as S;
}

const raisedFrom: (settings: Floored) => Map<number, Floored> = keptWith(() => new Map());
