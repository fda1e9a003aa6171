/*
 * The package cookie-signature as Express, cookie-parser and express-session use it: `s:`, the value, a dot, and the
 * HMAC-SHA-256 in base64 without padding.
 */
import { BadSignature } from '../errors.js';
import { Signer } from '../signer.js';
import { quote } from '../text.js';
import { type Keys, oldestFirst } from './keys.js';

const PREFIX = 's:';
const SEP = '.';

/**
 * Signs the value of a cookie as `response.cookie(name, value, { signed: true })` does.
 *
 * ```ts
 * sign('hello', 'tobiiscool'); // 's:hello.DGDUkGlIkCzPz+C0B064FNgHdEjox7ch8tOBGslZ5QI'
 * ```
 *
 * @param keys one, or several from newest to oldest, the `secret` of cookie-parser
 * @throws TypeError if `value` is no string or has a lone surrogate, or a key is neither text nor bytes
 * @throws RangeError for no key, or an empty one
 */
export function sign(value: string, keys: Keys): string {
  if (typeof value !== 'string') throw new TypeError('value must be a string');
  const token = makeSigner(keys).sign(value);
  return PREFIX + value + SEP + swapAlphabets(token.slice(value.length + SEP.length));
}

/**
 * The value of a cookie that {@link sign} or Express has signed: what cookie-parser puts into `request.signedCookies`.
 *
 * @throws BadSignature if it is not signed with any of the keys
 * @throws TypeError if a key is neither text nor bytes
 * @throws RangeError for no key, or an empty one
 */
export function unsign(signed: string, keys: Keys): string {
  const signer = makeSigner(keys);
  if (typeof signed !== 'string') throw new BadSignature('Token is not text');
  if (!signed.startsWith(PREFIX)) throw new BadSignature(`No ${quote(PREFIX)} found before value`);
  const token = signed.slice(PREFIX.length);
  const end = token.lastIndexOf(SEP);
  if (end < 0) throw new BadSignature(`No ${quote(SEP)} found in value`);
  const value = token.slice(0, end);
  const signature = token.slice(end + SEP.length);
  const found = Signer.verify(signer, value + SEP + swapAlphabets(signature));
  if (found === undefined) throw new BadSignature(`Signature ${quote(signature)} does not match`, value);
  return value;
}

function makeSigner(keys: Keys): Signer {
  return new Signer(oldestFirst(keys), { sep: SEP, keyDerivation: 'none', digestMethod: 'sha256' });
}

const SWAPPED: Readonly<Record<string, string>> = { '+': '-', '-': '+', '/': '_', _: '/' };

/** From base64 to base64url and back; of text that is the one it makes the other, and so what is neither stays that. */
function swapAlphabets(text: string): string {
  return text.replace(/[-+/_]/g, (character) => SWAPPED[character] as string);
}
