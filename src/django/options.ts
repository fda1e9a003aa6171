/*
 * Django's keyword arguments and settings as options, and what they are for a signer of the main entry.
 */
import { toArray, toOptions } from '../arguments.js';
import { type Digest, type DigestName, toDigest } from '../digest.js';
import type { SignerOptions as BaseOptions } from '../signer.js';
import { type BytesLike, concatBytes, encodeText, toBytes } from '../text.js';

export interface KeyOptions {
  /** What signs, and verifies first: the setting `SECRET_KEY`. */
  key: BytesLike;
  /** What verifies too: the setting `SECRET_KEY_FALLBACKS`. Default: none. */
  fallbackKeys?: readonly BytesLike[] | undefined;
  /** Default `sha256`; `sha1` for Django before 3.1, or with its setting `DEFAULT_HASHING_ALGORITHM`. */
  algorithm?: DigestName | Digest | undefined;
}

export interface SignerOptions extends KeyOptions {
  /** Separates the tokens of one purpose from those of another. Default, also for an empty one: the name of Django's class. */
  salt?: BytesLike | undefined;
  /** Stands between value, timestamp and signature. Default `:`. */
  sep?: BytesLike | undefined;
}

export interface ClockOption {
  /** The time in milliseconds since the epoch. Default `Date.now`. */
  clock?: (() => number) | undefined;
}

/**
 * The keys from oldest to newest, as the main entry has them: Django has the newest first.
 *
 * @param prefix stands before each key, in ASCII
 * @throws TypeError if a key is neither text nor bytes, or `fallbackKeys` is no array
 * @throws RangeError if a key is empty: what anybody can sign is no secret
 */
export function toSecretKeys(options: KeyOptions, prefix = ''): Uint8Array[] {
  const { key, fallbackKeys } = toOptions(options);
  const toKey = (given: BytesLike, name: string): Uint8Array => {
    const bytes = toBytes(given, name);
    if (bytes.length === 0) throw new RangeError(`${name} must not be empty`);
    return concatBytes([encodeText(prefix) as Uint8Array, bytes]);
  };
  const fallbacks = toArray(fallbackKeys ?? [], 'fallbackKeys').map((fallback) => toKey(fallback, 'fallbackKeys'));
  return [...fallbacks.reverse(), toKey(key, 'key')];
}

/** The options of a signer of the main entry that signs as Django's `salted_hmac` does. */
export function toBaseOptions(
  options: Omit<SignerOptions, 'key'>,
  defaultSalt: string,
): BaseOptions & { salt: BytesLike } {
  const { salt: given, algorithm, sep } = toOptions(options);
  const salt = given ?? '';
  const digestMethod = algorithm ?? 'sha256';
  toDigest(digestMethod, 'algorithm');
  return {
    // As Django has it, no salt and an empty one are the same.
    salt: salt.length === 0 ? defaultSalt : salt,
    sep: sep ?? ':',
    digestMethod,
    keyDerivation: 'django-concat',
  };
}
