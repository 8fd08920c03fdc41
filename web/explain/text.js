/** An explanation as plain text, to paste into a mail or a sheet. */
import { span } from '../format.js';

const COLUMN_WIDTHS = [36, 24, 22];

/**
 * One line a step: name, value with every digit, unit, formula, method section; then the inputs.
 * @param {string} site
 * @param {any} explained the API's answer
 * @returns {string}
 */
export function explanationText(site, explained) {
  const { at, configVersion, methodVersion, isReproduced, basis, steps, inputs } = explained;
  const line = (cells) =>
    cells
      .map((cell, index) => String(cell).padEnd(COLUMN_WIDTHS[index] ?? 0))
      .join('  ')
      .trimEnd();
  const age = (seconds) => (seconds === null ? 'age unknown' : `${span(seconds)} old`);
  return [
    `${site} at ${at}`,
    `configuration ${configVersion}, method ${methodVersion}, reproduced ${isReproduced ? 'yes' : 'no'}, basis ${basis}`,
    '',
    ...steps.map(({ name, value, unit, formula, method }) =>
      line([name, value ?? 'unknown', unit, `${formula} [${method}]`]),
    ),
    '',
    ...inputs.reports
      .filter(({ periodStart }) => periodStart !== null)
      .map((row) =>
        line([
          row.stream,
          row.mcfPerDay ?? 'unknown',
          'Mcf/day',
          `${row.periodStart} to ${row.periodEnd}, version ${row.version}, ${age(row.ageSeconds)}, ${row.quality}`,
        ]),
      ),
    '',
    ...inputs.market.sources.map((one) =>
      line([one.source, one.value ?? 'unknown', one.subject ?? one.kind, `${one.status}, ${age(one.ageSeconds)}`]),
    ),
    '',
  ].join('\n');
}
