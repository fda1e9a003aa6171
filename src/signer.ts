import { checkSignature, constantTimeEqual, HMACAlgorithm, type SigningAlgorithm, toAlgorithm } from './algorithm.js';
import { refusePromise, toArray, toOptions } from './arguments.js';
import { inBatches, readBatch, signBatch } from './batch.js';
import { core } from './core.js';
import { type Digest, type DigestName, toDigest } from './digest.js';
import { base64Encode, decodeBase64 } from './encoding.js';
import { BadData, BadSignature } from './errors.js';
import { hmacOfText } from './hmac.js';
import { deriveKey, type KeyDerivation, toKeyDerivation } from './key-derivation.js';
import { Refusal } from './refusal.js';
import { type SecretKey, toSecretKeys } from './secret-key.js';
import {
  type BytesLike,
  checkWellFormed,
  concatBytes,
  copyBytes,
  decodeText,
  isBytes,
  isBytesLike,
  isWellFormed,
  quote,
  toBytes,
} from './text.js';
import { writeTimestamp } from './timestamp.js';
import {
  BAD_SIGNATURE,
  prepareTokenKeys,
  type Reading,
  readToken,
  signInput,
  signToken,
  type TakeInput,
  type TokenKeys,
} from './token.js';

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

/** Hooks may answer anything, so their answers are looked at. */
interface AlgorithmForValue {
  readonly sign: (key: Uint8Array) => unknown;
  readonly verify: (key: Uint8Array, signature: Uint8Array) => unknown;
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

  readonly #secretKeys: readonly Uint8Array[];
  readonly #salt: Uint8Array;
  readonly #sep: Uint8Array;
  /** `undefined` where the separator is not UTF-8: then no token is text. */
  readonly #sepText: string | undefined;
  readonly #keyDerivation: KeyDerivation;
  readonly #digestMethod: DigestName | Digest;
  readonly #digest: Digest;
  readonly #algorithm: SigningAlgorithm;
  /** Of the secret keys, each made on first use; no prototype can have one. */
  readonly #derivedKeys: { [index: number]: Uint8Array } = Object.create(null);
  /** `null` where this signer's tokens are not for the core alone. Made on first use. */
  #tokenKeys: TokenKeys | null | undefined;
  /** Of the token that was verified last: what an overridden `unsign` does not tell. */
  #lastKeyIndex = 0;

  /**
   * @param secretKey one key, or several from oldest to newest
   * @throws TypeError for an option of the wrong type, an unknown key derivation or digest
   * @throws RangeError for no key, an empty key, or a separator that may be part of a signature
   */
  constructor(secretKey: SecretKey, options: SignerOptions = {}) {
    const { salt, sep, keyDerivation, digestMethod, algorithm } = toOptions(options);
    const defaults = new.target as typeof Signer;
    this.#secretKeys = toSecretKeys(secretKey);
    this.#salt = copyBytes(toBytes(salt ?? 'itsdangerous.Signer', 'salt'));
    this.#sep = copyBytes(toBytes(sep ?? '.', 'sep'));
    this.#sepText = decodeText(this.#sep);
    if (this.#sepText !== undefined && BASE64URL_OR_PAD.test(this.#sepText)) {
      throw new RangeError(
        'sep must hold a character that is none of base64url and "=", or it may be part of a signature',
      );
    }
    this.#keyDerivation = toKeyDerivation(keyDerivation ?? defaults.defaultKeyDerivation);
    this.#digestMethod = digestMethod ?? defaults.defaultDigestMethod;
    this.#digest = toDigest(this.#digestMethod);
    this.#algorithm = toAlgorithm(algorithm ?? new HMACAlgorithm(this.#digestMethod));
  }

  /** Copies of all keys, oldest first. */
  get secretKeys(): readonly Uint8Array[] {
    return this.#secretKeys.map((key) => copyBytes(key));
  }

  /** A copy of the newest key. */
  get secretKey(): Uint8Array {
    return copyBytes(this.#secretKeys[this.#newest] as Uint8Array);
  }

  get salt(): Uint8Array {
    return copyBytes(this.#salt);
  }

  get sep(): Uint8Array {
    return copyBytes(this.#sep);
  }

  get keyDerivation(): KeyDerivation {
    return this.#keyDerivation;
  }

  /** The digest as it was given. */
  get digestMethod(): DigestName | Digest {
    return this.#digestMethod;
  }

  get algorithm(): SigningAlgorithm {
    return this.#algorithm;
  }

  get #newest(): number {
    return this.#secretKeys.length - 1;
  }

  /**
   * The signing key of a secret key. A subclass that overrides it is obeyed. No way to make a good key of a bad
   * password: choose long random keys.
   *
   * @param secretKey default: the newest key
   */
  deriveKey(secretKey?: BytesLike): Uint8Array {
    const key = secretKey === undefined ? this.#secretKeys[this.#newest] : toSecretKeys([secretKey])[0];
    return deriveKey(this.#keyDerivation, this.#digest, this.#salt, key as Uint8Array);
  }

  /** The signature of `value` with the newest key: base64url, no padding. */
  getSignature(value: BytesLike): string {
    return base64Encode(checkSignature(this.#algorithmFor(value).sign(this.#derive())));
  }

  /** Whether `signature` is that of `value` with any of the keys. It came over the wire, so nothing in it throws. */
  verifySignature(value: BytesLike, signature: BytesLike): boolean {
    const { verify } = this.#algorithmFor(value);
    const decoded = decodeBase64(signature);
    if (decoded === undefined) return false;
    for (let index = this.#newest; index >= 0; index--) {
      if (toVerdict(verify(this.#derive(index), decoded), 'algorithm.verifySignature')) {
        this.#lastKeyIndex = index;
        return true;
      }
    }
    return false;
  }

  /** The algorithm on one value. Text goes into our own as it is, into any other as bytes. */
  #algorithmFor(value: BytesLike): AlgorithmForValue {
    const algorithm = this.#algorithm;
    const digest = HMACAlgorithm.nativeDigest(algorithm);
    if (typeof value === 'string' && digest !== undefined) {
      checkWellFormed(value, 'value');
      const sign = (key: Uint8Array) => hmacOfText(digest, key, value);
      return { sign, verify: (key, signature) => constantTimeEqual(sign(key), signature) };
    }
    const bytes = toBytes(value, 'value');
    return {
      sign: (key) => algorithm.getSignature(key, bytes),
      verify: (key, signature) => algorithm.verifySignature(key, bytes, signature),
    };
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
    return Signer.makeToken(this, value);
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
    const found = Signer.verify(this, signed);
    if (found === undefined) throw Signer.refuse(this, signed);
    return found.value;
  }

  /** Whether {@link unsign} takes the token. */
  validate(signed: BytesLike): boolean {
    return this.tryUnsign(signed).ok;
  }

  /** As {@link unsign}, but answers with the error, made when it is asked for, instead of throwing it. */
  tryUnsign(signed: string): UnsignResult<string>;
  tryUnsign(signed: Uint8Array): UnsignResult<Uint8Array>;
  tryUnsign(signed: BytesLike): UnsignResult<string | Uint8Array>;
  tryUnsign(signed: BytesLike): UnsignResult<string | Uint8Array> {
    if (this.unsign !== Signer.prototype.unsign) {
      return Signer.attempt(this, () => {
        const value: unknown = this.unsign(signed);
        refusePromise(value, 'unsign');
        if (!isBytesLike(value)) throw new TypeError('unsign must give a string or a Uint8Array');
        return Signer.success(this, value);
      });
    }
    const found = Signer.verify(this, signed);
    return found === undefined ? Signer.refusal(this, signed) : Signer.success(this, found.value, found.keyIndex);
  }

  /** The tokens of many values. */
  signMany(values: readonly string[]): string[];
  signMany(values: readonly Uint8Array[]): Uint8Array[];
  signMany(values: readonly BytesLike[]): (string | Uint8Array)[];
  signMany(values: readonly BytesLike[]): (string | Uint8Array)[] {
    return this.sign === Signer.prototype.sign
      ? Signer.makeTokens(this, toArray(values, 'values'))
      : toArray(values, 'values').map((value) => this.sign(value));
  }

  /** {@link tryUnsign} for many tokens: a bad one does not stop the rest. */
  tryUnsignMany(signed: readonly string[]): UnsignResult<string>[];
  tryUnsignMany(signed: readonly Uint8Array[]): UnsignResult<Uint8Array>[];
  tryUnsignMany(signed: readonly BytesLike[]): UnsignResult<string | Uint8Array>[];
  tryUnsignMany(signed: readonly BytesLike[]): UnsignResult<string | Uint8Array>[] {
    const tokens = toArray(signed, 'signed');
    const { unsign, tryUnsign } = Signer.prototype;
    if (this.unsign !== unsign || this.tryUnsign !== tryUnsign) return tokens.map((token) => this.tryUnsign(token));
    return Signer.readMany(this, tokens, false, (token, reading) => {
      if (reading === undefined) return this.tryUnsign(token);
      if (typeof reading === 'number') return Signer.refusal(this, token);
      return Signer.success(this, reading.value, reading.keyIndex);
    });
  }

  // What follows is for this class and TimestampSigner. Static, and called by the class's name, so that a method of a
  // subclass never takes its place.

  /**
   * What the core needs to make and read this signer's tokens alone; `undefined` where a method is overridden, or the
   * digest or the algorithm is not the core's.
   */
  static #keysOf(signer: Signer): TokenKeys | undefined {
    if (signer.#tokenKeys === undefined) {
      const { deriveKey, getSignature, verifySignature } = Signer.prototype;
      const digest = HMACAlgorithm.nativeDigest(signer.#algorithm);
      const native =
        digest !== undefined &&
        signer.deriveKey === deriveKey &&
        signer.getSignature === getSignature &&
        signer.verifySignature === verifySignature &&
        signer.#sep.length <= core().MAX_SEP;
      if (native) {
        const derive = (index: number) => deriveKey.call(signer, signer.#secretKeys[index]);
        signer.#tokenKeys = prepareTokenKeys(digest, signer.#sep, signer.#sepText, signer.#newest, derive);
      } else {
        signer.#tokenKeys = null;
      }
    }
    return signer.#tokenKeys ?? undefined;
  }

  /**
   * The token of `value`, with a timestamp if `seconds` are given.
   *
   * @internal
   */
  static makeToken(signer: Signer, value: BytesLike, seconds?: number): string | Uint8Array {
    if (!isBytesLike(value)) throw new TypeError('value must be a string or a Uint8Array');
    if (typeof value === 'string' && signer.#sepText === undefined) {
      throw new TypeError('value must be a Uint8Array, as sep is not UTF-8');
    }
    const keys = Signer.#keysOf(signer);
    const token = keys && signToken(keys, value, seconds);
    if (token !== undefined) return token;
    // A copy, for a hook or another thread may change the caller's bytes once they are signed.
    const own = typeof value === 'string' ? value : copyBytes(value);
    const dated = seconds === undefined ? own : signer.#join(own, writeTimestamp(seconds));
    const signature: unknown = signer.getSignature(dated);
    if (typeof signature !== 'string') throw new TypeError('getSignature must give a string');
    return signer.#join(dated, signature);
  }

  /**
   * The token of what `put` leaves at the core's input, where it answers with its length in bytes, all of them ASCII;
   * `undefined` where the core alone cannot make it, or the answer is -1.
   *
   * @internal
   */
  static makeTokenOfInput(signer: Signer, put: () => number, seconds: number | undefined): string | undefined {
    const keys = Signer.#keysOf(signer);
    if (keys === undefined) return undefined;
    const length = put();
    return length < 0 ? undefined : signInput(keys, length, seconds);
  }

  /**
   * The tokens of many values, with a timestamp each if there is a clock.
   *
   * @internal
   */
  static makeTokens(signer: Signer, values: readonly BytesLike[], now?: () => number): (string | Uint8Array)[] {
    const keys = Signer.#keysOf(signer);
    const tokens: (string | Uint8Array)[] = [];
    for (const batch of inBatches(values)) {
      const seconds = now && batch.map(now);
      const made = keys && signBatch(keys, batch, seconds);
      tokens.push(...(made ?? batch.map((value, i) => Signer.makeToken(signer, value, seconds?.[i]))));
    }
    return tokens;
  }

  /**
   * What becomes of many tokens, each by what the core sees in it, `undefined` where it was not asked.
   *
   * @internal
   */
  static readMany<Result>(
    signer: Signer,
    tokens: readonly BytesLike[],
    timestamped: boolean,
    toResult: (token: BytesLike, reading: Reading | number | undefined) => Result,
  ): Result[] {
    const keys = Signer.#keysOf(signer);
    const results: Result[] = [];
    for (const batch of inBatches(tokens)) {
      const readings = keys && readBatch(keys, batch, timestamped);
      for (let i = 0; i < batch.length; i++) results.push(toResult(batch[i] as BytesLike, readings?.[i]));
    }
    return results;
  }

  /**
   * What a token holds, as the core alone sees it: see {@link readToken}.
   *
   * @internal
   */
  static read(signer: Signer, signed: unknown, timestamped: boolean, take?: TakeInput): Reading | number | undefined {
    const keys = isBytesLike(signed) ? Signer.#keysOf(signer) : undefined;
    const reading = keys && readToken(keys, signed as BytesLike, timestamped, take);
    if (typeof reading === 'object') signer.#lastKeyIndex = reading.keyIndex;
    return reading;
  }

  /**
   * The value of a token with a good signature; `undefined` for any other.
   *
   * @internal
   */
  static verify(signer: Signer, signed: unknown, take?: TakeInput): Reading | undefined {
    if (!isBytesLike(signed)) return undefined;
    const reading = Signer.read(signer, signed, false, take);
    if (typeof reading === 'object') return reading;
    if (reading === BAD_SIGNATURE || (typeof signed === 'string' && !isWellFormed(signed))) return undefined;
    const parts = Signer.split(signer, signed);
    signer.#lastKeyIndex = signer.#newest;
    if (parts === undefined || !toVerdict(signer.verifySignature(...parts), 'verifySignature')) return undefined;
    const keyIndex = signer.#lastKeyIndex;
    const needsResign = keyIndex !== signer.#newest;
    return { ok: true, value: parts[0], keyIndex, needsResign, seconds: 0, taken: undefined };
  }

  /**
   * What a token holds, or why it is refused; `undefined` where a method is overridden that says so.
   *
   * @internal
   */
  static find(
    signer: Signer,
    signed: unknown,
    take: TakeInput | undefined,
  ): Reading | Refusal<BadSignature> | undefined {
    const { unsign, tryUnsign } = Signer.prototype;
    if (signer.unsign !== unsign || signer.tryUnsign !== tryUnsign) return undefined;
    return Signer.verify(signer, signed, take) ?? Signer.refusal(signer, signed);
  }

  /**
   * Says why a token's signature is no good, as itsdangerous does.
   *
   * @internal
   */
  static refuse(signer: Signer, signed: unknown): BadSignature {
    if (!isBytesLike(signed)) return new BadSignature('Token is neither text nor bytes');
    const parts = Signer.split(signer, signed);
    if (parts === undefined) return new BadSignature(`No ${quote(signer.#sep)} found in value`);
    return new BadSignature(`Signature ${quote(parts[1])} does not match`, parts[0]);
  }

  /**
   * The same, said when it is asked for.
   *
   * @internal
   */
  static refusal(signer: Signer, signed: unknown): Refusal<BadSignature> {
    // A copy: the caller's bytes may be others by then.
    const token = isBytes(signed) ? copyBytes(signed) : typeof signed === 'string' ? signed : undefined;
    return new Refusal(() => Signer.refuse(signer, token));
  }

  /**
   * The value before the last separator and what follows it, copied; `undefined` where there is none.
   *
   * @internal
   */
  static split(signer: Signer, signed: BytesLike): [before: BytesLike, after: BytesLike] | undefined {
    if (typeof signed === 'string') {
      const sep = signer.#sepText;
      const at = sep === undefined ? -1 : signed.lastIndexOf(sep);
      return at < 0 ? undefined : [signed.slice(0, at), signed.slice(at + (sep as string).length)];
    }
    const at = lastIndexOf(signed, signer.#sep);
    return at < 0 ? undefined : [copyBytes(signed, 0, at), copyBytes(signed, at + signer.#sep.length)];
  }

  /**
   * A value, the separator and what follows it: the other way of {@link Signer.split}.
   *
   * @internal
   */
  static join(signer: Signer, value: BytesLike, suffix: string): BytesLike {
    return signer.#join(value, suffix);
  }

  /** @internal */
  static success<Value extends BytesLike>(
    signer: Signer,
    value: Value,
    keyIndex: number = signer.#lastKeyIndex,
  ): UnsignSuccess<Value> {
    return { ok: true, value, keyIndex, needsResign: keyIndex !== signer.#newest };
  }

  /**
   * Turns what an overridden `unsign` throws for a bad token into a result.
   *
   * @internal
   */
  static attempt<Result>(signer: Signer, unsign: () => Result): Result | UnsignFailure {
    signer.#lastKeyIndex = signer.#newest;
    try {
      return unsign();
    } catch (error) {
      if (error instanceof BadSignature) return { ok: false, error };
      if (error instanceof BadData) return { ok: false, error: new BadSignature(error.message) };
      throw error;
    }
  }

  /**
   * What {@link deriveKey} gives for a key, by default the newest; looked at, for with anything but bytes a signature
   * would be under no key at all. An overridden one is asked every time; of our own answers an algorithm gets copies.
   */
  #derive(index?: number): Uint8Array {
    const at = index ?? this.#newest;
    const secretKey = this.#secretKeys[at] as Uint8Array;
    if (this.deriveKey === Signer.prototype.deriveKey) {
      this.#derivedKeys[at] ??= this.deriveKey(secretKey);
      return copyBytes(this.#derivedKeys[at]);
    }
    const key: unknown = this.deriveKey(index === undefined ? undefined : copyBytes(secretKey));
    if (!isBytes(key)) throw new TypeError('deriveKey must give a Uint8Array');
    return key;
  }

  #join(value: BytesLike, suffix: string): BytesLike {
    return typeof value === 'string'
      ? value + this.#sepText + suffix
      : concatBytes([value, this.#sep, toBytes(suffix, 'signature')]);
  }
}

/** What a hook says of a signature. A promise of `false` is no `true`. */
function toVerdict(verdict: unknown, name: string): boolean {
  if (typeof verdict !== 'boolean') throw new TypeError(`${name} must give true or false`);
  return verdict;
}

/** Where `part` begins last in `bytes`, or -1. */
function lastIndexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = bytes.length - part.length; at >= 0; at--) {
    let matching = 0;
    while (matching < part.length && bytes[at + matching] === part[matching]) matching++;
    if (matching === part.length) return at;
  }
  return -1;
}
