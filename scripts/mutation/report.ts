import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Mutant } from './mutants.ts';
import type { Verdict } from './session.ts';

/** A mutant proved to do the same as the code; found again by the text of its line, not by its number. */
type Equivalent = {
  readonly file: string;
  readonly text: string;
  /** As in the report: `> → >=`; of the second such one in its line `> → >= #2`. */
  readonly mutants: readonly string[];
  readonly reason: string;
};
type Judged = Mutant & { readonly verdict: Verdict['verdict']; readonly reason: string | undefined };

const EQUIVALENTS = path.join(import.meta.dirname, 'equivalent.yaml');

/** Prints whatever no test broke, and by folder how many mutants were killed. */
export function printReport(inPlace: readonly Mutant[], tried: readonly Mutant[], verdicts: readonly Verdict[]): void {
  const known = parse(readFileSync(EQUIVALENTS, 'utf8')) as readonly Equivalent[];
  const byId = new Map(verdicts.map((verdict) => [verdict.id, verdict.verdict]));
  const judged = tried
    .map((mutant): Judged => {
      const verdict = byId.get(mutant.id) ?? 'survived';
      return { ...mutant, verdict, reason: equivalentOf(mutant, inPlace, known)?.reason };
    })
    .toSorted((a, b) => a.id - b.id);
  for (const one of judged) {
    if (one.verdict !== 'killed') console.log(lineOf(one));
    else if (one.reason !== undefined) console.log(`NOT EQUIVALENT, a test kills it: ${lineOf(one)}`);
  }
  console.log(
    '\nfolder | mutants | tried | killed | timed out | survived (of them not met) | equivalent | score | without equivalents',
  );
  for (const [folder, ofFolder] of Map.groupBy(judged, ({ file }) => path.dirname(file))) {
    const all = inPlace.filter(({ file }) => path.dirname(file) === folder).length;
    console.log(`${folder} | ${all} | ${scoreOf(ofFolder)}`);
  }
  console.log(`all | ${inPlace.length} | ${scoreOf(judged)}`);
}

function lineOf({ verdict, file, line, column, was, into, text, reason }: Judged): string {
  const why = reason === undefined ? '' : `   EQUIVALENT: ${reason}`;
  return `${verdict}  ${file}:${line}:${column}  ${was} → ${into}   ${text}${why}`;
}

/** A mutant that timed out is not counted as killed. */
function scoreOf(judged: readonly Judged[]): string {
  const count = (is: (one: Judged) => boolean): number => judged.filter(is).length;
  const killed = count(({ verdict }) => verdict === 'killed');
  const timedOut = count(({ verdict }) => verdict === 'timed out');
  const notMet = count(({ verdict }) => verdict === 'not met');
  const equivalent = count(({ verdict, reason }) => verdict !== 'killed' && reason !== undefined);
  const survived = judged.length - killed - timedOut;
  const percent = (of: number): string => `${((killed / of) * 100).toFixed(1)} %`;
  const counts = [judged.length, killed, timedOut, `${survived} (${notMet})`, equivalent];
  return [...counts, percent(judged.length), percent(judged.length - equivalent)].join(' | ');
}

function equivalentOf(mutant: Mutant, all: readonly Mutant[], known: readonly Equivalent[]): Equivalent | undefined {
  const { file, line, was, into, text } = mutant;
  const alike = all
    .filter((one) => one.file === file && one.line === line && one.was === was && one.into === into)
    .toSorted((a, b) => a.column - b.column);
  const nth = alike.findIndex(({ id }) => id === mutant.id) + 1;
  const name = `${was} → ${into}${nth === 1 ? '' : ` #${nth}`}`;
  return known.find((one) => one.file === file && one.text === text && one.mutants.includes(name));
}
