/*
 * Hashes of more than 2^32 bits, where the counter of a message's length needs a second word.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { nativeDigest } from '../../src/digest.js';
import { DIGESTS } from '../reference.js';
import { count, report } from './proof.js';

/** Of whole blocks neither of 64 bytes nor of 128. */
const SIZE = 2 ** 29 + 1001;

test('digests of more than 2^32 bits are those of node:crypto', () => {
  // A period of a prime number of bytes, so that no two buffers of the core's are alike.
  const period = createHash('shake256', { outputLength: 999_983 }).update('long message').digest();
  const data = Buffer.alloc(SIZE, period);
  for (const name of DIGESTS) {
    const ours = Buffer.from(nativeDigest(name).hash(data)).toString('hex');
    expect(ours, name).toBe(createHash(name).update(data).digest('hex'));
  }
  report('long messages', `${count(SIZE)} bytes with ${DIGESTS.length} digests, as node:crypto hashes them`);
});
