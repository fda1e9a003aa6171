import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nativeDigest } from '../src/digest.js';
import type { Digest, DigestName } from '../src/index.js';

/** Our name, and FIPS 180-4's block and output sizes in bytes. */
const HASHES: [name: DigestName, blockSize: number, outputSize: number][] = [
  ['sha1', 64, 20],
  ['sha224', 64, 28],
  ['sha256', 64, 32],
  ['sha384', 128, 48],
  ['sha512', 128, 64],
  ['sha512-256', 128, 32],
];

/** The core reads its input through a buffer of this size. */
const BUFFER = 65536;

/** Bytes without a period, so that a chunk read twice, or left out, shows. */
const sample = createHash('shake256', { outputLength: 2 ** 20 + 64 })
  .update('digest')
  .digest();

const lengths = [
  ...Array.from({ length: 301 }, (_, length) => length),
  ...[511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097],
  ...Array.from({ length: 259 }, (_, i) => BUFFER - 129 + i),
  ...[2, 3].flatMap((k) => [-129, -128, -127, -65, -64, -63, -17, -9, -1, 0, 1, 64, 129].map((i) => k * BUFFER + i)),
  2 ** 20 + 1,
];

const nodeHash = (name: DigestName, data: Uint8Array): string => createHash(name).update(data).digest('hex');
const ourHash = (digest: Digest, data: Uint8Array): string => Buffer.from(digest.hash(data)).toString('hex');

describe.each(HASHES)('%s', (name, blockSize, outputSize) => {
  const digest = nativeDigest(name);

  test('states its sizes', () => {
    expect({ ...digest, hash: undefined }).toMatchObject({ name, blockSize, outputSize });
  });

  test(`agrees with node:crypto at ${lengths.length} lengths`, () => {
    for (const length of lengths) {
      const data = sample.subarray(0, length);
      expect(ourHash(digest, data), `${length} bytes`).toBe(nodeHash(name, data));
    }
  });

  test('agrees with node:crypto whatever the offset of the bytes in their buffer', () => {
    for (let offset = 1; offset <= 16; offset++) {
      for (const length of [1, 3, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000, BUFFER, BUFFER + 1]) {
        const data = sample.subarray(offset, offset + length);
        expect(ourHash(digest, data), `${length} bytes at ${offset}`).toBe(nodeHash(name, data));
      }
    }
  });

  test('gives a copy of its own, and leaves the input as it was', () => {
    const data = Uint8Array.of(1, 2, 3);
    const first = digest.hash(data);
    const kept = first.slice();
    digest.hash(new Uint8Array(300));
    expect(first).toStrictEqual(kept);
    expect(data).toStrictEqual(Uint8Array.of(1, 2, 3));
    first.fill(0);
    expect(digest.hash(data)).toStrictEqual(kept);
  });
});
