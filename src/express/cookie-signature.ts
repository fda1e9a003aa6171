/*
 * The package cookie-signature as Express, cookie-parser and express-session use it: `s:`, the value, a dot, and the
 * HMAC-SHA-256 in base64 without its padding.
 */
import { HMACAlgorithm } from '../algorithm.js';
import { BadSignature } from '../errors.js';
import { toSecretKeys } from '../secret-key.js';
import { decodeStandardBase64, encodeStandardBase64 } from '../standard-base64.js';
import { encodeText, quote, toBytes } from '../text.js';
import type { Keys } from './keys.js';

const PREFIX = 's:';
const SEP = '.';
/** Of the base64 of 32 bytes. */
const PADDING = '=';

const algorithm = /* @__PURE__ */ new HMACAlgorithm('sha256');

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
  const [newest] = toSecretKeys(keys, 'keys') as [Uint8Array];
  const signature = algorithm.getSignature(newest, toBytes(value, 'value'));
  return PREFIX + value + SEP + encodeStandardBase64(signature).slice(0, -PADDING.length);
}

/**
 * The value of a cookie that {@link sign} or Express has signed: what cookie-parser puts into `request.signedCookies`.
 *
 * @throws BadSignature if it is not signed with any of the keys
 * @throws TypeError if a key is neither text nor bytes
 * @throws RangeError for no key, or an empty one
 */
export function unsign(signed: string, keys: Keys): string {
  const secretKeys = toSecretKeys(keys, 'keys');
  if (typeof signed !== 'string') throw new BadSignature('Token is not text');
  if (!signed.startsWith(PREFIX)) throw new BadSignature(`No ${quote(PREFIX)} found before value`);
  const end = signed.lastIndexOf(SEP);
  if (end < 0) throw new BadSignature(`No ${quote(SEP)} found in value`);
  const value = signed.slice(PREFIX.length, end);
  const text = signed.slice(end + SEP.length);
  const bytes = encodeText(value);
  const signature = decodeStandardBase64(text + PADDING);
  if (bytes !== undefined && signature !== undefined) {
    for (const key of secretKeys) if (algorithm.verifySignature(key, bytes, signature)) return value;
  }
  throw new BadSignature(`Signature ${quote(text)} does not match`, value);
}
