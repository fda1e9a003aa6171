/*
 * No secret is to be found afterwards: not in the memory of any module, not in an error, not in what is printed.
 */
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { core } from '../../src/core.js';
import { nativeDigest } from '../../src/digest.js';
import * as django from '../../src/django/index.js';
import * as express from '../../src/express/index.js';
import * as flask from '../../src/flask/index.js';
import { prepareKey } from '../../src/hmac.js';
import {
  type Digest,
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
import * as starlette from '../../src/starlette/index.js';
import { zlib } from '../../src/zlib.js';
import { DIGESTS, KEY_DERIVATIONS, type ReferenceSigner, referenceKey, referenceToken } from '../reference.js';
import { MemorySearch } from './memory-search.js';
import { count, report } from './proof.js';
import { memories } from './wasm-memories.js';

const SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer];

/** All memory that there is: that of the core and of zlib, converted to JavaScript, is in no module. */
function allMemory(): Uint8Array[] {
  const buffers = new Set([core().memory.buffer, zlib().memory.buffer, ...memories.map(({ buffer }) => buffer)]);
  return Array.from(buffers, (buffer) => new Uint8Array(buffer));
}

type Secret = readonly [name: string, bytes: Uint8Array];

/** A key and all that comes of it: what of it HMAC works on, and what the core is given for it. */
function secretsOf(signer: ReferenceSigner & { key: Uint8Array }, name = 'key'): Secret[] {
  const digest = nativeDigest(signer.digestMethod ?? 'sha1');
  const derived = referenceKey(signer);
  const blockKey = derived.length > digest.blockSize ? digest.hash(derived) : derived;
  const block = Buffer.alloc(digest.blockSize);
  block.set(blockKey);
  return [
    [name, signer.key],
    [`key derived from the ${name}`, derived],
    [`block key of the ${name}`, blockKey],
    [`inner block of the ${name}`, block.map((byte) => byte ^ 0x36)],
    [`outer block of the ${name}`, block.map((byte) => byte ^ 0x5c)],
    [`midstates of the ${name}`, prepareKey(digest, derived)],
    // That derives the key where the derivation is an HMAC.
    [`midstates of the ${name} itself`, prepareKey(digest, signer.key)],
  ];
}

type Action = [name: string, act: () => unknown];

function expectNothingLeft(secrets: readonly Secret[], actions: readonly Action[]): void {
  const search = new MemorySearch(secrets);
  expect(search.find(allMemory()), 'before').toBe(undefined);
  for (const [action, act] of actions) {
    act();
    expect(search.find(allMemory()), action).toBe(undefined);
  }
  searches += actions.length;
  searched += actions.length * secrets.length;
}

let searches = 0;
let searched = 0;
afterAll(() => {
  const size = allMemory().reduce((sum, { length }) => sum + length, 0);
  report(
    'secrets',
    `${count(searches)} searches of ${count(size)} bytes of memory, for ${count(searched)} secrets in all`,
  );
});

/** Sixteen bytes a line, no two alike. */
function keyOf(seed: string, length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(seed).digest();
}

describe('the search finds what is there', () => {
  // As long as a SHA-1.
  const secret = keyOf('secret', 20);
  const swapped = Buffer.from(secret).swap32();
  const vector = (word: Buffer): Buffer => Buffer.concat(Array(4).fill(word));
  const remnants: [what: string, bytes: Buffer][] = [
    ['all of it', secret],
    ['its first eight bytes', secret.subarray(0, 8)],
    ['its last eight bytes', secret.subarray(12)],
    ['its last fifteen bytes', secret.subarray(5)],
    ['eight bytes between', secret.subarray(7, 15)],
    ['eight bytes in the other order', swapped.subarray(3, 11)],
    ['the last of these', swapped.subarray(12)],
    ['eight bytes of long words', Buffer.from(secret.subarray(0, 16)).swap64().subarray(5, 13)],
    ['a vector of one word', vector(secret.subarray(16))],
    ['a vector in the other order', vector(swapped.subarray(4, 8))],
  ];
  const search = new MemorySearch([['secret', secret]]);

  test.each(remnants)('%s', (_, bytes) => {
    const places = [core().input, zlib().memory.subarray(zlib().piece)];
    for (const place of places) {
      for (const at of [1000, 1001, 1002, 1003]) {
        place.set(bytes, at);
        expect(search.find(allMemory())).toBe('secret');
        place.fill(0, at, at + bytes.length);
        expect(search.find(allMemory())).toBe(undefined);
      }
    }
  });

  test('in every memory', () => {
    new URLSafeSerializer('key').dumps('x');
    // Two modules, or none where both are JavaScript.
    expect([0, 2]).toContain(memories.length);
    expect(allMemory()).toHaveLength(2);
  });
});

describe('no secret is left in memory', () => {
  // Longer than a block: HMAC works on its hash as well.
  const key = keyOf('key', 320);
  const old = keyOf('old', 48);
  const fails = (): never => {
    throw new Error('not now');
  };

  for (const digestMethod of DIGESTS) {
    for (const keyDerivation of KEY_DERIVATIONS) {
      const options = { digestMethod, keyDerivation };

      test(`${digestMethod}, ${keyDerivation}`, () => {
        const value = 'a value';
        const token = referenceToken({ key, ...options }, value).toString();
        const good = Buffer.from(token.slice(value.length + 1), 'base64url');
        const derived = referenceKey({ key, ...options });
        const secrets = [
          ...['itsdangerous', 'itsdangerous.Signer'].flatMap((salt) => [
            ...secretsOf({ key, salt, ...options }),
            ...secretsOf({ key: old, salt, ...options }, 'old key'),
          ]),
          // Whoever forged a token must not find there what would have made it good.
          ['signature of a forged token', good] as const,
        ];

        const forged = `${value}.${'A'.repeat(token.length - value.length - 1)}`;
        const long = 'x'.repeat(2 ** 17);
        const signer = new Signer([old, key], options);
        const timed = new TimestampSigner([old, key], options);
        const serializers = SERIALIZERS.map(
          (Class) => new Class([old, key], { signerOptions: options as object, fallbackSigners: [options as object] }),
        );
        expectNothingLeft(secrets, [
          ['deriveKey', () => signer.deriveKey()],
          ['sign', () => signer.sign('other')],
          ['sign bytes', () => signer.sign(Buffer.from('other'))],
          ['sign a long value', () => signer.sign(long)],
          ['sign many', () => signer.signMany(Array(9).fill('other'))],
          ['sign many with a timestamp', () => timed.signMany(Array(9).fill('other'))],
          ['unsign', () => signer.unsign(signer.sign('other'))],
          ['unsign an old token', () => signer.unsign(new Signer(old, options).sign('other'))],
          ['unsign many', () => signer.tryUnsignMany([forged, signer.sign('other'), forged])],
          ['unsign many with one key', () => new Signer(key, options).tryUnsignMany(Array(4).fill(forged))],
          ['unsign many that are long', () => signer.tryUnsignMany([`${long}${forged}`, forged])],
          ['refuse', () => signer.validate(forged)],
          ['refuse a long token', () => signer.validate(`${long}${forged}`)],
          ['verifySignature', () => signer.verifySignature(value, forged.slice(value.length + 1))],
          ['with a timestamp', () => timed.unsign(timed.sign('other'), { maxAge: 10 })],
          ['expired', () => timed.validate(timed.sign('other'), { maxAge: -1 })],
          ['HMACAlgorithm', () => new HMACAlgorithm(digestMethod).verifySignature(derived, Buffer.from(value), good)],
          ['dump and load', () => serializers.map((each) => each.loads(each.dumps({ list: Array(99).fill('a') })))],
          ['refuse to load', () => serializers.map((each) => each.loadsUnsafe(forged))],
          ['refuse to load many', () => serializers.map((each) => each.tryLoadsMany(Array(5).fill(forged)))],
        ]);
      });
    }

    test(`${digestMethod}: more keys than the core takes at once`, () => {
      const keys = Array.from({ length: 17 }, (_, i) => keyOf(`key ${i}`, 32));
      const secrets = keys.flatMap((key, i) => secretsOf({ key, digestMethod }, `key ${i}`));
      const signer = new Signer(keys, { digestMethod });
      const tokens = [0, 1, 16].map((i) => new Signer(keys[i] as Buffer, { digestMethod }).sign('value'));
      const forged = new Signer('another', { digestMethod }).sign('value');
      expectNothingLeft(secrets, [
        ...tokens.map((token, i): Action => [`unsign ${i}`, () => signer.unsign(token)]),
        ['refuse', () => signer.validate(forged)],
        ['unsign many', () => signer.tryUnsignMany([...tokens, forged])],
        ['sign many', () => signer.signMany(Array(5).fill('value'))],
        // All of them fit into the core at once.
        ['unsign many with fewer keys', () => new Signer(keys.slice(1), { digestMethod }).tryUnsignMany(tokens)],
      ]);
    });
  }

  test('keys that stream through, and keys that are made', () => {
    const long = keyOf('long', 70_000);
    for (const keyDerivation of KEY_DERIVATIONS) {
      expectNothingLeft(
        [['long key', long]],
        [[keyDerivation, () => new Signer(long, { keyDerivation }).sign('value')]],
      );
    }
    const made = generateSecretKey();
    const search = new MemorySearch([
      ['key', Buffer.from(made, 'base64url')],
      ['key as text', Buffer.from(made)],
    ]);
    expect(search.find(allMemory())).toBe(undefined);
  });

  test('a call that fails half-way', () => {
    const digest = (): Digest => {
      let calls = 0;
      const { blockSize, outputSize, hash } = nativeDigest('sha1');
      const hashes = (data: Uint8Array): Uint8Array =>
        ++calls % 2 === 0 ? fails() : hash.call(nativeDigest('sha1'), data);
      return { name: 'failing', blockSize, outputSize, hash: hashes };
    };
    const bad = (): TimestampSigner[] => [
      new TimestampSigner([old, key], { clock: fails }),
      new TimestampSigner([old, key], { clock: () => Number.NaN }),
      new TimestampSigner([old, key], { algorithm: { getSignature: fails, verifySignature: fails } }),
      new TimestampSigner([old, key], { digestMethod: digest() }),
      new TimedSerializer([old, key], { signerOptions: { clock: fails } }).makeSigner() as TimestampSigner,
    ];
    const token = new TimestampSigner(key).sign('value');
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const failing: Action[] = [
      ...bad().flatMap((signer, i): Action[] => [
        [`sign with signer ${i}`, () => signer.sign('value')],
        [`sign bytes with signer ${i}`, () => signer.sign(Buffer.from('value'))],
        [`sign many with signer ${i}`, () => signer.signMany(['value', 'value'])],
      ]),
      ...bad().map(
        (signer, i): Action => [`unsign with signer ${i}`, () => signer.unsign(`${token}A`, { maxAge: -1 })],
      ),
      ['sign no text', () => new Signer(key).sign(5 as never)],
      ['sign a lone surrogate', () => new Signer(key).sign('a\ud800')],
      ['sign many with one that is none', () => new Signer(key).signMany(['value', 5 as never])],
      ['unsign a forged token', () => new Signer([old, key]).unsign(`${token}A`)],
      ['unsign with a wrong age', () => new TimestampSigner(key).unsign(token, { maxAge: Number.NaN })],
      ['derive a key that is none', () => new Signer(key).deriveKey('')],
      ['a key list that ends badly', () => new Signer([old, key, '']).sign('value')],
      ...SERIALIZERS.flatMap((Class): Action[] => [
        [`${Class.name}: dumps`, () => new Class([old, key]).dumps(cycle)],
        [`${Class.name}: loads`, () => new Class([old, key]).loads(token)],
        [`${Class.name}: broken`, () => new Class(key).loads(new Signer(key, { salt: 'itsdangerous' }).sign('{'))],
      ]),
    ];
    const secrets = ['itsdangerous', 'itsdangerous.Signer'].flatMap((salt) => [
      ...secretsOf({ key, salt }),
      ...secretsOf({ key: old, salt }, 'old key'),
    ]);
    expectNothingLeft(
      secrets,
      failing.map(([what, call]) => [what, () => expect(call, what).toThrow()]),
    );
  });

  test('the frameworks', () => {
    const keys = [old, key];
    const prefixed = (prefix: string): Buffer => Buffer.concat([Buffer.from(prefix), key]);
    const sha256 = 'sha256';
    const secrets: Secret[] = [
      ...keys.flatMap((key) => secretsOf({ key, salt: 'cookie-session', keyDerivation: 'hmac' })),
      ...['django.core.signing', 'django.core.signing.Signer', 'django.core.signing.TimestampSigner'].flatMap((salt) =>
        keys.flatMap((key) => secretsOf({ key, salt, digestMethod: sha256 })),
      ),
      ...['basket', 'django.http.cookies.v2:0:basket'].flatMap((salt) =>
        secretsOf({ key: prefixed('django.http.cookies'), salt, digestMethod: sha256 }),
      ),
      ...keys.flatMap((key) => secretsOf({ key, salt: 'itsdangerous.Signer' })),
      ...keys.flatMap((key) => secretsOf({ key, keyDerivation: 'none' })),
      ...keys.flatMap((key) => secretsOf({ key, keyDerivation: 'none', digestMethod: sha256 })),
    ];
    const options = { key, fallbackKeys: [old] };
    const signers = [new django.Signer(options), new django.TimestampSigner(options)];
    const cookies = new django.CookieSigner({ ...options, name: 'basket' });
    const serializers = [
      new flask.SessionSerializer(keys),
      new starlette.SessionCookie(keys),
      new django.SessionSerializer(options),
    ];
    const session = new express.CookieSession({ keys });
    expectNothingLeft(secrets, [
      ...serializers.flatMap((each): Action[] => [
        [`${each.constructor.name}: load`, () => each.loads(each.dumps({ a: 1 }))],
        [`${each.constructor.name}: refuse`, () => each.loadsUnsafe('e30.x')],
      ]),
      ...signers.flatMap((each): Action[] => [
        ['unsign', () => each.unsign(each.sign('value'))],
        ['unsignObject', () => each.unsignObject(each.signObject({ a: 1 }))],
        ['refuse', () => each.validate(`value:${'A'.repeat(43)}`)],
      ]),
      ['dumps and loads', () => django.loads(django.dumps([1], options), options)],
      ['CookieSigner', () => cookies.unsign(cookies.sign('value'))],
      ['CookieSigner: refuse', () => cookies.tryUnsign(`value:1:${'A'.repeat(43)}`)],
      ['sign and unsign', () => express.unsign(express.sign('value', keys), keys)],
      ['sign and refuse', () => expect(() => express.unsign(`s:value.${'A'.repeat(43)}`, keys)).toThrow()],
      ['CookieSession', () => session.loads(session.dumps({ a: 1 }))],
      ['CookieSession: refuse', () => session.tryLoads({ session: 'e30=', 'session.sig': 'A'.repeat(27) })],
    ]);
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

  /** Everything that has keys, with what uses them for something right and for something wrong. */
  function holders(): [holder: object, use: () => unknown, refuse: () => unknown][] {
    const keys = [old, key];
    const byOptions = { key, fallbackKeys: [old] };
    const signers = [
      ...[Signer, TimestampSigner].map((Class) => new Class(keys, options)),
      ...[django.Signer, django.TimestampSigner].map((Class) => new Class(byOptions)),
    ];
    const serializers = [
      ...SERIALIZERS.map((Class) => new Class(keys, { signerOptions: options as object })),
      new flask.SessionSerializer(keys),
      new starlette.SessionCookie(keys),
      new django.SessionSerializer(byOptions),
    ];
    const cookies = new django.CookieSigner({ ...byOptions, name: 'basket' });
    const keygrip = new express.Keygrip(keys);
    const session = new express.CookieSession({ keys });
    return [
      ...signers.map((each): ReturnType<typeof holders>[0] => [
        each,
        () => each.unsign(each.sign('value')),
        () => each.unsign('value.x'),
      ]),
      ...serializers.map((each): ReturnType<typeof holders>[0] => [
        each,
        () => each.loads(each.dumps('value')),
        () => each.loads('e30.x'),
      ]),
      [cookies, () => cookies.unsign(cookies.sign('value')), () => cookies.unsign('value:x:x')],
      [keygrip, () => keygrip.verify('value', keygrip.sign('value')), () => keygrip.sign(5 as never)],
      [
        session,
        () => session.loads(session.dumps('value')),
        () => session.loads({ session: 'e30=', 'session.sig': 'x' }),
      ],
    ];
  }

  test('in what has keys: signers, serializers, algorithms, those of the frameworks', () => {
    for (const [each, use] of holders()) {
      const name = each.constructor.name;
      expectNoSecret(each, name);
      use();
      expectNoSecret(each, `${name} after use`);
      if (each instanceof Serializer) expectNoSecret(each.makeSigner(), `signer of ${name}`);
      if (each instanceof Signer) expectNoSecret(each.algorithm, `algorithm of ${name}`);
    }
    report('secrets', `${holders().length} objects that have keys are shown`);
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
    for (const wrong of [5, '', `${key}\ud800`]) {
      for (const Class of [django.Signer, django.TimestampSigner, django.SessionSerializer]) {
        thrown.push(['a wrong key of Django', () => new Class({ key, fallbackKeys: [wrong as string] })]);
      }
      thrown.push(['a wrong key of Flask', () => new flask.SessionSerializer([key, wrong as string])]);
      thrown.push(['a wrong key of Express', () => new express.CookieSession({ keys: [key, wrong as string] })]);
      thrown.push(['a wrong key of a cookie', () => express.sign('value', [key, wrong as string])]);
    }
    for (const [each, , refuse] of holders()) thrown.push([`refused by ${each.constructor.name}`, refuse]);
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
    report('secrets', `${thrown.length} errors are shown`);
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
