import { pathText, shown, type YamlPath } from '../problem.ts';

/** Remembers every default that was taken, so that `check` can name it. */
export type Defaults = {
  readonly taken: string[];
  /** The value given, or the default, which is then remembered under its path. */
  readonly or: <V>(path: YamlPath, given: V | undefined, fallback: V) => V;
};

/** A fresh list; site ids stand in the paths instead of list positions. */
export function newDefaults(siteIds: readonly string[]): Defaults {
  const taken: string[] = [];
  const or = <V>(path: YamlPath, given: V | undefined, fallback: V): V => {
    if (given !== undefined) return given;
    const [top, index, ...rest] = path;
    const id = top === 'sites' && typeof index === 'number' ? siteIds[index] : undefined;
    taken.push(`${id === undefined ? pathText(path) : `sites.${id}${pathText(['', ...rest])}`} = ${shown(fallback)}`);
    return fallback;
  };
  return { taken, or };
}
