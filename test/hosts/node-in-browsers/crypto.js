/** `createHash` and `createHmac` by @noble/hashes. */
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_512, shake256 } from '@noble/hashes/sha3.js';
import { Buffer } from './buffer.js';

const HASHES = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  'sha512-224': sha512_224,
  'sha512-256': sha512_256,
  'sha3-256': sha3_256,
  'sha3-512': sha3_512,
  blake2b512: blake2b,
  blake2s256: blake2s,
  shake256,
};

const bytes = (data) => (typeof data === 'string' ? new TextEncoder().encode(data) : data);

const asNode = (hash) => ({
  update: (data) => asNode(hash.update(bytes(data))),
  digest(encoding) {
    const digest = Buffer.from(hash.digest());
    return encoding ? digest.toString(encoding) : digest;
  },
});

export const createHash = (name, { outputLength } = {}) =>
  asNode(HASHES[name].create(outputLength && { dkLen: outputLength }));
export const createHmac = (name, key) => asNode(hmac.create(HASHES[name], bytes(key)));

export const getHashes = () => Object.keys(HASHES);
