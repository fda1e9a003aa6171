import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DigestName, HMACAlgorithm } from '../src/index.js';

/** Our name, and the tag's size in bytes. */
const HASHES: [name: DigestName, size: number][] = [
  ['sha1', 20],
  ['sha224', 28],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
  ['sha512-256', 32],
];

/** The core reads keys and values through a buffer of this size. */
const BUFFER = 65536;

/** Bytes without a period, so that a chunk read twice, or left out, shows. */
const sample = createHash('shake256', { outputLength: 3 * BUFFER })
  .update('hmac')
  .digest();
const keys = sample.subarray(BUFFER);

const nodeTag = (name: DigestName, key: Uint8Array, value: Uint8Array): string =>
  createHmac(name, key).update(value).digest('hex');
const ourTag = (algorithm: HMACAlgorithm, key: Uint8Array, value: Uint8Array): string =>
  Buffer.from(algorithm.getSignature(key, value)).toString('hex');

describe.each(HASHES)('HMAC with %s', (name, size) => {
  const algorithm = new HMACAlgorithm(name);

  test('agrees with node:crypto at every key length from 0 to 260, and with keys as long as the buffer', () => {
    const lengths = Array.from({ length: 261 }, (_, length) => length);
    for (const keyLength of [...lengths, BUFFER - 1, BUFFER, BUFFER + 1]) {
      for (const valueLength of [0, 1, 20, 64, keyLength]) {
        const key = keys.subarray(1, 1 + keyLength);
        const value = sample.subarray(0, valueLength);
        const where = `a key of ${keyLength} bytes, a value of ${valueLength}`;
        expect(ourTag(algorithm, key, value), where).toBe(nodeTag(name, key, value));
      }
    }
  });

  test('agrees with node:crypto at every value length around the blocks and the buffer', () => {
    const key = keys.subarray(0, 24);
    const around = Array.from({ length: 261 }, (_, i) => BUFFER - 130 + i);
    for (const length of [...Array(301).keys(), ...around, 2 * BUFFER - 64, 2 * BUFFER, 2 * BUFFER + 1]) {
      const value = sample.subarray(0, length);
      expect(ourTag(algorithm, key, value), `a value of ${length} bytes`).toBe(nodeTag(name, key, value));
    }
  });

  test('verifies the tag and nothing else', () => {
    const key = keys.subarray(0, 24);
    const value = sample.subarray(0, 100);
    const tag = new Uint8Array(createHmac(name, key).update(value).digest());
    const verify = (signature: Uint8Array): boolean => algorithm.verifySignature(key, value, signature);
    expect(tag.length).toBe(size);
    expect(verify(tag)).toBe(true);
    for (let bit = 0; bit < 8 * size; bit++) {
      const wrong = tag.slice();
      (wrong[bit >> 3] as number) ^= 1 << (bit & 7);
      expect(verify(wrong), `bit ${bit} flipped`).toBe(false);
    }
    for (let length = 0; length < size; length++)
      expect(verify(tag.subarray(0, length)), `cut to ${length}`).toBe(false);
    expect(verify(Uint8Array.of(...tag, 0)), 'a byte more').toBe(false);
    expect(verify(new Uint8Array(2 * BUFFER)), 'far too long').toBe(false);
    expect(algorithm.verifySignature(keys.subarray(1, 25), value, tag), 'another key').toBe(false);
    expect(algorithm.verifySignature(key, value.subarray(1), tag), 'another value').toBe(false);
  });
});

test('a digest may be as long as its block', () => {
  const hash = (data: Uint8Array): Uint8Array => createHash('sha512').update(data).digest();
  const digest = { name: 'narrow', blockSize: 64, outputSize: 64, hash };
  expect(new HMACAlgorithm(digest).getSignature(keys.subarray(0, 24), sample)).toHaveLength(64);
});
