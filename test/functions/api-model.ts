/** History as an outsider would count it, by other means than the code under test: plain objects, no blocks, no folds. */
export type ModelPoint = {
  readonly at: number;
  readonly mine: number | null;
  readonly sell: number | null;
  readonly flare: number | null;
  readonly alternative: 'sell' | 'flare' | null;
  readonly btcCents: number | null;
  readonly produced: number | null;
  readonly flared: number | null;
};

export function advantage(point: ModelPoint): number | null {
  const other = point.alternative === null ? null : point[point.alternative];
  return point.mine === null || other === null ? null : point.mine - other;
}

export const iso = (at: number): string => new Date(at * 1000).toISOString().replace('.000', '');

/** Buckets that start in [from, to), as [start, end). */
export function buckets(step: '1h' | '1d' | '1mo', from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  const first = new Date(from * 1000);
  for (let index = 0; ; index += 1) {
    const start =
      step === '1mo'
        ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1) / 1000
        : Math.floor(from / size(step)) * size(step) + index * size(step);
    const end =
      step === '1mo' ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index + 1, 1) / 1000 : start + size(step);
    if (start >= to) return found;
    if (start >= from) found.push([start, end]);
  }
}

const size = (step: '1h' | '1d'): number => (step === '1h' ? 3600 : 86_400);

export type ModelRow = {
  readonly from: string;
  readonly to: string;
  readonly ticks: number;
  readonly expectedTicks: number;
  readonly advantageUsdPerDayMean: number | null;
  readonly advantageUsdPerDayMin: number | null;
  readonly mineUsdPerDayMean: number | null;
  readonly btcUsdMean: number | null;
  readonly producedMcf: number | null;
  readonly flaredMcf: number | null;
  readonly hoursUnprofitable: number;
};

/** What each bucket with a tick should say. */
export function rowsOf(
  points: readonly ModelPoint[],
  step: '1h' | '1d' | '1mo',
  from: number,
  to: number,
  tick: number,
): ModelRow[] {
  return buckets(step, from, to).flatMap(([start, end]) => {
    const inside = points.filter((point) => point.at >= start && point.at < end);
    if (inside.length === 0) return [];
    const known = (of: (point: ModelPoint) => number | null) => inside.map(of).filter((value) => value !== null);
    const mean = (values: number[], unit: number) =>
      values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length / unit;
    const mcf = (values: number[]) =>
      values.length === 0 ? null : values.reduce((sum, scfPerDay) => sum + (scfPerDay * tick) / 86_400 / 1000, 0);
    const advantages = known(advantage);
    return [
      {
        from: iso(start),
        to: iso(end),
        ticks: inside.length,
        expectedTicks: (end - start) / tick,
        advantageUsdPerDayMean: mean(advantages, 1000),
        advantageUsdPerDayMin: advantages.length === 0 ? null : Math.min(...advantages) / 1000,
        mineUsdPerDayMean: mean(
          known((point) => point.mine),
          1000,
        ),
        btcUsdMean: mean(
          known((point) => point.btcCents),
          100,
        ),
        producedMcf: mcf(known((point) => point.produced)),
        flaredMcf: mcf(known((point) => point.flared)),
        hoursUnprofitable: (advantages.filter((value) => value < 0).length * tick) / 3600,
      },
    ];
  });
}
