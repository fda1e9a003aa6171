import { createHash, createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type DigestName, HMACAlgorithm } from '../src/index.js';

/** Our name, the tag's size in bytes, and the names by which the vectors know the hash. */
const HASHES: [name: DigestName, size: number, acvp: string, wycheproof: string, botan: string][] = [
  ['sha1', 20, 'SHA-1', 'sha1', 'SHA-1'],
  ['sha224', 28, 'SHA2-224', 'sha224', 'SHA-224'],
  ['sha256', 32, 'SHA2-256', 'sha256', 'SHA-256'],
  ['sha384', 48, 'SHA2-384', 'sha384', 'SHA-384'],
  ['sha512', 64, 'SHA2-512', 'sha512', 'SHA-512'],
  ['sha512-256', 32, 'SHA2-512-256', 'sha512_256', 'SHA-512-256'],
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

const shared = new URL('../../shared/vectors/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, shared), 'latin1');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

interface Vector {
  key: Uint8Array;
  value: Uint8Array;
  /** The tag, or the first bytes of it. */
  tag: string;
  valid: boolean;
}

const vector = (key: string, value: string, tag: string, valid = true): Vector => ({
  key: hex(key),
  value: hex(value),
  tag: tag.toLowerCase(),
  valid,
});

function cavp(size: number): Vector[] {
  const section = read('nist-cavp/HMAC.rsp').split(`[L=${size}]`)[1]?.split(/^\[/m)[0] ?? '';
  return [...section.matchAll(/^Key = (\w+)\s+Msg = (\w+)\s+Mac = (\w+)/gm)].map(([, key, value, tag]) =>
    vector(key as string, value as string, tag as string),
  );
}

interface JsonTest {
  key: string;
  msg: string;
  mac: string;
  tag: string;
  result: string;
}

function acvp(file: string): Vector[] {
  const { testGroups } = JSON.parse(gunzipSync(readFileSync(new URL(`nist-acvp/HMAC-${file}`, shared))).toString()) as {
    testGroups: { tests: JsonTest[] }[];
  };
  return testGroups.flatMap(({ tests }) => tests.map(({ key, msg, mac }) => vector(key, msg, mac)));
}

function wycheproof(name: string): Vector[] {
  const { testGroups } = JSON.parse(read(`wycheproof/hmac_${name}_test.json`)) as {
    testGroups: { tests: JsonTest[] }[];
  };
  return testGroups.flatMap(({ tests }) =>
    tests.map(({ key, msg, tag, result }) => vector(key, msg, tag, result === 'valid')),
  );
}

interface RfcHmac {
  alg: string;
  key_hex: string;
  data_hex: string;
  mac_hex: string;
}

function rfc(name: string): Vector[] {
  const { hmac } = JSON.parse(read('rfc/rfc-vectors.json')) as { hmac: RfcHmac[] };
  return hmac
    .filter(({ alg }) => alg === name)
    .map(({ key_hex, data_hex, mac_hex }) => vector(key_hex, data_hex, mac_hex));
}

function botan(name: string): Vector[] {
  const section = read('botan/hmac.vec').split(`[HMAC(${name})]`)[1]?.split(/^\[/m)[0] ?? '';
  return [...section.matchAll(/^Key = ?(\w*)\s+In = ?(\w*)\s+Out = (\w+)/gm)].map(([, key, value, tag]) =>
    vector(key as string, value as string, tag as string),
  );
}

/** BoringSSL writes bytes as hexadecimal or as a quoted text, and the fields in any order. */
function boringssl(name: string): Vector[] {
  const field = (block: string, key: string): string => {
    const text = block.match(new RegExp(`^${key} = ?(.*)$`, 'm'))?.[1] ?? '';
    return text.startsWith('"') ? Buffer.from(text.slice(1, -1)).toString('hex') : text;
  };
  return read('boringssl/hmac_tests.txt')
    .split(/\n\n+/)
    .filter((block) => field(block, 'HMAC').toLowerCase() === name)
    .map((block) => vector(field(block, 'Key'), field(block, 'Input'), field(block, 'Output')));
}

if (existsSync(shared)) {
  describe.each(HASHES)('vectors of HMAC with %s', (name, size, acvpName, wycheproofName, botanName) => {
    const algorithm = new HMACAlgorithm(name);
    // CAVS files the tags by their size alone: its 32 bytes are SHA-256's.
    const sources: [string, Vector[]][] = [
      ['NIST CAVP', name === 'sha512-256' ? [] : cavp(size)],
      ['NIST ACVP 1.0', acvp(`${acvpName}-1.0.json.gz`)],
      ['NIST ACVP 2.0', acvp(`${acvpName}-2.0.json.gz`)],
      ['Wycheproof', wycheproof(wycheproofName)],
      ['RFC 2202 and 4231', rfc(name)],
      ['BoringSSL', boringssl(name)],
      ['Botan', botan(botanName)],
    ];

    for (const [source, vectors] of sources) {
      if (!vectors.length) continue;
      const wrong = vectors.filter(({ valid }) => !valid).length;
      test(`${source}: ${vectors.length}${wrong ? `, ${wrong} of them wrong` : ''}`, () => {
        for (const [i, { key, value, tag, valid }] of vectors.entries()) {
          const ours = ourTag(algorithm, key, value);
          expect(ours.startsWith(tag), `number ${i}`).toBe(valid);
          // A tag that is cut is never a signature.
          const whole = tag.length === 2 * size;
          expect(algorithm.verifySignature(key, value, hex(tag)), `number ${i}`).toBe(valid && whole);
        }
      });
    }
  });
} else {
  test.skip('vectors of NIST, Wycheproof, RFC, BoringSSL and Botan: ../shared/vectors is not here');
}
