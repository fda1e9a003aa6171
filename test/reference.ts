/*
 * Tokens made with node:crypto alone, from the definition of itsdangerous 2.2.0: what ours are compared with where no
 * corpus has the case.
 */
import { createHash, createHmac } from 'node:crypto';
import type { DigestName, KeyDerivation } from '../src/index.js';

export const DIGESTS: readonly DigestName[] = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256'];
export const KEY_DERIVATIONS: readonly KeyDerivation[] = ['django-concat', 'concat', 'hmac', 'none'];

export interface ReferenceSigner {
  key: Uint8Array | string;
  salt?: Uint8Array | string;
  sep?: Uint8Array | string;
  keyDerivation?: KeyDerivation;
  digestMethod?: DigestName;
}

export function referenceKey({ key, salt = 'itsdangerous.Signer', ...options }: ReferenceSigner): Buffer {
  const { keyDerivation = 'django-concat', digestMethod = 'sha1' } = options;
  switch (keyDerivation) {
    case 'django-concat':
      return createHash(digestMethod).update(salt).update('signer').update(key).digest();
    case 'concat':
      return createHash(digestMethod).update(salt).update(key).digest();
    case 'hmac':
      return createHmac(digestMethod, key).update(salt).digest();
    case 'none':
      return Buffer.from(key);
  }
}

export function referenceToken(signer: ReferenceSigner, value: Uint8Array | string, seconds?: number): Buffer {
  const sep = Buffer.from(signer.sep ?? '.');
  let dated = Buffer.from(value);
  if (seconds !== undefined) {
    const hex = seconds === 0 ? '' : seconds.toString(16);
    const timestamp = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
    dated = Buffer.concat([dated, sep, Buffer.from(timestamp)]);
  }
  const mac = createHmac(signer.digestMethod ?? 'sha1', referenceKey(signer))
    .update(dated)
    .digest('base64url');
  return Buffer.concat([dated, sep, Buffer.from(mac)]);
}
