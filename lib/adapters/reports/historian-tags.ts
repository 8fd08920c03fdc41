import type { Site } from '../../domain/company.ts';
import { type GasDayCalendar, gasDayAt, type Period } from '../../domain/gas/gas-day.ts';
import { after, floorTo, type Instant, SECONDS_PER_HOUR } from '../../domain/instant.ts';
import type { ReportTag } from '../../domain/report-plan.ts';
import { baseText } from './base-text.ts';
import type { ParseContext } from './parse-context.ts';
import type { SourceUnits } from './stream-sums.ts';

export type TagOfSite = { readonly site: Site; readonly tag: ReportTag };

/** What a file without tags in the company file needs. */
export const TAGS_EXPECTED = 'reports.tags in the company file: what each tag of the historian measures';

/** What the tags of these sites measure, by tag name. */
export function tagsOf(context: ParseContext): ReadonlyMap<string, TagOfSite> {
  const sites = (context.sites ?? []).filter((site) => context.knownSites.has(site.id));
  const entries = sites.flatMap((site) =>
    Object.entries(site.reports.tags ?? {}).map(([name, tag]) => [name, { site, tag }] as const),
  );
  return new Map(entries);
}

/**
 * The gas day or hour that a stamp belongs to: it has to stand exactly at the period's start or end, as
 * the tag says. Null where it stands anywhere else: that figure is of another period than is believed.
 */
export function periodOfStamp(at: Instant, { site, tag }: TagOfSite): Period | null {
  const inside = tag.stamp === 'start' ? at : after(at, -1);
  const calendar: GasDayCalendar = { timezone: site.timezone, gasDayStart: site.gasDayStart };
  const hour = floorTo(inside, SECONDS_PER_HOUR);
  const period = tag.per === '1d' ? gasDayAt(inside, calendar) : { start: hour, end: after(hour, SECONDS_PER_HOUR) };
  return (tag.stamp === 'start' ? period.start : period.end) === at ? period : null;
}

/** The unit and reference state that a tag's figures have. */
export function unitsOfTag({ tag }: TagOfSite): SourceUnits {
  return { unit: tag.unit, base: tag.base, baseText: baseText(tag.base) };
}

/** Words by which historians call a figure good. */
export function isGoodQuality(text: string): boolean {
  return /^(good|ok|192|100)$/i.test(text.trim());
}
