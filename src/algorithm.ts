import { core } from './core.js';
import { type Digest, type DigestName, NativeDigest, toDigest } from './digest.js';
import { hmac } from './hmac.js';
import { isBytes } from './text.js';

/**
 * Makes and verifies signatures. Extend it, or pass any object with the two methods, to sign with something else; a
 * subclass need only bring `getSignature`.
 */
export abstract class SigningAlgorithm {
  /** The signature of `value` under the derived key `key`. */
  abstract getSignature(key: Uint8Array, value: Uint8Array): Uint8Array;

  /** Whether `signature` is that of `value`, in a time that does not tell where it differs. */
  verifySignature(key: Uint8Array, value: Uint8Array, signature: Uint8Array): boolean {
    return constantTimeEqual(checkSignature(this.getSignature(key, value)), signature);
  }
}

/** HMAC (RFC 2104), what a signer uses unless told otherwise. */
export class HMACAlgorithm extends SigningAlgorithm {
  static readonly defaultDigestMethod: DigestName | Digest = 'sha1';
  readonly #digestMethod: DigestName | Digest;
  readonly #digest: Digest;

  /** @throws TypeError if `digestMethod` is neither a known name nor a Digest */
  constructor(digestMethod?: DigestName | Digest) {
    super();
    this.#digestMethod = digestMethod ?? (new.target as typeof HMACAlgorithm).defaultDigestMethod;
    this.#digest = toDigest(this.#digestMethod);
  }

  /** The digest as it was given. */
  get digestMethod(): DigestName | Digest {
    return this.#digestMethod;
  }

  /** @throws TypeError if `key` or `value` is no Uint8Array */
  getSignature(key: Uint8Array, value: Uint8Array): Uint8Array {
    return hmac(this.#digest, key, value);
  }

  /**
   * The digest of an algorithm that is the core's HMAC and nothing else; `undefined` for any other.
   *
   * @internal
   */
  static nativeDigest(algorithm: SigningAlgorithm): NativeDigest | undefined {
    const { getSignature, verifySignature } = HMACAlgorithm.prototype;
    const plain =
      algorithm instanceof HMACAlgorithm &&
      algorithm.getSignature === getSignature &&
      algorithm.verifySignature === verifySignature;
    return plain && algorithm.#digest instanceof NativeDigest ? algorithm.#digest : undefined;
  }
}

/** No signature at all: for tests, and for values that another layer protects. Anybody can make its tokens. */
export class NoneAlgorithm extends SigningAlgorithm {
  getSignature(_key: Uint8Array, _value: Uint8Array): Uint8Array {
    return new Uint8Array(0);
  }
}

/**
 * @throws TypeError if it lacks one of the two methods
 * @internal
 */
export function toAlgorithm(algorithm: SigningAlgorithm): SigningAlgorithm {
  if (typeof algorithm.getSignature !== 'function' || typeof algorithm.verifySignature !== 'function') {
    throw new TypeError('algorithm must have the methods getSignature and verifySignature');
  }
  return algorithm;
}

/**
 * @throws TypeError if what an algorithm answered is no Uint8Array
 * @internal
 */
export function checkSignature(signature: unknown): Uint8Array {
  if (!isBytes(signature)) throw new TypeError('algorithm must give a signature that is a Uint8Array');
  return signature;
}

/**
 * Whether two byte strings are the same, in a time that does not tell where they differ.
 *
 * @internal
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const { run, input } = core();
  const step = input.length / 2;
  let equal = true;
  for (let at = 0; at < a.length; at += step) {
    const piece = a.subarray(at, at + step);
    input.set(piece);
    input.set(b.subarray(at, at + step), piece.length);
    equal = run.equalInput(piece.length) === 1 && equal;
  }
  run.wipe(2 * Math.min(a.length, step));
  return equal;
}
