import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { nativeDigest } from '../src/digest.js';
import type { Digest, DigestName } from '../src/index.js';

/** Our name, FIPS 180-4's block and output sizes in bytes, and the names by which the vectors know the hash. */
const HASHES: [name: DigestName, blockSize: number, outputSize: number, cavp: string, acvp: string, botan: string][] = [
  ['sha1', 64, 20, 'SHA1', 'SHA-1', 'SHA-1'],
  ['sha224', 64, 28, 'SHA224', 'SHA2-224', 'SHA-224'],
  ['sha256', 64, 32, 'SHA256', 'SHA2-256', 'SHA-256'],
  ['sha384', 128, 48, 'SHA384', 'SHA2-384', 'SHA-384'],
  ['sha512', 128, 64, 'SHA512', 'SHA2-512', 'SHA-512'],
  ['sha512-256', 128, 32, 'SHA512_256', 'SHA2-512-256', 'SHA-512-256'],
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

const shared = new URL('../../shared/vectors/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, shared), 'latin1');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

type Vector = [data: Uint8Array, digest: string];

/** CAVS: `Len` is in bits, and an empty message is written `Msg = 00`. */
function cavp(file: string): Vector[] {
  const path = `nist-cavp/${file}Msg.rsp`;
  return existsSync(new URL(path, shared))
    ? [...read(path).matchAll(/^Len = (\d+)\s+Msg = (\w+)\s+MD = (\w+)/gm)].map(([, length, message, md]) => [
        hex(message as string).subarray(0, Number(length) / 8),
        md as string,
      ])
    : [];
}

interface AcvpTest {
  msg: string;
  len: number;
  md: string;
  resultsArray: { md: string }[];
}

/** The tests of one type in an ACVP file. The large data tests (LDT) are all of 1 GiB and more: they are left out. */
function acvp(file: string, testType: 'AFT' | 'MCT'): AcvpTest[] {
  const path = new URL(`nist-acvp/${file}-1.0.json.gz`, shared);
  if (!existsSync(path)) return [];
  const { testGroups } = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as {
    testGroups: { testType: string; tests: AcvpTest[] }[];
  };
  return testGroups.filter((group) => group.testType === testType).flatMap((group) => group.tests);
}

/** One `[section]` of a file of Botan's. */
function botan(file: string, section: string): string {
  return read(`botan/${file}.vec`).split(`[${section}]`)[1]?.split(/^\[/m)[0] ?? '';
}

interface RfcHash {
  alg: string;
  data_hex: string;
  repeat: number;
  digest_hex: string;
}

/** A known answer for each message, from every source there is for the hash. */
function knownAnswers([name, , , cavpName, acvpName, botanName]: (typeof HASHES)[number]): [string, Vector[]][] {
  const files = ['sha1', 'sha2_32', 'sha2_64'];
  const rfc = (JSON.parse(read('rfc/rfc-vectors.json')) as { hash: RfcHash[] }).hash;
  return [
    ['NIST CAVP short', cavp(`${cavpName}Short`)],
    ['NIST CAVP long', cavp(`${cavpName}Long`)],
    ['NIST ACVP', acvp(acvpName, 'AFT').flatMap(({ msg, len, md }) => (len % 8 ? [] : [[hex(msg), md]]))],
    [
      'RFC',
      rfc
        .filter(({ alg }) => alg === name)
        .map(({ data_hex, repeat, digest_hex }) => [hex(data_hex.repeat(repeat)), digest_hex]),
    ],
    [
      'Botan',
      files
        .flatMap((file) => [...botan(file, botanName).matchAll(/^In = ?(\w*)\s+Out = (\w+)/gm)])
        .map(([, data, md]) => [hex(data as string), md as string]),
    ],
    [
      'Botan, a million bytes',
      [...botan('hash_rep', botanName).matchAll(/^Input = 61\s+TotalLength = 1000000\s+Digest = (\w+)/gm)].map(
        ([, md]) => [Buffer.alloc(1e6, 'a'), md as string],
      ),
    ],
  ];
}

interface MonteCarlo {
  seed: Uint8Array;
  checkpoints: Map<number, string>;
  /** The length to which ACVP's `alternate` version cuts or fills up each message; CAVS takes it as it is. */
  messageLength?: number;
}

function monteCarlo([, , , cavpName, acvpName, botanName]: (typeof HASHES)[number]): [string, MonteCarlo[]][] {
  const cavs = (text: string, checkpoint: RegExp): MonteCarlo[] => {
    const seed = text.match(/^Seed = (\w+)/m)?.[1];
    const checkpoints = [...text.matchAll(checkpoint)].map(([, i, md]): [number, string] => [Number(i), md as string]);
    return seed ? [{ seed: hex(seed), checkpoints: new Map(checkpoints) }] : [];
  };
  const path = `nist-cavp/${cavpName}Monte.rsp`;
  const fromCavp = existsSync(new URL(path, shared)) ? cavs(read(path), /^COUNT = (\d+)\s+MD = (\w+)/gm) : [];
  return [
    ['NIST CAVP', fromCavp],
    [
      'NIST ACVP',
      acvp(acvpName, 'MCT').map(({ msg, resultsArray }) => ({
        seed: hex(msg),
        checkpoints: new Map(resultsArray.map(({ md }, i) => [i, md])),
        messageLength: msg.length / 2,
      })),
    ],
    // Botan's are the last checkpoints of NIST's: worth their time where NIST's own file is not there.
    ['Botan', fromCavp.length ? [] : cavs(botan('hash_mc', botanName), /^Count = (\d+)\s+Output = (\w+)/gm)],
  ];
}

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
    if (md) expect(Buffer.from(last).toString('hex'), `checkpoint ${checkpoint}`).toBe(md);
  }
}

if (existsSync(shared)) {
  describe.each(HASHES)('vectors of %s', (...hash) => {
    const digest = nativeDigest(hash[0]);

    for (const [source, vectors] of knownAnswers(hash)) {
      if (!vectors.length) continue;
      test(`${source}: ${vectors.length}`, () => {
        for (const [data, md] of vectors) expect(ourHash(digest, data), `${data.length} bytes`).toBe(md.toLowerCase());
      });
    }

    for (const [source, runs] of monteCarlo(hash)) {
      for (const run of runs) {
        test(`${source}, Monte Carlo: ${run.checkpoints.size} checkpoints`, () => expectMonteCarlo(digest, run));
      }
    }
  });
} else {
  test.skip('vectors of NIST, RFC and Botan: ../shared/vectors is not here');
}
