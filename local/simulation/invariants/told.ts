import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { keptWith } from '#lib/domain/kept-with.ts';
import type { Happened } from '../world.ts';

/** One episode as a message names it. */
export type ToldEpisode = {
  readonly site: string | null;
  readonly episode: number;
  readonly severity: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
};

/** One episode as a correction names it. */
export type CorrectedEpisode = { readonly site: string; readonly episode: number; readonly isFlipped: boolean };

/** A message that the topic accepted, read as its receiver reads it. */
export type ToldMessage = {
  readonly id: string;
  readonly group: string;
  readonly seq: number;
  readonly isReplacement: boolean;
  readonly at: Instant;
  readonly rule: string;
  readonly audience: string;
  readonly kind: string;
  readonly firing: readonly ToldEpisode[];
  readonly resolved: readonly ToldEpisode[];
  readonly corrected: readonly CorrectedEpisode[];
  /** True where it may be about more than it names: it lists only the worst, or stands for one that SNS refused. */
  readonly isSilent: boolean;
  readonly message: RenderedMessage;
  readonly bytes: string;
};

type Parsed = {
  readonly firingCount?: number;
  readonly resolvedCount?: number;
  readonly correctedCount?: number;
  readonly at: string;
  readonly firing?: readonly ToldEpisode[];
  readonly resolved?: readonly ToldEpisode[];
  readonly corrected?: readonly CorrectedEpisode[];
};

/** Every accepted copy, in order of acceptance. */
export function toldMessages(happened: readonly Happened[]): readonly ToldMessage[] {
  return happened.flatMap((one) => (one.kind === 'accepted' ? [read(one.message)] : []));
}

/** Asked after every step of a run. */
const read = keptWith((message: RenderedMessage): ToldMessage => {
  const [path = '', number = '0'] = message.id.split('#');
  const parsed = JSON.parse(message.json) as Parsed;
  const isReplacement = number.includes('-r');
  return {
    id: message.id,
    group: path,
    seq: Number.parseInt(number, 10),
    isReplacement,
    at: instant(message.at),
    rule: message.attributes.rule,
    audience: message.attributes.audience,
    kind: message.attributes.kind,
    firing: parsed.firing ?? [],
    resolved: parsed.resolved ?? [],
    corrected: parsed.corrected ?? [],
    isSilent:
      isReplacement ||
      isMore(parsed.firingCount, parsed.firing) ||
      isMore(parsed.resolvedCount, parsed.resolved) ||
      isMore(parsed.correctedCount, parsed.corrected),
    message,
    bytes: JSON.stringify(message),
  };
});

/** True where a message counts more than it lists. */
function isMore(count: number | undefined, listed: readonly unknown[] | undefined): boolean {
  return (count ?? 0) > (listed?.length ?? 0);
}

export function isSame(
  told: Pick<ToldEpisode, 'site' | 'episode'>,
  episode: { readonly site: string | null; readonly episode: number },
): boolean {
  return told.site === episode.site && told.episode === episode.episode;
}
