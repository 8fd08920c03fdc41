/** The longest site or company name that a message shows. */
const MAX_NAME_CHARACTERS = 60;

/** Printable ASCII with single blanks inside, as nearly all names are: there is nothing to clean. */
const PLAIN_NAME = /^[!-~]+(?: [!-~]+)*$/;
const ASCII = /^[ -~]*$/;

/**
 * A name that can do no harm in a message: control, bidi and other invisible characters and lone
 * surrogates are taken out, white space becomes one blank, and what is too long is cut.
 */
export function cleanName(text: string): string {
  if (text.length <= MAX_NAME_CHARACTERS && PLAIN_NAME.test(text)) return text;
  const visible = text
    .normalize('NFC')
    .replace(/[\p{Z}\t\n\r]+/gu, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  const characters = [...visible];
  return characters.length <= MAX_NAME_CHARACTERS
    ? visible
    : `${characters.slice(0, MAX_NAME_CHARACTERS - 1).join('')}…`;
}

/** Printable ASCII for a subject: letters lose their marks, Cyrillic is spelled out, the rest is `?`. */
export function toAscii(text: string): string {
  const spelled = ASCII.test(text) ? text : [...text.normalize('NFC')].map(spell).join('');
  return spelled
    .replace(/\?{2,}/g, '?')
    .replace(/ +/g, ' ')
    .trim();
}

/** ASCII letters that take one of the 160 places of an SMS each; brackets and the like are replaced. */
export function toGsm(text: string): string {
  return toAscii(text).replace(/[[{]/g, '(').replace(/[\]}]/g, ')').replace(/[\\|]/g, '/').replace(/[`^~]/g, "'");
}

/** The name as ASCII, or the site's id where a part of it cannot be spelled. */
export function asciiName(name: string, id: string): string {
  const spelled = toAscii(cleanName(name));
  return spelled === '' || spelled.includes('?') ? toAscii(id) : spelled;
}

/** The name as people read it; a name of nothing but invisible characters gives way to the site's id. */
export function shownName(name: string | null, id: string | null): string {
  const clean = cleanName(name ?? '');
  return clean === '' ? (id ?? '') : clean;
}

/** At most `limit` UTF-16 units (which is what SMS and SNS count), cut between characters, with three dots. */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 3) break;
    kept += character;
  }
  return `${kept.trimEnd()}...`;
}

function spell(character: string): string {
  if (isPrintableAscii(character)) return character;
  const known = SPELLED[character] ?? spellUpper(character);
  if (known !== undefined) return known;
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...bare].map((one) => (isPrintableAscii(one) ? one : (SPELLED[one] ?? '?'))).join('');
}

function spellUpper(character: string): string | undefined {
  const lower = SPELLED[character.toLowerCase()];
  if (lower === undefined || character === character.toLowerCase()) return undefined;
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

function isPrintableAscii(character: string): boolean {
  return character >= ' ' && character <= '~';
}

/** Russian and Kazakh letters by common English usage, and what has no marks to take off. */
const SPELLED: Readonly<Record<string, string>> = {
  ...pairs('а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts'),
  ...pairs('ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ә=a ғ=gh қ=q ң=ng ө=o ұ=u ү=u һ=h'),
  ...pairs('ß=ss æ=ae ø=o đ=d ð=d þ=th ł=l œ=oe ı=i'),
  ...pairs('–=- —=- −=- ‘=\' ’=\' “=" ”=" «=" »=" …=... №=No. ×=x ·=- °=deg ²=2 ³=3 €=EUR £=GBP'),
  '\u00a0': ' ',
  '\u202f': ' ',
};

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map((pair) => [pair.charAt(0), pair.slice(2)]));
}
