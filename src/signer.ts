import { checkSignature, HMACAlgorithm, nativeHmacDigest, type SigningAlgorithm, toAlgorithm } from './algorithm.js';
import { core } from './core.js';
import { type Digest, type DigestName, toDigest } from './digest.js';
import { base64Encode, decodeBase64 } from './encoding.js';
import { BadSignature } from './errors.js';
import { prepareKey } from './hmac.js';
import { deriveKey, type KeyDerivation, toKeyDerivation } from './key-derivation.js';
import { type SecretKey, toSecretKeys } from './secret-key.js';
import {
  type BytesLike,
  concatBytes,
  copyBytes,
  decodeText,
  isBytesLike,
  isWellFormed,
  quote,
  toBytes,
} from './text.js';
import { writeTimestamp } from './timestamp.js';
import { BAD_SIGNATURE, GOOD, reading, readToken, signToken, type TokenKeys } from './token.js';

export interface SignerOptions {
  /** Separates the tokens of one purpose from those of another; need not be secret. Default `itsdangerous.Signer`. */
  salt?: BytesLike | undefined;
  /** Stands between value and signature. Default `.`; not empty, and not of base64url characters and `=` alone. */
  sep?: BytesLike | undefined;
  /** How the signing key is made of salt and secret key. Default `django-concat`. */
  keyDerivation?: KeyDerivation | undefined;
  /** The hash function of the derivation and of the default algorithm. Default `sha1`. */
  digestMethod?: DigestName | Digest | undefined;
  /** What signs. Default `new HMACAlgorithm(digestMethod)`. */
  algorithm?: SigningAlgorithm | undefined;
}

/** What {@link Signer.tryUnsign} found: the value, or why there is none. */
export type UnsignResult<Value extends BytesLike = string> = UnsignSuccess<Value> | UnsignFailure;

export interface UnsignSuccess<Value extends BytesLike = string> {
  readonly ok: true;
  readonly value: Value;
  /** Which of `secretKeys` the token is signed with. */
  readonly keyIndex: number;
  /** Whether that is not the newest key, so that the value had better be signed again. */
  readonly needsResign: boolean;
}

export interface UnsignFailure {
  readonly ok: false;
  readonly error: BadSignature;
}

const BASE64URL_OR_PAD = /^[\w=-]*$/;

/**
 * Signs text or bytes, and on their return tells whether they are still the same. What goes in as text comes out as
 * text, what goes in as bytes comes out as bytes.
 *
 * ```ts
 * const signer = new Signer('secret key');
 * signer.sign('value'); // 'value.3h1kfBFjrdSRQnulP4JjSjkZVAc'
 * signer.unsign('value.3h1kfBFjrdSRQnulP4JjSjkZVAc'); // 'value'
 * ```
 */
export class Signer {
  static readonly defaultDigestMethod: DigestName | Digest = 'sha1';
  static readonly defaultKeyDerivation: KeyDerivation = 'django-concat';

  readonly keyDerivation: KeyDerivation;
  /** The digest as it was given. */
  readonly digestMethod: DigestName | Digest;
  readonly algorithm: SigningAlgorithm;
  readonly #secretKeys: readonly Uint8Array[];
  readonly #salt: Uint8Array;
  readonly #sep: Uint8Array;
  /** `undefined` where the separator is not UTF-8: then no token is text. */
  readonly #sepText: string | undefined;
  readonly #digest: Digest;
  /** `null` where this signer's tokens are not for the core alone. Made on first use. */
  #tokenKeys: TokenKeys | null | undefined;

  /**
   * @param secretKey one key, or several from oldest to newest
   * @throws TypeError for an option of the wrong type, an unknown key derivation or digest
   * @throws RangeError for no key, an empty key, or a separator that may be part of a signature
   */
  constructor(secretKey: SecretKey, options: SignerOptions = {}) {
    if (typeof options !== 'object' || options === null) throw new TypeError('options must be an object');
    const defaults = new.target as typeof Signer;
    this.#secretKeys = toSecretKeys(secretKey);
    this.#salt = copyBytes(toBytes(options.salt ?? 'itsdangerous.Signer', 'salt'));
    this.#sep = copyBytes(toBytes(options.sep ?? '.', 'sep'));
    this.#sepText = decodeText(this.#sep);
    if (this.#sepText !== undefined && BASE64URL_OR_PAD.test(this.#sepText)) {
      throw new RangeError(
        'sep must hold a character that is none of base64url and "=", or it may be part of a signature',
      );
    }
    this.keyDerivation = toKeyDerivation(options.keyDerivation ?? defaults.defaultKeyDerivation);
    this.digestMethod = options.digestMethod ?? defaults.defaultDigestMethod;
    this.#digest = toDigest(this.digestMethod);
    this.algorithm = toAlgorithm(options.algorithm ?? new HMACAlgorithm(this.digestMethod));
  }

  /** Copies of all keys, oldest first. */
  get secretKeys(): readonly Uint8Array[] {
    return this.#secretKeys.map((key) => copyBytes(key));
  }

  /** A copy of the newest key. */
  get secretKey(): Uint8Array {
    return copyBytes(this.#newestKey);
  }

  get salt(): Uint8Array {
    return copyBytes(this.#salt);
  }

  get sep(): Uint8Array {
    return copyBytes(this.#sep);
  }

  get #newestKey(): Uint8Array {
    return this.#secretKeys[this.#secretKeys.length - 1] as Uint8Array;
  }

  /**
   * The signing key of a secret key. A subclass that overrides it is obeyed. No way to make a good key of a bad
   * password: choose long random keys.
   *
   * @param secretKey default: the newest key
   */
  deriveKey(secretKey?: BytesLike): Uint8Array {
    const key = secretKey === undefined ? this.#newestKey : (toSecretKeys([secretKey])[0] as Uint8Array);
    return deriveKey(this.keyDerivation, this.#digest, this.#salt, key);
  }

  /** The signature of `value` with the newest key: base64url, no padding. */
  getSignature(value: BytesLike): string {
    const bytes = toBytes(value, 'value');
    return base64Encode(checkSignature(this.algorithm.getSignature(this.deriveKey(), bytes)));
  }

  /**
   * The token of `value`: value, separator, signature.
   *
   * @throws TypeError if `value` is neither text nor bytes, or text with a lone surrogate
   */
  sign(value: string): string;
  sign(value: Uint8Array): Uint8Array;
  sign(value: BytesLike): string | Uint8Array;
  sign(value: BytesLike): string | Uint8Array {
    return this.signWith(value);
  }

  /** Whether `signature` is that of `value` with any of the keys. It came over the wire, so nothing in it throws. */
  verifySignature(value: BytesLike, signature: BytesLike): boolean {
    return this.#findKey(toBytes(value, 'value'), signature) >= 0;
  }

  /**
   * The value of a token.
   *
   * @throws BadSignature if the token is not one of this signer's
   */
  unsign(signed: string): string;
  unsign(signed: Uint8Array): Uint8Array;
  unsign(signed: BytesLike): string | Uint8Array;
  unsign(signed: BytesLike): string | Uint8Array {
    const result = this.verify(signed);
    if (result.ok) return result.value;
    throw result.error;
  }

  /** Whether {@link unsign} takes the token. */
  validate(signed: BytesLike): boolean {
    return this.tryUnsign(signed).ok;
  }

  /** As {@link unsign}, without the cost of throwing. */
  tryUnsign(signed: string): UnsignResult<string>;
  tryUnsign(signed: Uint8Array): UnsignResult<Uint8Array>;
  tryUnsign(signed: BytesLike): UnsignResult<string | Uint8Array>;
  tryUnsign(signed: BytesLike): UnsignResult<string | Uint8Array> {
    if (this.unsign === Signer.prototype.unsign) return this.verify(signed);
    return this.attempt(() => this.success(this.unsign(signed)));
  }

  /** The tokens of many values. */
  signMany(values: readonly string[]): string[];
  signMany(values: readonly Uint8Array[]): Uint8Array[];
  signMany(values: readonly BytesLike[]): (string | Uint8Array)[] {
    return toArray(values, 'values').map((value) => this.sign(value));
  }

  /** {@link tryUnsign} for many tokens: a bad one does not stop the rest. */
  tryUnsignMany(signed: readonly string[]): UnsignResult<string>[];
  tryUnsignMany(signed: readonly Uint8Array[]): UnsignResult<Uint8Array>[];
  tryUnsignMany(signed: readonly BytesLike[]): UnsignResult<string | Uint8Array>[] {
    return toArray(signed, 'signed').map((token) => this.tryUnsign(token));
  }

  /**
   * What the core needs to make and read this signer's tokens alone; `undefined` where a method is overridden, or the
   * digest or the algorithm is not the core's.
   *
   * @internal
   */
  tokenKeys(): TokenKeys | undefined {
    if (this.#tokenKeys === undefined) {
      const { deriveKey, getSignature, verifySignature } = Signer.prototype;
      const digest = nativeHmacDigest(this.algorithm);
      const native =
        digest !== undefined &&
        this.deriveKey === deriveKey &&
        this.getSignature === getSignature &&
        this.verifySignature === verifySignature &&
        this.#sep.length <= core().MAX_SEP;
      this.#tokenKeys = native
        ? {
            digest,
            sep: this.#sep,
            sepText: this.#sepText,
            midstates: this.#secretKeys.map((key) => prepareKey(digest, this.deriveKey(key))).reverse(),
          }
        : null;
    }
    return this.#tokenKeys ?? undefined;
  }

  /**
   * The token of `value`, with a timestamp if `seconds` are given.
   *
   * @internal
   */
  signWith(value: BytesLike, seconds?: number): string | Uint8Array {
    if (!isBytesLike(value)) throw new TypeError('value must be a string or a Uint8Array');
    if (typeof value === 'string' && this.#sepText === undefined) {
      throw new TypeError('value must be a Uint8Array, as sep is not UTF-8');
    }
    const keys = this.tokenKeys();
    const token = keys && signToken(keys, value, seconds);
    if (token !== undefined) return token;
    const dated = seconds === undefined ? value : this.#join(value, writeTimestamp(seconds));
    return this.#join(dated, this.getSignature(dated));
  }

  /**
   * The value before the last separator and what follows it; `undefined` where there is none.
   *
   * @internal
   */
  split(signed: BytesLike): [before: BytesLike, after: BytesLike] | undefined {
    if (typeof signed === 'string') {
      const at = this.#sepText === undefined ? -1 : signed.lastIndexOf(this.#sepText);
      return at < 0 ? undefined : [signed.slice(0, at), signed.slice(at + (this.#sepText as string).length)];
    }
    const at = lastIndexOf(signed, this.#sep);
    return at < 0 ? undefined : [copyBytes(signed, 0, at), copyBytes(signed, at + this.#sep.length)];
  }

  /**
   * {@link unsign} without throwing.
   *
   * @internal
   */
  verify(signed: unknown): UnsignResult<string | Uint8Array> {
    if (!isBytesLike(signed)) return this.refuse(signed);
    const keys = this.tokenKeys();
    const status = keys && readToken(keys, signed, false);
    if (status === GOOD) return this.success(reading.value, reading.keyIndex);
    if (status === BAD_SIGNATURE || (typeof signed === 'string' && !isWellFormed(signed))) return this.refuse(signed);
    const parts = this.split(signed);
    const keyIndex = parts === undefined ? -1 : this.#findKey(...parts);
    return parts === undefined || keyIndex < 0 ? this.refuse(signed) : this.success(parts[0], keyIndex);
  }

  /**
   * Says why a token's signature is no good, as itsdangerous does.
   *
   * @internal
   */
  refuse(signed: unknown): UnsignFailure {
    if (!isBytesLike(signed)) return { ok: false, error: new BadSignature('Token is neither text nor bytes') };
    const parts = this.split(signed);
    if (parts === undefined) return { ok: false, error: new BadSignature(`No ${quote(this.#sep)} found in value`) };
    return { ok: false, error: new BadSignature(`Signature ${quote(parts[1])} does not match`, parts[0]) };
  }

  /** @internal */
  success<Value extends BytesLike>(value: Value, keyIndex: number = this.#secretKeys.length - 1): UnsignSuccess<Value> {
    return { ok: true, value, keyIndex, needsResign: keyIndex !== this.#secretKeys.length - 1 };
  }

  /**
   * Turns what an overridden method throws into a result.
   *
   * @internal
   */
  attempt<Result>(unsign: () => Result): Result | UnsignFailure {
    try {
      return unsign();
    } catch (error) {
      if (error instanceof BadSignature) return { ok: false, error };
      throw error;
    }
  }

  /** The index of the newest key with which `signature` is that of `value`, or -1. */
  #findKey(value: BytesLike, signature: BytesLike): number {
    if (this.verifySignature !== Signer.prototype.verifySignature) {
      return this.verifySignature(value, signature) ? this.#secretKeys.length - 1 : -1;
    }
    const bytes = toBytes(value, 'value');
    const decoded = decodeBase64(signature);
    if (decoded === undefined) return -1;
    return this.#secretKeys.findLastIndex((key) => this.algorithm.verifySignature(this.deriveKey(key), bytes, decoded));
  }

  #join(value: BytesLike, suffix: string): BytesLike {
    return typeof value === 'string'
      ? value + this.#sepText + suffix
      : concatBytes(value, this.#sep, toBytes(suffix, 'signature'));
  }
}

/** @throws TypeError if it is no array */
export function toArray<Item>(items: readonly Item[], name: string): readonly Item[] {
  if (!Array.isArray(items)) throw new TypeError(`${name} must be an array`);
  return items;
}

/** Where `part` begins last in `bytes`, or -1. */
function lastIndexOf(bytes: Uint8Array, part: Uint8Array): number {
  let at = bytes.length - part.length;
  while (at >= 0 && !part.every((byte, i) => bytes[at + i] === byte)) at--;
  return at;
}
