/*
 * Bad input of both kinds: what a programmer passes wrongly, and what comes over the wire.
 */
import { describe, expect, test } from 'vitest';
import {
  BadData,
  type BytesLike,
  base64Decode,
  base64Encode,
  bytesToInt,
  context,
  type Digest,
  generateSecretKey,
  HMACAlgorithm,
  intToBytes,
  Serializer,
  Signer,
  type SigningAlgorithm,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
  wantBytes,
} from '../src/index.js';
import { referenceToken } from './reference.js';

const key = 'secret key';
const SIGNERS = { Signer, TimestampSigner };
const SERIALIZERS = { Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer };
const CLASSES = { ...SIGNERS, ...SERIALIZERS };
const LONE_SURROGATE = 'a\ud800';
/** The last second of the year 9999. */
const LAST = 253402300799;

/** Passes what the types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: that is the point
function wrong(value: unknown): any {
  return value;
}

function digestThat(hash: (data: Uint8Array) => unknown): Digest {
  return { name: 'short', blockSize: 64, outputSize: 20, hash: hash as Digest['hash'] };
}

describe('what a programmer passes wrongly names the parameter', () => {
  type Mistake = [what: string, call: () => unknown, error: typeof TypeError | typeof RangeError, parameter: string];
  const mistakes: Mistake[] = [];

  for (const [name, Class] of Object.entries(CLASSES)) {
    const option =
      (options: object): (() => unknown) =>
      () =>
        new (Class as typeof Signer)(key, options);
    const mistake = (what: string, call: () => unknown, error: Mistake[2], parameter: string): void => {
      mistakes.push([`${name}: ${what}`, call, error, parameter]);
    };
    for (const value of [undefined, null, 5, {}, [5], ['good', null], LONE_SURROGATE, new Map([[1, 2]])]) {
      mistake(`secretKey ${String(value)}`, () => new (Class as typeof Signer)(wrong(value)), TypeError, 'secretKey');
    }
    for (const value of ['', new Uint8Array(0), [], ['good', '']]) {
      mistake(`empty secretKey`, () => new (Class as typeof Signer)(value), RangeError, 'secretKey');
    }
    mistake('options null', () => new (Class as typeof Signer)(key, wrong(null)), TypeError, 'options');
    mistake('options text', () => new (Class as typeof Signer)(key, wrong('salt')), TypeError, 'options');
    for (const salt of [5, {}, LONE_SURROGATE]) mistake(`salt ${String(salt)}`, option({ salt }), TypeError, 'salt');
  }

  for (const [name, Class] of Object.entries(SIGNERS)) {
    const option =
      (options: object): (() => unknown) =>
      () =>
        new Class(key, wrong(options));
    for (const sep of [5, {}, LONE_SURROGATE]) mistakes.push([`${name}: sep`, option({ sep }), TypeError, 'sep']);
    for (const sep of ['', 'a', 'AZ-_09', '=', 'a=', Uint8Array.of(65)]) {
      mistakes.push([`${name}: sep "${sep}"`, option({ sep }), RangeError, 'sep']);
    }
    for (const keyDerivation of ['HMAC', '', 5]) {
      const message = 'keyDerivation must be one of django-concat, concat, hmac, none';
      mistakes.push([`${name}: keyDerivation`, option({ keyDerivation }), TypeError, message]);
    }
    const digest = digestThat((data) => data);
    const digests = ['sha3', 'SHA1', 'toString', 5, {}, { ...digest, hash: undefined }].concat(
      ...['64', 64.5, 0].map((blockSize) => ({ ...digest, blockSize })),
      ...['20', 20.5, 0, 65].map((outputSize) => ({ ...digest, outputSize })),
    );
    for (const digestMethod of digests) {
      const message =
        'digestMethod must be one of sha1, sha224, sha256, sha384, sha512, sha512-256, or an object with name, ' +
        'blockSize, outputSize and hash';
      mistakes.push([`${name}: digestMethod`, option({ digestMethod }), TypeError, message]);
    }
    for (const algorithm of [
      5,
      'hmac',
      {},
      { getSignature: () => new Uint8Array(1) },
      { verifySignature: () => true },
    ]) {
      mistakes.push([`${name}: algorithm`, option({ algorithm }), TypeError, 'algorithm']);
    }
    for (const value of [undefined, null, 5, {}, ['a'], LONE_SURROGATE, `${'x'.repeat(70000)}\ud800`]) {
      mistakes.push([`${name}: value`, () => new Class(key).sign(wrong(value)), TypeError, 'value']);
      mistakes.push([`${name}: value`, () => new Class(key).getSignature(wrong(value)), TypeError, 'value']);
      mistakes.push([`${name}: value`, () => new Class(key).verifySignature(wrong(value), 'x'), TypeError, 'value']);
    }
    mistakes.push([`${name}: values`, () => new Class(key).signMany(wrong('text')), TypeError, 'values']);
    mistakes.push([`${name}: signed`, () => new Class(key).tryUnsignMany(wrong('text')), TypeError, 'signed']);
    mistakes.push([`${name}: deriveKey`, () => new Class(key).deriveKey(wrong(5)), TypeError, 'secretKey']);
    mistakes.push([`${name}: deriveKey`, () => new Class(key).deriveKey(''), RangeError, 'secretKey']);
    for (const hash of [(data: Uint8Array) => data.slice(0, 19), () => 'text', () => undefined]) {
      const signer = new Class(key, { digestMethod: digestThat(hash) });
      mistakes.push([`${name}: digest`, () => signer.sign('value'), TypeError, 'digestMethod']);
    }
    const noBytes: SigningAlgorithm = { getSignature: () => wrong('text'), verifySignature: () => false };
    mistakes.push([
      `${name}: signature`,
      () => new Class(key, { algorithm: noBytes }).sign('value'),
      TypeError,
      'algorithm',
    ]);
  }

  const timed = { TimestampSigner, TimedSerializer, URLSafeTimedSerializer };
  const ages = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '5', 5n, new Date(5), {}, true];
  for (const [name, Class] of Object.entries(timed)) {
    const instance = wrong(new (Class as typeof TimestampSigner)(key));
    const methods =
      Class === TimestampSigner ? ['unsign', 'tryUnsign', 'validate'] : ['loads', 'tryLoads', 'loadsUnsafe'];
    for (const method of methods) {
      // The token is bad as well: the mistake shows before the token is looked at.
      for (const maxAge of ages) {
        mistakes.push([
          `${name}: ${method}, ${String(maxAge)}`,
          () => instance[method]('x', { maxAge }),
          TypeError,
          'maxAge',
        ]);
      }
      // An hour from now, in the milliseconds of Date.now: no token will ever be that old.
      for (const maxAge of [LAST + 1, 1_700_000_000_000 + 3_600_000, Number.MAX_VALUE]) {
        mistakes.push([`${name}: ${method}, ${maxAge}`, () => instance[method]('x', { maxAge }), RangeError, 'maxAge']);
      }
      mistakes.push([`${name}: ${method}, 5`, () => instance[method]('x', 5), TypeError, 'options']);
      mistakes.push([`${name}: ${method}, null`, () => instance[method]('x', null), TypeError, 'options']);
    }
  }
  for (const Class of [TimedSerializer, URLSafeTimedSerializer]) {
    for (const maxAge of ages) {
      mistakes.push([`maxAge ${String(maxAge)}`, () => new Class(key, wrong({ maxAge })), TypeError, 'maxAge']);
    }
    mistakes.push(['maxAge of Date.now', () => new Class(key, { maxAge: Date.now() }), RangeError, 'maxAge']);
    // timestamp-signer.test.ts has the same of a TimestampSigner.
    for (const time of [1.5, Number.NaN, '5', undefined, new Date(5), Promise.resolve(5)]) {
      const serializer = new Class(key, { signerOptions: { clock: wrong(() => time) } });
      mistakes.push([
        `${Class.name}: a clock that gives ${String(time)}`,
        () => serializer.dumps(1),
        RangeError,
        'clock',
      ]);
    }
  }
  for (const clock of [5, 'now', new Date(5)]) {
    mistakes.push(['clock', () => new TimestampSigner(key, wrong({ clock })), TypeError, 'clock']);
  }
  mistakes.push([
    'clockTolerance',
    () => new TimestampSigner(key, wrong({ clockTolerance: '5' })),
    TypeError,
    'clockTolerance',
  ]);
  for (const clockTolerance of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    mistakes.push(['clockTolerance', () => new TimestampSigner(key, { clockTolerance }), RangeError, 'clockTolerance']);
  }

  for (const [name, Class] of Object.entries(SERIALIZERS)) {
    const option = (what: string, value: unknown, error: Mistake[2] = TypeError): void => {
      mistakes.push([`${name}: ${what}`, () => new Class(key, wrong({ [what]: value })), error, what]);
    };
    const { stringify, parse } = JSON;
    for (const serializer of [5, {}, { stringify }, { parse }, { encode: stringify }, { decode: parse }])
      option('serializer', serializer);
    option('serializerArgs', 'text');
    for (const signer of [5, 'Signer', new Signer(key), class {}, { prototype: new TimestampSigner(key) }]) {
      option('signer', signer);
    }
    for (const options of [5, { salt: 'x' }]) option('signerOptions', options);
    for (const fallbacks of [5, Signer, [5], [[5, {}]], [class {}], [{ salt: 'x' }], [[Signer, { salt: 'x' }]]]) {
      option('fallbackSigners', fallbacks);
    }
    for (const schema of [0, false, '', 5, {}, { '~standard': {} }]) option('schema', schema);
    for (const size of ['maxTokenSize', 'maxPayloadSize']) {
      option(size, '5');
      for (const value of [0, -1, 1.5, Number.NaN]) option(size, value, RangeError);
    }
    const serializer = new Class(key);
    mistakes.push([`${name}: options`, () => serializer.dumps(1, wrong('salt')), TypeError, 'options']);
    mistakes.push([`${name}: options`, () => serializer.loads('x', wrong(null)), TypeError, 'options']);
    for (const sink of [undefined, null, {}]) {
      mistakes.push([`${name}: sink`, () => serializer.dump(1, wrong(sink)), TypeError, 'sink']);
    }
    mistakes.push([`${name}: salt`, () => serializer.dumps(1, wrong({ salt: 5 })), TypeError, 'salt']);
    mistakes.push([`${name}: values`, () => serializer.dumpsMany(wrong('text')), TypeError, 'values']);
    mistakes.push([`${name}: tokens`, () => serializer.tryLoadsMany(wrong('text')), TypeError, 'tokens']);
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const unwritable: [value: unknown, message: string][] = [
      [undefined, 'value is undefined'],
      [() => 1, 'value is undefined, a function'],
      [Number.NaN, 'value is NaN'],
      [{ a: [Number.POSITIVE_INFINITY] }, 'value.a[0] is Infinity'],
      [{ a: new Map() }, 'value.a is a Map'],
      [cycle, 'value[0] is part of a cycle'],
    ];
    for (const [value, message] of unwritable) {
      mistakes.push([`${name}: ${message}`, () => serializer.dumps(value), TypeError, message]);
    }
    const asynchronous = { '~standard': { version: 1, vendor: 'own', validate: async () => ({ value: 1 }) } } as const;
    const later = new Class<unknown>(key, { schema: asynchronous });
    mistakes.push([`${name}: an asynchronous schema`, () => later.loads(serializer.dumps(1)), TypeError, 'schema']);
    const gives = (value: unknown) => ({ stringify: () => wrong(value), parse: JSON.parse });
    mistakes.push([
      `${name}: gives 5`,
      () => new Class(key, { serializer: gives(5) }).dumps(1),
      TypeError,
      'serializer must give a string or a Uint8Array for the value',
    ]);
    const surrogate = new Class(key, { serializer: gives(LONE_SURROGATE) });
    mistakes.push([`${name}: gives a lone surrogate`, () => surrogate.dumps(1), TypeError, 'serializer']);
  }
  for (const Class of [Serializer, URLSafeSerializer]) {
    mistakes.push(['maxAge without time', () => new Class(key).loads('x', wrong({ maxAge: 5 })), TypeError, 'maxAge']);
    const message = 'signer must be the class Signer or a subclass of it';
    mistakes.push(['another class', () => new Class(key, { signer: wrong(Date) }), TypeError, message]);
  }
  for (const Class of [TimedSerializer, URLSafeTimedSerializer]) {
    for (const options of [{ signer: Signer }, { fallbackSigners: [Signer] }, { fallbackSigners: [[Signer, {}]] }]) {
      const [parameter] = Object.keys(options) as [string];
      mistakes.push([`${parameter} without time`, () => new Class(key, wrong(options)), TypeError, parameter]);
    }
  }

  mistakes.push(['HMACAlgorithm', () => new HMACAlgorithm(wrong('sha3')), TypeError, 'digestMethod']);
  mistakes.push([
    'getSignature',
    () => new HMACAlgorithm().getSignature(wrong(key), wrong(5)),
    TypeError,
    'key and value',
  ]);
  mistakes.push(['context without parts', () => context(), TypeError, 'context']);
  mistakes.push(['context', () => context('a', wrong(5)), TypeError, 'part 2 of context']);
  mistakes.push(['base64Encode', () => base64Encode(wrong(5)), TypeError, 'data']);
  for (const num of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined]) {
    mistakes.push([`intToBytes(${num})`, () => intToBytes(wrong(num)), TypeError, 'num']);
  }
  for (const num of [-1, -1n, 2 ** 53, 1e300, 2n ** 64n]) {
    mistakes.push([`intToBytes(${num})`, () => intToBytes(num), RangeError, 'num']);
  }
  mistakes.push(['bytesToInt', () => bytesToInt(wrong([1])), TypeError, 'bytes']);
  mistakes.push(['bytesToInt', () => bytesToInt(new Uint8Array(9)), RangeError, 'bytes']);
  mistakes.push(['wantBytes', () => wantBytes(wrong(5)), TypeError, 'value']);
  for (const bytes of [0, -1, 1.5, Number.NaN, 65537]) {
    mistakes.push(['generateSecretKey', () => generateSecretKey(bytes), RangeError, 'bytes']);
  }

  test(`${mistakes.length} mistakes`, () => {
    const signer = new Signer(key);
    const serializer = new URLSafeTimedSerializer(key);
    const token = referenceToken({ key }, 'value').toString();
    for (const [what, call, error, parameter] of mistakes) {
      let thrown: unknown;
      try {
        call();
      } catch (caught) {
        thrown = caught;
      }
      expect((thrown as Error | undefined)?.constructor, `${what}: ${String(thrown)}`).toBe(error);
      expect((thrown as Error).message, what).toContain(parameter);
      expect((thrown as Error).message, what).not.toContain(key);
      // What was there before still works.
      expect(signer.sign('value'), what).toBe(token);
      expect(signer.unsign(token), what).toBe('value');
      expect(serializer.loads(serializer.dumps([1])), what).toEqual([1]);
    }
  });
});

describe('what comes over the wire only ever raises the BadData family', () => {
  const hostile: [what: string, token: unknown][] = [
    ...[
      undefined,
      null,
      true,
      0,
      5,
      Number.NaN,
      5n,
      Symbol('token'),
      () => 'token',
      {},
      [],
      ['token'],
      new Date(5),
    ].map((token): [string, unknown] => [typeof token, token]),
    ['object with toString', { toString: () => 'a.b', length: 3 }],
    ['what only says that it is bytes', { [Symbol.toStringTag]: 'Uint8Array' }],
    ['Uint16Array', new Uint16Array(8)],
    ['ArrayBuffer', new ArrayBuffer(8)],
    ...[
      '',
      '.',
      '..',
      '...',
      ' ',
      '\0',
      '"',
      '.\n.',
      'é.é.é',
      '\ufeff',
      LONE_SURROGATE,
      '\ud800.\udc00.x',
      '__proto__',
    ].map((token): [string, unknown] => [JSON.stringify(token), token]),
    ['no bytes', new Uint8Array(0)],
    ['bytes that are not UTF-8', Uint8Array.of(0xff, 0x2e, 0xfe, 0x2e, 0xfd)],
    ['10 MB of dots', '.'.repeat(10e6)],
    ['10 MB without a dot', 'A'.repeat(10e6)],
    ['10 MB of dots as bytes', new Uint8Array(10e6).fill(0x2e)],
    ['10 MB that are not ASCII', 'é'.repeat(5e6)],
    ['10 MB with a lone surrogate', `${'.'.repeat(10e6)}\ud800`],
  ];

  /** Calls everything of `instance` that takes a token. */
  function expectRefused(
    instance: InstanceType<(typeof CLASSES)[keyof typeof CLASSES]>,
    token: unknown,
    what: string,
  ): void {
    const [throwing, trying] =
      instance instanceof Signer
        ? [() => instance.unsign(wrong(token)), () => instance.tryUnsign(wrong(token))]
        : [() => instance.loads(wrong(token)), () => instance.tryLoads(wrong(token))];
    let thrown: unknown;
    try {
      throwing();
    } catch (error) {
      thrown = error;
    }
    expect(thrown instanceof BadData, `${what}: ${String(thrown).slice(0, 200)}`).toBe(true);
    expect((thrown as Error).message, what).not.toContain(key);
    const result = trying();
    expect(result.ok, what).toBe(false);
    if (instance instanceof Signer) expect(instance.validate(wrong(token)), what).toBe(false);
    else expect(instance.loadsUnsafe(wrong(token))[0], what).toBe(false);
  }

  for (const [name, Class] of Object.entries(CLASSES)) {
    const instance = new (Class as typeof Signer)(key);

    test(`${name}: ${hostile.length} kinds of tokens that are none`, () => {
      for (const [what, token] of hostile) {
        expectRefused(instance, token, what);
        if (instance instanceof Serializer && typeof token !== 'string' && !(token instanceof Uint8Array)) {
          expect(instance.loadsUnsafe(wrong(token)), what).toEqual([false, undefined]);
        }
      }
    });

    test(`${name}: every truncation and every change of one character`, () => {
      const token: string =
        instance instanceof Signer
          ? instance.sign('{"a": 1}')
          : wrong(instance).dumps({ a: 'aaaaaaaaaaaaaaaaaaaaaaaaaaa' });
      const replacements = ['A', 'Q', '.', '=', '+', ' ', '\0', 'é', '\ud800'];
      for (let at = 0; at < token.length; at++) {
        const cut = token.slice(0, at);
        expectRefused(instance, cut, `cut at ${at}`);
        expectRefused(instance, Buffer.from(cut), `bytes cut at ${at}`);
        for (const replacement of replacements) {
          const changed = cut + replacement + token.slice(at + 1);
          if (changed !== token) expectRefused(instance, changed, `${JSON.stringify(replacement)} at ${at}`);
        }
      }
    });
  }

  test('verifySignature and base64Decode', () => {
    for (const [what, token] of hostile) {
      expect(new Signer(key).verifySignature('value', token as BytesLike), what).toBe(false);
      if (token === '' || (token instanceof Uint8Array && token.length === 0) || /^A+$/.test(String(token))) continue;
      expect(() => base64Decode(token as BytesLike), what).toThrow(new BadData('Invalid base64-encoded data'));
    }
  });
});
