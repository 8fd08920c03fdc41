import type * as z from 'zod';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'a block of keys',
  record: 'a block of keys',
  array: 'a list',
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** What a refused value should have been, in people's words: the schema's own where it has some, else from its type or bound. */
export function issueWords(issue: z.core.$ZodIssue): string {
  const isOwn = !/^(Invalid |Too (big|small))/.test(issue.message);
  if (isOwn) return issue.message;
  if (issue.code === 'invalid_type') return TYPE_WORDS[issue.expected] ?? issue.expected;
  if (issue.code === 'too_big')
    return bound(issue.origin, issue.inclusive === false ? 'below' : 'at most', issue.maximum);
  if (issue.code === 'too_small')
    return bound(issue.origin, issue.inclusive === false ? 'above' : 'at least', issue.minimum);
  return issue.message;
}

function bound(origin: string, word: string, limit: number | bigint): string {
  if (origin === 'string') return `a text of ${word} ${limit} characters`;
  if (origin === 'array') return `a list of ${word} ${limit}`;
  return `a number ${word.startsWith('at') ? 'of ' : ''}${word} ${limit}`;
}
