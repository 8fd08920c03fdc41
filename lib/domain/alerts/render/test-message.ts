import type { Audience, Company } from '../../company.ts';
import { type Instant, toIso } from '../../instant.ts';
import type { RenderedMessage } from '../message.ts';
import { ENGLISH } from './english.ts';
import { languageOf } from './languages.ts';
import { cleanName, cutTo, toAscii, toGsm } from './plain-text.ts';
import { SMS_GSM_CHARACTERS, SMS_UCS2_CHARACTERS, SUBJECT_CHARACTERS } from './render-message.ts';

/** A message that only proves that messages arrive: marked as a test in every channel, kind `test`. */
export function testMessage(
  company: Pick<Company, 'company' | 'name'>,
  audience: Pick<Audience, 'id' | 'locale'>,
  at: Instant,
): RenderedMessage {
  const language = languageOf(audience.locale);
  const latin = language.isGsm ? language : ENGLISH;
  const id = `${company.company}/test/unknown/${audience.id}#${at}`;
  const name = cleanName(company.name);
  const text = `${language.kind.test}: ${language.testText} (${name}, ${audience.id})`;
  return {
    id,
    at,
    audience: audience.id,
    subject: cutTo(toAscii(`[${latin.kind.test}] ${latin.testText} (${name})`), SUBJECT_CHARACTERS),
    sms: language.isGsm ? cutTo(toGsm(text), SMS_GSM_CHARACTERS) : cutTo(text, SMS_UCS2_CHARACTERS),
    email: `${text}\n\n  ${language.labels.message}: ${id}\n`,
    json: JSON.stringify({
      id,
      kind: 'test',
      company: company.company,
      rule: 'test',
      cause: 'unknown',
      severity: 'info',
      sites: [],
      siteCount: 0,
      reasons: [],
      at: toIso(at),
    }),
    attributes: {
      company: company.company,
      audience: audience.id,
      rule: 'test',
      severity: 'info',
      kind: 'test',
      cause: 'unknown',
    },
  };
}
