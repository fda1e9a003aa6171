/*
 * Whole numbers in base 62, the form of Django's timestamps.
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** All that a safe integer may be: 62^9 is more than 2^53. */
const NUMERAL = /^-?[0-9A-Za-z]{1,9}$/;

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

/** The number that a text stands for; `undefined` where it is not as {@link base62Encode} writes it. */
export function base62Decode(text: string): number | undefined {
  if (!NUMERAL.test(text)) return undefined;
  const negative = text.startsWith('-');
  let num = 0;
  for (const digit of negative ? text.slice(1) : text) num = num * 62 + DIGITS.indexOf(digit);
  if (negative) num = -num;
  return Number.isSafeInteger(num) && base62Encode(num) === text ? num : undefined;
}
