import { core } from './core.js';
import { base64Encode } from './encoding.js';
import { type BytesLike, copyBytes, isBytes, toBytes } from './text.js';

/** One key, or several from oldest to newest: the newest signs, all of them verify. */
export type SecretKey = BytesLike | Iterable<BytesLike>;

/**
 * Copies of the keys that a programmer passed as `name`, in their order.
 *
 * @throws TypeError if one is neither text nor bytes
 * @throws RangeError if there is none, or one is empty: what anybody can sign is no secret
 * @internal
 */
export function toSecretKeys(secretKey: SecretKey, name = 'secretKey'): Uint8Array[] {
  const keys: unknown = typeof secretKey === 'string' || isBytes(secretKey) ? [secretKey] : secretKey;
  // Not every host lets arrays be iterated.
  const isIterable =
    Array.isArray(keys) || typeof (keys as Iterable<BytesLike> | undefined)?.[Symbol.iterator] === 'function';
  // Of a String object, each character would be a key.
  if (!isIterable || Object.prototype.toString.call(keys) === '[object String]') {
    throw new TypeError(`${name} must be a string, a Uint8Array or an iterable of them`);
  }
  // Each at once, for what gives the next one may change it.
  const copies: Uint8Array[] = [];
  for (const key of keys as Iterable<BytesLike>) copies.push(copyBytes(toBytes(key, name)));
  if (copies.length === 0) throw new RangeError(`${name} must hold at least one key`);
  if (copies.some((key) => key.length === 0)) throw new RangeError(`${name} must not be empty`);
  return copies;
}

/** The most that `crypto.getRandomValues` gives at once. */
const MAX_RANDOM_BYTES = 65536;

/**
 * A new random key as base64url text, from the host's `crypto.getRandomValues`.
 *
 * ```ts
 * generateSecretKey(); // 43 characters, 256 bits
 * ```
 *
 * @param bytes how many random bytes, 1 to 65536
 * @throws RangeError if `bytes` is no whole number in that range
 * @throws Error if the host has no `crypto.getRandomValues`
 */
export function generateSecretKey(bytes = 32): string {
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > MAX_RANDOM_BYTES) {
    throw new RangeError(`bytes must be a whole number from 1 to ${MAX_RANDOM_BYTES}`);
  }
  if (typeof globalThis.crypto?.getRandomValues !== 'function') {
    throw new Error('generateSecretKey needs crypto.getRandomValues, which this host does not have');
  }
  const key = base64Encode(globalThis.crypto.getRandomValues(new Uint8Array(bytes)));
  const { run, INPUT_SIZE } = core();
  run.wipe(INPUT_SIZE);
  return key;
}
