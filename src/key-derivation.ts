import { core } from './core.js';
import { type Digest, NativeDigest } from './digest.js';
import { hmac } from './hmac.js';
import { concatBytes, copyBytes } from './text.js';

/**
 * How a signer makes its signing key: by hashing `salt + "signer" + key`, by hashing `salt + key`, as the HMAC of the
 * salt under the key, or not at all.
 */
export type KeyDerivation = 'django-concat' | 'concat' | 'hmac' | 'none';

/** In the order of their numbers in the core: see assembly/key-derivation.ts. */
const KEY_DERIVATIONS: readonly KeyDerivation[] = ['django-concat', 'concat', 'hmac', 'none'];

/** "signer" */
const SIGNER: Uint8Array = new Uint8Array([0x73, 0x69, 0x67, 0x6e, 0x65, 0x72]);

/**
 * @throws TypeError if it is none of the four
 * @internal
 */
export function toKeyDerivation(value: unknown): KeyDerivation {
  const known = KEY_DERIVATIONS.indexOf(value as KeyDerivation);
  if (known < 0) throw new TypeError(`keyDerivation must be one of ${KEY_DERIVATIONS.join(', ')}`);
  return value as KeyDerivation;
}

/** @internal */
export function deriveKey(derivation: KeyDerivation, digest: Digest, salt: Uint8Array, key: Uint8Array): Uint8Array {
  const c = core();
  const length = salt.length + key.length;
  if (digest instanceof NativeDigest && length <= c.INPUT_SIZE) {
    c.input.set(salt);
    c.input.set(key, salt.length);
    const size = c.run.deriveKey(KEY_DERIVATIONS.indexOf(derivation), digest.id, salt.length, key.length);
    const derived = copyBytes(c.input, 0, size);
    c.run.wipe(length);
    return derived;
  }
  switch (derivation) {
    case 'django-concat':
      return digest.hash(concatBytes([salt, SIGNER, key]));
    case 'concat':
      return digest.hash(concatBytes([salt, key]));
    case 'hmac':
      return hmac(digest, key, salt);
    case 'none':
      return copyBytes(key);
  }
}
