/*
 * The standards' own vectors, all that apply, counted by source.
 */
import { createHash, getHashes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { nativeDigest } from '../src/digest.js';
import { BadData, base64Decode, base64Encode, type Digest, type DigestName, HMACAlgorithm } from '../src/index.js';
import {
  botanBase64Vectors,
  type HashNames,
  hashVectors,
  haveVectors,
  hmacVectors,
  type MonteCarlo,
  monteCarloVectors,
  rfcBase64Vectors,
  wptBase64Inputs,
} from './standard-vectors.js';

const OURS: [name: DigestName, names: HashNames][] = [
  ['sha1', { rfc: 'sha1', cavp: 'SHA1', acvp: 'SHA-1', wycheproof: 'sha1', botan: 'SHA-1' }],
  ['sha224', { rfc: 'sha224', cavp: 'SHA224', acvp: 'SHA2-224', wycheproof: 'sha224', botan: 'SHA-224' }],
  ['sha256', { rfc: 'sha256', cavp: 'SHA256', acvp: 'SHA2-256', wycheproof: 'sha256', botan: 'SHA-256' }],
  ['sha384', { rfc: 'sha384', cavp: 'SHA384', acvp: 'SHA2-384', wycheproof: 'sha384', botan: 'SHA-384' }],
  ['sha512', { rfc: 'sha512', cavp: 'SHA512', acvp: 'SHA2-512', wycheproof: 'sha512', botan: 'SHA-512' }],
  ['sha512-256', { cavp: 'SHA512_256', acvp: 'SHA2-512-256', wycheproof: 'sha512_256', botan: 'SHA-512-256' }],
];

/** Hashes that a user brings, by their name in node:crypto and their block and output sizes: the HMAC is ours. */
const OTHERS: [name: string, blockSize: number, outputSize: number, names: HashNames][] = [
  ['md5', 64, 16, { rfc: 'md5', botan: 'MD5' }],
  ['ripemd160', 64, 20, { botan: 'RIPEMD-160' }],
  ['sha512-224', 128, 28, { acvp: 'SHA2-512-224', wycheproof: 'sha512_224' }],
  ['sha3-224', 144, 28, { acvp: 'SHA3-224', wycheproof: 'sha3_224', botan: 'SHA-3(224)' }],
  ['sha3-256', 136, 32, { acvp: 'SHA3-256', wycheproof: 'sha3_256', botan: 'SHA-3(256)' }],
  ['sha3-384', 104, 48, { acvp: 'SHA3-384', wycheproof: 'sha3_384', botan: 'SHA-3(384)' }],
  ['sha3-512', 72, 64, { acvp: 'SHA3-512', wycheproof: 'sha3_512', botan: 'SHA-3(512)' }],
];

const bySource = new Map<string, number>();
const tally = (source: string, cases: number): unknown => bySource.set(source, (bySource.get(source) ?? 0) + cases);

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

/** The Monte Carlo test: a thousand hashes, each of the last three, between one checkpoint and the next. */
function expectMonteCarlo(digest: Digest, { seed, checkpoints, messageLength }: MonteCarlo): void {
  let last: Uint8Array = seed;
  for (let checkpoint = 0; checkpoint <= Math.max(...checkpoints.keys()); checkpoint++) {
    let [a, b, c] = [last, last, last];
    for (let i = 0; i < 1000; i++) {
      const message = new Uint8Array(messageLength ?? a.length + b.length + c.length);
      let at = 0;
      for (const part of [a, b, c]) {
        message.set(part.subarray(0, message.length - at), at);
        at = Math.min(at + part.length, message.length);
      }
      [a, b, c] = [b, c, digest.hash(message)];
    }
    last = c;
    const md = checkpoints.get(checkpoint)?.toLowerCase();
    if (md) expect(hex(last), `checkpoint ${checkpoint}`).toBe(md);
  }
}

function testHmac(name: string, algorithm: HMACAlgorithm, size: number, names: HashNames): void {
  for (const [source, vectors] of hmacVectors(names)) {
    if (!vectors.length) continue;
    const wrong = vectors.filter(({ valid }) => !valid).length;
    test(`${source}, ${name}: ${vectors.length}${wrong ? `, ${wrong} of them wrong` : ''}`, () => {
      for (const [i, { key, value, tag, valid }] of vectors.entries()) {
        const ours = hex(algorithm.getSignature(key, value));
        expect(ours.startsWith(tag), `number ${i}`).toBe(valid);
        // A tag that is cut is never a signature.
        const whole = tag.length === 2 * size;
        expect(algorithm.verifySignature(key, value, Buffer.from(tag, 'hex')), `number ${i}`).toBe(valid && whole);
      }
      tally(source, vectors.length);
    });
  }
}

describe.skipIf(!haveVectors)(
  'vectors of NIST, Wycheproof, the RFCs, BoringSSL, Botan and WPT in ../shared/vectors',
  () => {
    if (!haveVectors) return;
    afterAll(() => {
      const total = [...bySource.values()].reduce((sum, cases) => sum + cases, 0);
      const lines = [...bySource].map(([source, cases]) => `  ${source}: ${cases}`);
      console.log([`${total} vectors of standards, by source:`, ...lines].join('\n'));
    });

    describe.each(OURS)('%s', (name, names) => {
      const digest = nativeDigest(name);

      for (const [source, vectors] of hashVectors(names)) {
        if (!vectors.length) continue;
        test(`${source}: ${vectors.length}`, () => {
          for (const [data, md] of vectors)
            expect(hex(digest.hash(data)), `${data.length} bytes`).toBe(md.toLowerCase());
          tally(source, vectors.length);
        });
      }

      for (const [source, runs] of monteCarloVectors(names)) {
        for (const run of runs) {
          test(`${source}, Monte Carlo: ${run.checkpoints.size} checkpoints`, () => {
            expectMonteCarlo(digest, run);
            tally(`${source}, Monte Carlo checkpoints`, run.checkpoints.size);
          });
        }
      }

      testHmac('HMAC', new HMACAlgorithm(name), digest.outputSize, names);
    });

    const known = new Set(getHashes());
    describe.each(OTHERS)('%s of the user’s own', (name, blockSize, outputSize, names) => {
      if (!known.has(name)) return test.skip(`HMAC: this host has no ${name}`);
      const hash = (data: Uint8Array): Uint8Array => new Uint8Array(createHash(name).update(data).digest());
      testHmac('HMAC', new HMACAlgorithm({ name, blockSize, outputSize, hash }), outputSize, names);
    });

    describe('base64url', () => {
      const ours = (text: string): Uint8Array | undefined => {
        try {
          return base64Decode(text);
        } catch (error) {
          if (error instanceof BadData) return undefined;
          throw error;
        }
      };
      /** In the other alphabet, without padding. */
      const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      const botan = botanBase64Vectors();

      test(`RFC 4648: ${rfcBase64Vectors().length}`, () => {
        for (const [data, text] of rfcBase64Vectors()) {
          expect(base64Encode(data)).toBe(text);
          expect(hex(base64Decode(text))).toBe(hex(data));
        }
        tally('RFC 4648', rfcBase64Vectors().length);
      });

      test(`Botan base64: ${botan.valid.length}, which have padding, and ${botan.invalid.length} to be refused`, () => {
        for (const [data, text] of botan.valid) {
          expect(base64Encode(data)).toBe(urlSafe(text));
          expect(hex(base64Decode(urlSafe(text)))).toBe(hex(data));
          if (urlSafe(text) !== text) expect(ours(text), text).toBeUndefined();
        }
        for (const text of botan.invalid) {
          for (const spelling of [text, urlSafe(text)]) expect(ours(spelling), spelling).toBeUndefined();
        }
        tally('Botan base64', botan.valid.length);
        tally('Botan base64, to be refused', botan.invalid.length);
      });

      // Their own verdict follows another rule: blanks are skipped there, and padding may be left out or not.
      test(`web-platform-tests: ${wptBase64Inputs().length} texts, each of which is read if it is as we would write it`, () => {
        for (const text of wptBase64Inputs()) {
          const data = Buffer.from(text, 'base64url');
          const right = data.toString('base64url') === text ? hex(data) : undefined;
          const read = ours(text);
          expect(read && hex(read), JSON.stringify(text)).toBe(right);
        }
        tally('web-platform-tests', wptBase64Inputs().length);
      });
    });
  },
);
