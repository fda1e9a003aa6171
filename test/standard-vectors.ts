/**
 * The vectors of NIST, Wycheproof, the RFCs, BoringSSL, Botan and web-platform-tests, each in one form whatever the form of
 * its file: `../shared/vectors/README.md` describes them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const shared = new URL('../../shared/vectors/', import.meta.url);
const isHere = (path: string): boolean => existsSync(new URL(path, shared));
const read = (path: string): string => readFileSync(new URL(path, shared), 'latin1');
const readGzip = (path: string): string => gunzipSync(readFileSync(new URL(path, shared))).toString();
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

export const haveVectors: boolean = existsSync(shared);

/** The names by which the sources know a hash, where they do; the RFCs' are BoringSSL's too. */
export interface HashNames {
  rfc?: string;
  cavp?: string;
  acvp?: string;
  wycheproof?: string;
  botan?: string;
}

// Hashes

export type HashVector = [data: Uint8Array, digest: string];

/** CAVS: `Len` is in bits, and an empty message is written `Msg = 00`. */
function cavpHash(file: string): HashVector[] {
  const path = `nist-cavp/${file}Msg.rsp`;
  return isHere(path)
    ? [...read(path).matchAll(/^Len = (\d+)\s+Msg = (\w+)\s+MD = (\w+)/gm)].map(([, length, message, md]) => [
        hex(message as string).subarray(0, Number(length) / 8),
        md as string,
      ])
    : [];
}

interface AcvpHash {
  msg: string;
  len: number;
  md: string;
  resultsArray: { md: string }[];
}

/** The tests of one type in an ACVP file. The large data tests (LDT) are all of 1 GiB and more: they are left out. */
function acvpHash(file: string | undefined, testType: 'AFT' | 'MCT'): AcvpHash[] {
  const path = `nist-acvp/${file}-1.0.json.gz`;
  if (!isHere(path)) return [];
  const { testGroups } = JSON.parse(readGzip(path)) as { testGroups: { testType: string; tests: AcvpHash[] }[] };
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

const rfc = (): { hash: RfcHash[]; hmac: RfcHmac[]; base64: RfcBase64[] } => JSON.parse(read('rfc/rfc-vectors.json'));

/** A known answer for each message, from every source there is for the hash. */
export function hashVectors(names: HashNames): [source: string, vectors: HashVector[]][] {
  const files = ['sha1', 'sha2_32', 'sha2_64'];
  return [
    ['NIST CAVP short', cavpHash(`${names.cavp}Short`)],
    ['NIST CAVP long', cavpHash(`${names.cavp}Long`)],
    ['NIST ACVP', acvpHash(names.acvp, 'AFT').flatMap(({ msg, len, md }) => (len % 8 ? [] : [[hex(msg), md]]))],
    [
      'RFC 3174 and 6234',
      rfc()
        .hash.filter(({ alg }) => alg === names.rfc)
        .map(({ data_hex, repeat, digest_hex }) => [hex(data_hex.repeat(repeat)), digest_hex]),
    ],
    [
      'Botan',
      files
        .flatMap((file) => [...botan(file, names.botan ?? '').matchAll(/^In = ?(\w*)\s+Out = (\w+)/gm)])
        .map(([, data, md]) => [hex(data as string), md as string]),
    ],
    [
      'Botan, a million bytes',
      [...botan('hash_rep', names.botan ?? '').matchAll(/^Input = 61\s+TotalLength = 1000000\s+Digest = (\w+)/gm)].map(
        ([, md]) => [Buffer.alloc(1e6, 'a'), md as string],
      ),
    ],
  ];
}

export interface MonteCarlo {
  seed: Uint8Array;
  checkpoints: Map<number, string>;
  /** The length to which ACVP's `alternate` version cuts or fills up each message; CAVS takes it as it is. */
  messageLength?: number;
}

export function monteCarloVectors(names: HashNames): [source: string, runs: MonteCarlo[]][] {
  const cavs = (text: string, checkpoint: RegExp): MonteCarlo[] => {
    const seed = text.match(/^Seed = (\w+)/m)?.[1];
    const checkpoints = [...text.matchAll(checkpoint)].map(([, i, md]): [number, string] => [Number(i), md as string]);
    return seed ? [{ seed: hex(seed), checkpoints: new Map(checkpoints) }] : [];
  };
  const path = `nist-cavp/${names.cavp}Monte.rsp`;
  return [
    ['NIST CAVP', isHere(path) ? cavs(read(path), /^COUNT = (\d+)\s+MD = (\w+)/gm) : []],
    [
      'NIST ACVP',
      acvpHash(names.acvp, 'MCT').map(({ msg, resultsArray }) => ({
        seed: hex(msg),
        checkpoints: new Map(resultsArray.map(({ md }, i) => [i, md])),
        messageLength: msg.length / 2,
      })),
    ],
    // The last checkpoints alone, of NIST's seeds.
    ['Botan', cavs(botan('hash_mc', names.botan ?? ''), /^Count = (\d+)\s+Output = (\w+)/gm)],
  ];
}

// HMAC

export interface HmacVector {
  key: Uint8Array;
  value: Uint8Array;
  /** The tag, or the first bytes of it. */
  tag: string;
  valid: boolean;
}

const hmacVector = (key: string, value: string, tag: string, valid = true): HmacVector => ({
  key: hex(key),
  value: hex(value),
  tag: tag.toLowerCase(),
  valid,
});

/** CAVS files the tags by their size alone: 28 bytes are SHA-224's, 32 SHA-256's. */
const CAVP_SIZES: Record<string, number> = { SHA1: 20, SHA224: 28, SHA256: 32, SHA384: 48, SHA512: 64 };

function cavpHmac(name = ''): HmacVector[] {
  const section = read('nist-cavp/HMAC.rsp').split(`[L=${CAVP_SIZES[name]}]`)[1]?.split(/^\[/m)[0] ?? '';
  return [...section.matchAll(/^Key = (\w+)\s+Msg = (\w+)\s+Mac = (\w+)/gm)].map(([, key, value, tag]) =>
    hmacVector(key as string, value as string, tag as string),
  );
}

interface JsonTest {
  key: string;
  msg: string;
  mac: string;
  tag: string;
  result: string;
}

function acvpHmac(file: string): HmacVector[] {
  const path = `nist-acvp/HMAC-${file}.json.gz`;
  if (!isHere(path)) return [];
  const { testGroups } = JSON.parse(readGzip(path)) as { testGroups: { tests: JsonTest[] }[] };
  return testGroups.flatMap(({ tests }) => tests.map(({ key, msg, mac }) => hmacVector(key, msg, mac)));
}

function wycheproof(name: string): HmacVector[] {
  const path = `wycheproof/hmac_${name}_test.json`;
  if (!isHere(path)) return [];
  const { testGroups } = JSON.parse(read(path)) as { testGroups: { tests: JsonTest[] }[] };
  return testGroups.flatMap(({ tests }) =>
    tests.map(({ key, msg, tag, result }) => hmacVector(key, msg, tag, result === 'valid')),
  );
}

interface RfcHmac {
  alg: string;
  key_hex: string;
  data_hex: string;
  mac_hex: string;
}

function rfcHmac(name: string | undefined): HmacVector[] {
  return rfc()
    .hmac.filter(({ alg }) => alg === name)
    .map(({ key_hex, data_hex, mac_hex }) => hmacVector(key_hex, data_hex, mac_hex));
}

function botanHmac(name: string): HmacVector[] {
  return [...botan('hmac', `HMAC(${name})`).matchAll(/^Key = ?(\w*)\s+In = ?(\w*)\s+Out = (\w+)/gm)].map(
    ([, key, value, tag]) => hmacVector(key as string, value as string, tag as string),
  );
}

/** BoringSSL writes bytes as hexadecimal or as a quoted text, and the fields in any order. */
function boringssl(name: string | undefined): HmacVector[] {
  const field = (block: string, key: string): string => {
    const text = block.match(new RegExp(`^${key} = ?(.*)$`, 'm'))?.[1] ?? '';
    return text.startsWith('"') ? Buffer.from(text.slice(1, -1)).toString('hex') : text;
  };
  return read('boringssl/hmac_tests.txt')
    .split(/\n\n+/)
    .filter((block) => name !== undefined && field(block, 'HMAC').toLowerCase() === name)
    .map((block) => hmacVector(field(block, 'Key'), field(block, 'Input'), field(block, 'Output')));
}

/** A tag for each key and value, from every source there is for the hash. */
export function hmacVectors(names: HashNames): [source: string, vectors: HmacVector[]][] {
  return [
    ['NIST CAVP HMAC', cavpHmac(names.cavp)],
    ['NIST ACVP HMAC 1.0', acvpHmac(`${names.acvp}-1.0`)],
    ['NIST ACVP HMAC 2.0', acvpHmac(`${names.acvp}-2.0`)],
    ['Wycheproof', wycheproof(names.wycheproof ?? '')],
    ['RFC 2202 and 4231', rfcHmac(names.rfc)],
    ['BoringSSL', boringssl(names.rfc)],
    ['Botan HMAC', botanHmac(names.botan ?? '')],
  ];
}

// base64

interface RfcBase64 {
  data_hex: string;
  base64url_unpadded: string;
}

export function rfcBase64Vectors(): [data: Uint8Array, text: string][] {
  return rfc().base64.map(({ data_hex, base64url_unpadded }) => [hex(data_hex), base64url_unpadded]);
}

/** What Botan reads, and what it must refuse. They are in the standard alphabet, with padding. */
export function botanBase64Vectors(): { valid: [data: Uint8Array, text: string][]; invalid: string[] } {
  const pairs = botan('base64', 'valid').matchAll(/^Binary = ?(\w*)\s+Base64 = ?(.*)$/gm);
  return {
    valid: [...pairs].map(([, data, text]) => [hex(data as string), text as string]),
    invalid: [...botan('base64', 'invalid').matchAll(/^Base64 = ?(.*)$/gm)].map(([, text]) => text as string),
  };
}

/** Inputs of the WHATWG's forgiving decoder. */
export function wptBase64Inputs(): string[] {
  return (JSON.parse(readFileSync(new URL('wpt/base64.json', shared), 'utf8')) as [string, unknown][]).map(
    ([text]) => text,
  );
}

// Checksums

export function botanAdler32Vectors(): [data: Uint8Array, checksum: string][] {
  return [...botan('adler32', 'Adler32').matchAll(/^In = ?(\w*)\s+Out = (\w+)/gm)].map(([, data, checksum]) => [
    hex(data as string),
    checksum as string,
  ]);
}
