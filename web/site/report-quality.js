/** What the reports of the window are worth: how complete they are, and whether their volumes add up. */
import { html } from '../vendor/lit.js';
import { unknown } from '../view.js';
import { qualityReason } from '../words.js';

/** One line: the share of reports that came, and the streams that lack some. */
export function completenessLine({ completeness }, figures) {
  const { completenessFraction: fraction, expectedPeriods, reportedPeriods, reason, streams } = completeness;
  if (fraction === null)
    return html`<p data-quality="completeness">Completeness ${unknown}: ${qualityReason(reason)}.</p>`;
  const count = ({ reportedPeriods: had, expectedPeriods: wanted }) => figures.whole(wanted - had);
  const lacking = streams
    .filter((one) => one.reportedPeriods < one.expectedPeriods)
    .map((one) => `${one.stream} ${count(one)}`);
  const missing = lacking.length === 0 ? 'Nothing is missing.' : `Missing: ${lacking.join(', ')}.`;
  const isTooLittle = fraction < completeness.minimumFraction;
  return html`<p data-quality="completeness" class=${isTooLittle ? 'fault' : 'quiet'}>
    ${figures.percent(fraction)} complete: ${figures.whole(reportedPeriods)} of ${figures.whole(expectedPeriods)} ${PERIODS[completeness.cadence]} of the streams reported. ${missing}
  </p>`;
}

/** One line: the gas that no stream accounts for, over the days that are known. */
export function balanceLine({ massBalance }, figures) {
  const { knownPeriods, periods, unaccountedMcf, unaccountedFraction: fraction, reason } = massBalance;
  if (unaccountedMcf === null) {
    const why = reason === null ? 'every day lacks a stream that the site reports' : qualityReason(reason);
    return html`<p data-quality="balance">Mass balance ${unknown}: ${why}.</p>`;
  }
  const days = massBalance.by === 'gas-month' ? 'gas months' : 'gas days';
  const share = fraction === null ? '' : ` (${figures.percent(fraction)} of the gas produced)`;
  return html`<p data-quality="balance" class="quiet">
    Unaccounted for: ${figures.gas(unaccountedMcf)} ${figures.gasUnit}${share}, over ${figures.whole(knownPeriods)} of ${figures.whole(periods.length)} ${days}.
  </p>`;
}

const PERIODS = { '1h': 'hours', '1d': 'gas days', '1mo': 'gas months' };
