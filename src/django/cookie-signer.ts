import { toOptions } from '../arguments.js';
import { SignatureExpired } from '../errors.js';
import type { TimestampUnsignResult, UnsignOptions } from '../timestamp-signer.js';
import { Base62TimestampSigner } from './base62-timestamp-signer.js';
import { type ClockOption, type KeyOptions, toBaseOptions, toSecretKeys } from './options.js';

export interface CookieSignerOptions extends KeyOptions, ClockOption {
  /** The name of the cookie: a value that is signed for one cookie is no good in another. */
  name: string;
  /** The `salt` of `set_signed_cookie` and `get_signed_cookie`. Default: none. */
  salt?: string | undefined;
  /**
   * What to do with the salt that Django made of `name + salt` before 5.2.15 and 6.0.6 (CVE-2026-6873: two cookies may have
   * the same). Both it and the new one are read by `read`, the default, as by Django's setting
   * `SIGNED_COOKIE_LEGACY_SALT_FALLBACK`, and by `write`, which signs with the old one, for an older Django; `refuse` knows
   * the new one alone.
   */
  legacySalt?: 'read' | 'write' | 'refuse' | undefined;
}

/**
 * Signs the value of one cookie, as Django's `response.set_signed_cookie` and `request.get_signed_cookie` do.
 *
 * ```ts
 * const basket = new CookieSigner({ key: SECRET_KEY, name: 'basket', salt: 'shop' });
 * const cookie = basket.sign('3'); // '3:1vb66i:…'
 * basket.unsign(cookie, { maxAge: 3600 }); // '3', for an hour
 * ```
 */
export class CookieSigner {
  /** The first one signs. */
  readonly #signers: readonly [Base62TimestampSigner, Base62TimestampSigner?];

  /**
   * @throws TypeError for an option of the wrong type, an unknown algorithm
   * @throws RangeError for an empty key or name
   */
  constructor(options: CookieSignerOptions) {
    const keys = toSecretKeys(options, 'django.http.cookies');
    const { name, salt = '', legacySalt = 'read', algorithm, clock } = toOptions(options);
    if (typeof name !== 'string') throw new TypeError('name must be a string');
    if (name === '') throw new RangeError('name must not be empty');
    if (typeof salt !== 'string') throw new TypeError('salt must be a string');
    const makeSigner = (cookieSalt: string): Base62TimestampSigner =>
      new Base62TimestampSigner(keys, { ...toBaseOptions({ algorithm }, cookieSalt), clock });
    // Python counts characters, not UTF-16 units.
    const current = makeSigner(`django.http.cookies.v2:${[...salt].length}:${salt}${name}`);
    const legacy = makeSigner(name + salt);
    switch (legacySalt) {
      case 'read':
        this.#signers = [current, legacy];
        break;
      case 'write':
        this.#signers = [legacy, current];
        break;
      case 'refuse':
        this.#signers = [current];
        break;
      default:
        throw new TypeError('legacySalt must be "read", "write" or "refuse"');
    }
  }

  /**
   * The cookie for a value.
   *
   * @throws TypeError if the value is no string, or has a lone surrogate
   */
  sign(value: string): string {
    if (typeof value !== 'string') throw new TypeError('value must be a string');
    return this.#signers[0].sign(value);
  }

  /**
   * The value of a cookie, and with `returnTimestamp` the date of its signature too.
   *
   * @throws BadSignature if the cookie is none of this name, salt and key
   * @throws SignatureExpired if it is older than `maxAge` seconds
   * @throws TypeError if `maxAge` is anything but a finite number, `undefined` or `null`
   */
  unsign(cookie: string, options?: UnsignOptions & { returnTimestamp?: false | undefined }): string;
  unsign(cookie: string, options: UnsignOptions & { returnTimestamp: true }): [value: string, dateSigned: Date];
  unsign(
    cookie: string,
    options: UnsignOptions & { returnTimestamp?: boolean | undefined } = {},
  ): string | [value: string, dateSigned: Date] {
    const result = this.tryUnsign(cookie, options);
    if (!result.ok) throw result.error;
    return toOptions(options).returnTimestamp ? [result.value, result.dateSigned] : result.value;
  }

  /** As {@link unsign}, but answers with the error instead of throwing it. */
  tryUnsign(cookie: string, options: UnsignOptions = {}): TimestampUnsignResult {
    toOptions(options);
    const [first, second] = this.#signers;
    const result = first.tryUnsign(cookie, options);
    if (result.ok || second === undefined || result.error instanceof SignatureExpired) return result;
    const other = second.tryUnsign(cookie, options);
    return other.ok ? { ...other, needsResign: true } : other;
  }
}
