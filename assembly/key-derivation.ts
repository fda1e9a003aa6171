/*
 * The four ways in which itsdangerous makes a signing key of a salt and a secret key (Signer.derive_key).
 */
import { hash, outputSize } from './digest';
import { mac, midstates } from './hmac';
import { INPUT, MAC, MAX_PADDING, SIGNER } from './memory';

const CONCAT = 1;
const HMAC = 2;
const NONE = 3;

/** "signer", which django-concat puts between salt and key. */
const SIGNER_LITERAL: usize = memory.data<u8>([0x73, 0x69, 0x67, 0x6e, 0x65, 0x72]);

/**
 * INPUT holds the salt and then the secret key, together no longer than INPUT_SIZE. The derived key takes their place;
 * its length is returned.
 */
export function deriveKey(derivation: i32, digest: i32, saltLength: i32, keyLength: i32): i32 {
  const key = INPUT + saltLength;
  if (derivation == NONE) {
    memory.copy(INPUT, key, keyLength);
    return keyLength;
  }
  if (derivation == HMAC) {
    // The key may be hashed where it stands, so it moves off the salt's padding first.
    const apart = key + MAX_PADDING;
    memory.copy(apart, key, keyLength);
    midstates(digest, apart, keyLength, SIGNER);
    mac(digest, SIGNER, INPUT, saltLength);
    memory.copy(INPUT, MAC, outputSize(digest));
  } else if (derivation == CONCAT) {
    hash(digest, INPUT, saltLength + keyLength, INPUT);
  } else {
    memory.copy(key + 6, key, keyLength);
    memory.copy(key, SIGNER_LITERAL, 6);
    hash(digest, INPUT, saltLength + 6 + keyLength, INPUT);
  }
  return outputSize(digest);
}
