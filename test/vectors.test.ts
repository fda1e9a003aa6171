/*
 * The standards' own vectors, all that apply, counted by source.
 */
import { createHash, getHashes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { nativeDigest } from '../src/digest.js';
import { BadData, base64Decode, base64Encode, type Digest, type DigestName, HMACAlgorithm } from '../src/index.js';
import { compress, decompress } from '../src/zlib.js';
import {
  botanAdler32Vectors,
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

/** What the files hold that applies, counted apart from the patterns that read them: what drops out is missed. */
const COUNTS = {
  'NIST CAVP short': 582,
  'NIST CAVP long': 448,
  'NIST CAVP, Monte Carlo checkpoints': 500,
  'NIST CAVP HMAC': 1575,
  'NIST ACVP': 2560,
  'NIST ACVP, Monte Carlo checkpoints': 300,
  'NIST ACVP HMAC 1.0': 10725,
  'NIST ACVP HMAC 2.0': 1650,
  Wycheproof: 1906,
  'RFC 2202 and 4231': 42,
  'RFC 3174 and 6234': 20,
  'RFC 4648': 10,
  BoringSSL: 23,
  Botan: 622,
  'Botan, a million bytes': 5,
  'Botan, Monte Carlo checkpoints': 6,
  'Botan HMAC': 73,
  'Botan base64': 22,
  'Botan base64, to be refused': 9,
  'Botan Adler-32': 31,
  'web-platform-tests': 80,
};

type Counts = Record<string, number>;
const found: Counts = {};
const passed: Counts = {};
function add(counts: Counts, source: string, count: number): void {
  counts[source] = (counts[source] ?? 0) + count;
}

/** A test of so many vectors of a source, if it has any; `note` stands behind their number. */
function testVectors(source: string, count: number, note: string, run: () => void): void {
  if (count === 0) return;
  add(found, source, count);
  test(`${source}: ${count}${note}`, () => {
    run();
    add(passed, source, count);
  });
}

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

/** What {@link monteCarlo} has computed: Botan and NIST start from the same seeds. */
const computed = new Map<string, string[]>();

/** The Monte Carlo test: a thousand hashes, each of the last three, between one checkpoint and the next. */
function monteCarlo(digest: Digest, { seed, checkpoints, messageLength }: MonteCarlo): string[] {
  const key = `${digest.name}, ${hex(seed)}, ${messageLength}`;
  const known = computed.get(key) ?? [];
  computed.set(key, known);
  let last: Uint8Array = known.length > 0 ? Buffer.from(known.at(-1) as string, 'hex') : seed;
  while (known.length <= Math.max(...checkpoints.keys())) {
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
    known.push(hex(last));
  }
  return known;
}

function testHmac(algorithm: HMACAlgorithm, size: number, names: HashNames): void {
  for (const [source, vectors] of hmacVectors(names)) {
    const wrong = vectors.filter(({ valid }) => !valid).length;
    testVectors(source, vectors.length, wrong > 0 ? `, ${wrong} of them wrong` : '', () => {
      for (const [i, { key, value, tag, valid }] of vectors.entries()) {
        const ours = hex(algorithm.getSignature(key, value));
        expect(ours.startsWith(tag), `number ${i}`).toBe(valid);
        // A tag that is cut is never a signature.
        const whole = tag.length === 2 * size;
        expect(algorithm.verifySignature(key, value, Buffer.from(tag, 'hex')), `number ${i}`).toBe(valid && whole);
      }
    });
  }
}

describe.skipIf(!haveVectors)(
  'vectors of NIST, Wycheproof, the RFCs, BoringSSL, Botan and WPT in ../shared/vectors',
  () => {
    if (!haveVectors) return;
    afterAll(() => {
      const total = Object.values(passed).reduce((sum, count) => sum + count, 0);
      const lines = Object.entries(passed).map(([source, count]) => `  ${source}: ${count}`);
      console.log([`${total} vectors of standards, by source:`, ...lines].join('\n'));
    });

    describe.each(OURS)('%s', (name, names) => {
      const digest = nativeDigest(name);

      for (const [source, vectors] of hashVectors(names)) {
        testVectors(source, vectors.length, '', () => {
          for (const [data, md] of vectors)
            expect(hex(digest.hash(data)), `${data.length} bytes`).toBe(md.toLowerCase());
        });
      }

      for (const [source, runs] of monteCarloVectors(names)) {
        for (const run of runs) {
          testVectors(`${source}, Monte Carlo checkpoints`, run.checkpoints.size, '', () => {
            const ours = monteCarlo(digest, run);
            for (const [i, md] of run.checkpoints) expect(ours[i], `checkpoint ${i}`).toBe(md.toLowerCase());
          });
        }
      }

      testHmac(new HMACAlgorithm(name), digest.outputSize, names);
    });

    const known = new Set(getHashes());
    for (const [name, blockSize, outputSize, names] of OTHERS) {
      describe.skipIf(!known.has(name))(`${name} of the user’s own, where the host has it`, () => {
        const hash = (data: Uint8Array): Uint8Array => new Uint8Array(createHash(name).update(data).digest());
        testHmac(new HMACAlgorithm({ name, blockSize, outputSize, hash }), outputSize, names);
      });
    }

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
      const rfc = rfcBase64Vectors();
      const wpt = wptBase64Inputs();

      testVectors('RFC 4648', rfc.length, '', () => {
        for (const [data, text] of rfc) {
          expect(base64Encode(data)).toBe(text);
          expect(hex(base64Decode(text))).toBe(hex(data));
        }
      });

      testVectors('Botan base64', botan.valid.length, ', which have padding', () => {
        for (const [data, text] of botan.valid) {
          expect(base64Encode(data)).toBe(urlSafe(text));
          expect(hex(base64Decode(urlSafe(text)))).toBe(hex(data));
          if (urlSafe(text) !== text) expect(ours(text), text).toBeUndefined();
        }
      });

      testVectors('Botan base64, to be refused', botan.invalid.length, '', () => {
        for (const text of botan.invalid) {
          for (const spelling of [text, urlSafe(text)]) expect(ours(spelling), spelling).toBeUndefined();
        }
      });

      // Their own verdict follows another rule: blanks are skipped there, and padding may be left out or not.
      testVectors(
        'web-platform-tests',
        wpt.length,
        ' texts, each of which is read if it is as we would write it',
        () => {
          for (const text of wpt) {
            const data = Buffer.from(text, 'base64url');
            const right = data.toString('base64url') === text ? hex(data) : undefined;
            const read = ours(text);
            expect(read && hex(read), JSON.stringify(text)).toBe(right);
          }
        },
      );
    });

    describe('the end of a zlib stream', () => {
      const vectors = botanAdler32Vectors();

      testVectors('Botan Adler-32', vectors.length, '', () => {
        for (const [data, checksum] of vectors) {
          const stream = compress(data, Number.POSITIVE_INFINITY) as Uint8Array;
          expect(hex(stream.subarray(-4)), `${data.length} bytes`).toBe(checksum.toLowerCase());
          expect(hex(decompress(stream, data.length)), `${data.length} bytes`).toBe(hex(data));
        }
      });
    });

    test('as many of each source as its files hold', () => {
      expect(found).toEqual(COUNTS);
    });
  },
);
