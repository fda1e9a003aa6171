/*
 * No secret is to be found afterwards: not in the memory of any module, not in an error, not in what is printed.
 */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { core } from '../../src/core.js';
import { nativeDigest } from '../../src/digest.js';
import { prepareKey } from '../../src/hmac.js';
import {
  generateSecretKey,
  HMACAlgorithm,
  type SecretKey,
  Serializer,
  Signer,
  type SignerOptions,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import { DIGESTS, KEY_DERIVATIONS, referenceKey, referenceToken } from '../reference.js';
import { memories } from './wasm-memories.js';

const SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer];

/** All memory that there is: that of the core converted to JavaScript is in no module. */
function allMemory(): Buffer[] {
  return [core().memory, ...memories.map(({ buffer }) => new Uint8Array(buffer))].map((bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
}

/** Whether `secret`, or any 16 bytes of it that are not the same few again, are in memory. */
function isLeft(bytes: Uint8Array): boolean {
  const secret = Buffer.from(bytes);
  const parts = Array.from({ length: Math.floor((secret.length - 12) / 4) }, (_, i) =>
    secret.subarray(4 * i, 4 * i + 16),
  );
  const telling = parts.filter((part) => new Set(part).size > 4);
  return telling.some((part) => allMemory().some((memory) => memory.includes(part)));
}

test('the search finds what is there', () => {
  core().input.set(Buffer.from('0123456789abcdef0123'), 1000);
  expect(isLeft(Buffer.from('....0123456789abcdef....'))).toBe(true);
  core().run.wipe(2000);
  expect(isLeft(Buffer.from('....0123456789abcdef....'))).toBe(false);
  new URLSafeSerializer('key').dumps('x');
  // Two modules, or one core in JavaScript.
  expect([0, 2]).toContain(memories.length);
});

describe('no secret is left in memory', () => {
  // Longer than a block: HMAC works on its hash as well.
  const key = Buffer.from('0123456789abcdef'.repeat(20));
  const old = Buffer.from('fedcba9876543210'.repeat(3));
  for (const digestMethod of DIGESTS) {
    for (const keyDerivation of KEY_DERIVATIONS) {
      test(`${digestMethod}, ${keyDerivation}`, () => {
        const digest = nativeDigest(digestMethod);
        const secretsOf = (key: Buffer): [name: string, bytes: Uint8Array][] => {
          const derived = referenceKey({ key, digestMethod, keyDerivation });
          const blockKey = derived.length > digest.blockSize ? digest.hash(derived) : derived;
          const block = Buffer.alloc(digest.blockSize);
          block.set(blockKey);
          return [
            ['key', key],
            ['derived key', derived],
            ['hashed key', blockKey],
            ['inner block', block.map((byte) => byte ^ 0x36)],
            ['outer block', block.map((byte) => byte ^ 0x5c)],
            ['midstates', prepareKey(digest, derived)],
          ];
        };
        const value = 'a value';
        const derived = referenceKey({ key, digestMethod, keyDerivation });
        const token = referenceToken({ key, digestMethod, keyDerivation }, value).toString();
        const good = Buffer.from(token.slice(value.length + 1), 'base64url');
        // Whoever forged a token must not find there what would have made it good.
        const secrets = [...secretsOf(key), ...secretsOf(old), ['signature of a forged token', good] as const];

        const forged = `${value}.${'A'.repeat(token.length - value.length - 1)}`;
        const long = 'x'.repeat(2 ** 17);
        const options = { digestMethod, keyDerivation };
        const signer = new Signer([old, key], options);
        const timed = new TimestampSigner([old, key], options);
        const serializers = SERIALIZERS.map(
          (Class) => new Class([old, key], { signerOptions: options as object, fallbackSigners: [options as object] }),
        );
        const actions: [name: string, action: () => unknown][] = [
          ['deriveKey', () => signer.deriveKey()],
          ['sign', () => signer.sign('other')],
          ['sign a long value', () => signer.sign(long)],
          ['sign many', () => signer.signMany(Array(9).fill('other'))],
          ['unsign', () => signer.unsign(signer.sign('other'))],
          ['unsign an old token', () => signer.unsign(new Signer(old, options).sign('other'))],
          ['unsign many', () => signer.tryUnsignMany([forged, signer.sign('other'), forged])],
          ['unsign many with one key', () => new Signer(key, options).tryUnsignMany([forged, forged])],
          ['refuse', () => signer.validate(forged)],
          ['refuse a long token', () => signer.validate(`${long}${forged}`)],
          ['verifySignature', () => signer.verifySignature(value, forged.slice(value.length + 1))],
          ['with a timestamp', () => timed.unsign(timed.sign('other'), { maxAge: 10 })],
          ['expired', () => timed.validate(timed.sign('other'), { maxAge: -1 })],
          ['HMACAlgorithm', () => new HMACAlgorithm(digestMethod).verifySignature(derived, Buffer.from(value), good)],
          ['dump and load', () => serializers.map((each) => each.loads(each.dumps({ list: Array(99).fill('a') })))],
          ['refuse to load', () => serializers.map((each) => each.loadsUnsafe(forged))],
        ];
        for (const [action, act] of actions) {
          act();
          for (const [name, secret] of secrets) expect(isLeft(secret), `${name} after ${action}`).toBe(false);
        }
      });
    }
  }

  test('lanes, which have words of four codes beside each other', () => {
    const value = 'a value';
    const token = referenceToken({ key }, value).toString();
    const forged = `${value}.${'A'.repeat(27)}`;
    new Signer(key).tryUnsignMany([forged, forged, forged, forged]);
    const lane = Buffer.from(token.slice(value.length + 1), 'base64url')
      .swap32()
      .subarray(0, 4);
    const lanes = Buffer.concat([lane, lane, lane, lane]);
    expect(allMemory().some((memory) => memory.includes(lanes))).toBe(false);
  });

  test('keys that stream through, and keys that are made', () => {
    const long = Buffer.from(Array.from({ length: 70000 }, (_, i) => (i * i) & 0xff));
    for (const keyDerivation of KEY_DERIVATIONS) {
      new Signer(long, { keyDerivation }).sign('value');
      expect(isLeft(long.subarray(0, 64)), keyDerivation).toBe(false);
      expect(isLeft(long.subarray(60000, 60064)), keyDerivation).toBe(false);
    }
    const made = generateSecretKey();
    expect(isLeft(Buffer.from(made))).toBe(false);
    expect(isLeft(Buffer.from(made, 'base64url'))).toBe(false);
  });

  test('a call that fails half-way', () => {
    const fails = (): never => {
      throw new Error('not now');
    };
    const failing = [
      new TimestampSigner(key, { clock: fails }),
      new TimedSerializer(key, { signerOptions: { clock: fails } }).makeSigner(),
      new Signer(key, { algorithm: { getSignature: fails, verifySignature: fails } }),
      new Signer(key, { digestMethod: { name: 'failing', blockSize: 64, outputSize: 20, hash: fails } }),
    ];
    for (const signer of failing) {
      expect(() => signer.sign('value')).toThrow('not now');
      expect(isLeft(key) || isLeft(referenceKey({ key }))).toBe(false);
    }
  });
});

describe('no secret is shown', () => {
  const key = 'do not print me';
  const old = 'nor show this one';
  const options = { keyDerivation: 'none', digestMethod: 'sha256' } as const;

  /** A secret in every way in which it may be printed. */
  function spellings(secret: string): string[] {
    const bytes = Buffer.from(secret);
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
    return [
      secret,
      bytes.toString('base64').slice(0, -4),
      bytes.toString('base64url').slice(0, -4),
      ...[',', ', ', ' '].map((between) => [...bytes.subarray(0, 6)].join(between)),
      ...['', ' ', ', '].map((between) => hex.slice(0, 6).join(between)),
      ...[...bytes.subarray(0, 3)].map((byte, i) => `"${i}":${byte},"${i + 1}":${bytes[i + 1]}`),
    ];
  }

  /** All that there is to be seen of something. */
  function printed(thing: unknown): string {
    const { stack = '', message = '' } = (thing ?? {}) as Partial<Error>;
    const everything = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true, maxArrayLength: null };
    const own = Object.getOwnPropertyNames(Object(thing)).map((name) => (thing as Record<string, unknown>)[name]);
    return [
      String(thing),
      message,
      stack,
      JSON.stringify(thing),
      inspect(thing),
      inspect(thing, everything),
      inspect(own),
    ].join();
  }

  function expectNoSecret(thing: unknown, what: string): void {
    const text = printed(thing);
    for (const secret of [key, old]) {
      for (const spelling of spellings(secret)) expect(text.includes(spelling), `${what}: ${spelling}`).toBe(false);
    }
  }

  test('the search finds what is there', () => {
    for (const thing of [key, { key }, Buffer.from(key), new Uint8Array(Buffer.from(key)), [new Error(key)]]) {
      expect(() => expectNoSecret(thing, 'shown')).toThrow();
    }
    const bytes = { key: new Uint8Array(Buffer.from(key)) };
    expect(() => expectNoSecret(bytes, 'shown')).toThrow();
  });

  test('in signers, serializers and algorithms', () => {
    const signers = [Signer, TimestampSigner].map((Class) => new Class([old, key], options));
    const serializers = SERIALIZERS.map((Class) => new Class([old, key], { signerOptions: options as object }));
    for (const each of [...signers, ...serializers]) {
      const name = each.constructor.name;
      expectNoSecret(each, name);
      if (each instanceof Signer) each.unsign(each.sign('value'));
      else each.loads(each.dumps('value'));
      expectNoSecret(each, `${name} after use`);
      if (each instanceof Serializer) expectNoSecret(each.makeSigner(), `signer of ${name}`);
      else expectNoSecret(each.algorithm, `algorithm of ${name}`);
    }
  });

  test('in what is thrown, and in results', () => {
    const thrown: [what: string, call: () => unknown][] = [];
    const make = (secretKey: unknown, options?: SignerOptions) => () => new Signer(secretKey as SecretKey, options);
    thrown.push(['a wrong key beside a good one', make([key, 5])]);
    thrown.push(['an empty key beside a good one', make([key, ''])]);
    thrown.push(['a key with a lone surrogate', make(`${key}\ud800`)]);
    thrown.push(['a key in an object', make({ key })]);
    thrown.push(['a wrong option', make(key, { digestMethod: 'md4' as never })]);
    thrown.push(['a wrong key to derive', () => new Signer(key).deriveKey({ key } as never)]);
    for (const signer of [new Signer([old, key], options), new TimestampSigner([old, key], options)]) {
      const token = signer.sign('value');
      for (const bad of ['', 'x', '.', `${token}A`, `A${token}`, token.slice(1), token.slice(0, -1), `${token}.`, 5]) {
        thrown.push([`unsign ${bad}`, () => signer.unsign(bad as string)]);
        expectNoSecret(signer.tryUnsign(bad as string), `tryUnsign ${bad}`);
      }
      expectNoSecret(signer.tryUnsign(token), 'tryUnsign');
      thrown.push(['sign a number', () => signer.sign(5 as never)]);
    }
    const timed = new URLSafeTimedSerializer([old, key], { signerOptions: options, maxTokenSize: 60 });
    thrown.push(['expired', () => timed.loads(timed.dumps(1), { maxAge: -1 })]);
    thrown.push(['too long', () => timed.dumps('0123456789abcdefghijklmnopqrstuvwxyz')]);
    thrown.push(['not to be written', () => timed.dumps(Number.NaN)]);
    for (const Class of SERIALIZERS) {
      const serializer = new Class([old, key], { signerOptions: options as object });
      const broken = new Signer(key, { ...options, salt: 'itsdangerous' }).sign('{');
      for (const bad of ['', 'x.y', broken]) thrown.push([`loads ${bad}`, () => serializer.loads(bad)]);
    }
    for (const [what, call] of thrown) {
      let error: unknown;
      try {
        call();
      } catch (caught) {
        error = caught;
      }
      expect(error, what).toBeInstanceOf(Error);
      expectNoSecret(error, what);
      expectNoSecret((error as Error).cause, `cause of ${what}`);
    }
  });
});
