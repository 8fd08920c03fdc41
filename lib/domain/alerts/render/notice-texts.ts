import { keptWith, lastKeptWith } from '../../kept-with.ts';
import type { EpisodeNotice } from '../message.ts';
import { episodeLines } from './episode-lines.ts';
import { episodeJson, valuesJson } from './json.ts';
import { joined } from './lines.ts';

/** What messages say of a notice, whoever reads them. */
export type NoticeTexts = {
  readonly lines: typeof episodeLines;
  readonly json: (notice: EpisodeNotice) => string;
  readonly values: (notice: EpisodeNotice) => string;
};

/** Texts that are made once for all messages that share them: several audiences are told the same notices. */
export function noticeTexts(): NoticeTexts {
  return {
    lines: lastKeptWith((...of: Parameters<typeof episodeLines>) => joined(episodeLines(...of)), new Map()),
    json: keptWith(episodeJson, new Map()),
    values: keptWith(valuesJson, new Map()),
  };
}
