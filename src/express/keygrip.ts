import { type Digest, type DigestName, toDigest } from '../digest.js';
import { base64Decode, base64Encode, decodeBase64 } from '../encoding.js';
import { toSecretKeys } from '../secret-key.js';
import { Signer } from '../signer.js';
import { decodeHex, encodeHex } from './hex.js';
import type { Keys } from './keys.js';

/** How a signature is written: `base64` is base64url without padding, `hex` in lower case. */
export type KeygripEncoding = 'base64' | 'hex';

/** Between data and signature while the core looks at both: no signature has it. */
const SEP = '.';

/**
 * The package keygrip, with which cookie-session, cookies and Koa sign a cookie into a second one: HMAC with any of several
 * keys, the newest first. Unlike there the keys are copied, so a change of the array afterwards changes nothing.
 *
 * ```ts
 * const keygrip = new Keygrip(['new key', 'old key']);
 * const signature = keygrip.sign('session=e30=');
 * keygrip.verify('session=e30=', signature); // true
 * keygrip.index('session=e30=', signature); // 0: the newest key's
 * ```
 */
export class Keygrip {
  readonly #signer: Signer;
  readonly #lastKey: number;
  readonly #encoding: KeygripEncoding;

  /**
   * @param keys from newest to oldest
   * @param algorithm default `sha1`
   * @param encoding default `base64`
   * @throws TypeError for a key that is neither text nor bytes, an unknown algorithm or encoding
   * @throws RangeError for no key, or an empty one
   */
  constructor(keys: Keys, algorithm: DigestName | Digest = 'sha1', encoding: KeygripEncoding = 'base64') {
    // The main entry has them from oldest to newest.
    const secretKeys = toSecretKeys(keys, 'keys').reverse();
    toDigest(algorithm, 'algorithm');
    if (encoding !== 'base64' && encoding !== 'hex') throw new TypeError('encoding must be "base64" or "hex"');
    this.#signer = new Signer(secretKeys, { sep: SEP, keyDerivation: 'none', digestMethod: algorithm });
    this.#lastKey = secretKeys.length - 1;
    this.#encoding = encoding;
  }

  /**
   * The signature of `data` with the newest key.
   *
   * @throws TypeError if `data` is no string, or has a lone surrogate
   */
  sign(data: string): string {
    if (typeof data !== 'string') throw new TypeError('data must be a string');
    const signature = this.#signer.sign(data).slice(data.length + SEP.length);
    return this.#encoding === 'hex' ? encodeHex(base64Decode(signature)) : signature;
  }

  /** Whether `signature` is that of `data` with any of the keys. Both came over the wire, so nothing in them throws. */
  verify(data: string, signature: string): boolean {
    return this.index(data, signature) >= 0;
  }

  /** Which key, counted from the newest, has made `signature` of `data`; -1 for none. */
  index(data: string, signature: string): number {
    if (typeof data !== 'string' || typeof signature !== 'string') return -1;
    const bytes = this.#encoding === 'hex' ? decodeHex(signature) : decodeBase64(signature);
    if (bytes === undefined) return -1;
    const found = Signer.verify(this.#signer, data + SEP + base64Encode(bytes));
    if (found === undefined) return -1;
    return this.#lastKey - found.keyIndex;
  }
}
