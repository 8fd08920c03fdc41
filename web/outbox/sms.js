/** How an SMS travels: in GSM-7 where its characters allow it, else in UCS-2, and in how many parts. */

/** 3GPP TS 23.038, basic table; a character of the extension table takes two places. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '^{}\\[~]|€';
const ALONE = { 'GSM-7': 160, 'UCS-2': 70 };
const JOINED = { 'GSM-7': 153, 'UCS-2': 67 };

/**
 * @param {string} text
 * @returns {{ characters: number, parts: number, alphabet: 'GSM-7' | 'UCS-2' }}
 */
export function smsParts(text) {
  const letters = [...text];
  const isGsm = letters.every((letter) => BASIC.includes(letter) || EXTENSION.includes(letter));
  const alphabet = isGsm ? 'GSM-7' : 'UCS-2';
  const places = isGsm ? letters.reduce((sum, letter) => sum + (EXTENSION.includes(letter) ? 2 : 1), 0) : text.length;
  const parts = places <= ALONE[alphabet] ? 1 : Math.ceil(places / JOINED[alphabet]);
  return { characters: letters.length, parts, alphabet };
}
