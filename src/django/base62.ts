/*
 * Whole numbers in base 62, the form of Django's timestamps.
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** All that a safe integer may be, for 62^9 is more than 2^53; and zeros before it, which Django reads too. */
const NUMERAL = /^(-?)0*([0-9A-Za-z]{1,9})$/;

/**
 * Django's `b62_encode`: `base62Encode(1767225600)` is `1vb66i`.
 *
 * @param num a safe integer
 */
export function base62Encode(num: number): string {
  let text = '';
  let rest = Math.abs(num);
  do {
    text = DIGITS.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  } while (rest > 0);
  return num < 0 ? `-${text}` : text;
}

/**
 * The number that a text stands for, as Django reads it; `undefined` where it is none, or no safe integer. That zeros may
 * stand before it lets nobody spell a token anew: the signature is over them.
 */
export function base62Decode(text: string): number | undefined {
  const [, sign, digits] = NUMERAL.exec(text) ?? [];
  if (digits === undefined) return undefined;
  let num = 0;
  for (const digit of digits) num = num * 62 + DIGITS.indexOf(digit);
  if (!Number.isSafeInteger(num)) return undefined;
  return sign === '-' ? 0 - num : num;
}
