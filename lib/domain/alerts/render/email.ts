import type { EpisodeNotice, MessageContent } from '../message.ts';
import { correctionLines } from './correction.ts';
import { phaseOf } from './facts.ts';
import type { Language } from './language.ts';
import { row, shownLine, time } from './lines.ts';
import type { NoticeTexts } from './notice-texts.ts';
import { age } from './numbers.ts';
import { cleanName } from './plain-text.ts';

/** The mail: what happened, where it stands, each site with its figures, what to do, where to look. */
export function emailText(content: MessageContent, headline: string, language: Language, texts: NoticeTexts): string {
  const { labels } = language;
  const over = content.resolved.filter((one) => phaseOf(content, one) !== 'passed');
  const overCount = Math.max(0, content.resolvedCount - (content.resolved.length - over.length));
  const episode = (one: EpisodeNotice): string[] =>
    texts.lines(one, content.rule, phaseOf(content, one), language).map((line) => shownLine(content, line));
  const hasSettled = content.kind === 'flapping' && content.firing.length === 0;
  // Spells are not counted as alerts; and what fires again in another group is open although this one has none.
  const isCounted = content.kind !== 'flapping' && (content.openCount > 0 || (content.firesAgainCount ?? 0) === 0);
  const lines = [
    headline,
    '',
    `${language.severity[content.severity]} · ${cleanName(content.companyName)} · ${time(content, content.at)}`,
    ...(content.firing.length === 0 ? [] : [row(labels.cause, language.cause[content.cause])]),
    ...(isCounted ? [language.stillOpen(content.openCount)] : []),
    ...(content.unattendedSeconds === undefined ? [] : [language.unattended(age(content.unattendedSeconds, language))]),
    ...correctionLines(content, content.corrected ?? [], language),
    ...more((content.correctedCount ?? 0) - (content.corrected?.length ?? 0), language),
    ...content.firing.flatMap((one) => ['', ...episode(one)]),
    ...more(content.firingCount - content.firing.length, language),
    ...over.flatMap((one) => ['', ...episode(one)]),
    ...more(overCount - over.length, language),
    '',
    ...(hasSettled ? [] : [row(labels.next, nextStep(content, language))]),
    row(labels.link, content.link),
    row(labels.message, content.id),
  ];
  return `${lines.join('\n')}\n`;
}

function nextStep(content: MessageContent, language: Language): string {
  if (content.kind === 'correction') return language.correction.next;
  const isOver = (content.firesAgainCount ?? 0) === 0 && content.firing.every(({ closedAt }) => closedAt !== null);
  return language.next(content.rule, content.cause, isOver);
}

function more(count: number, language: Language): string[] {
  return count > 0 ? ['', language.more(count)] : [];
}
