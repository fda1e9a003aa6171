/*
 * Bad input of both kinds: what a programmer passes wrongly, and what comes over the wire.
 */
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { nativeDigest } from '../src/digest.js';
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
const NOW = 1_700_000_000;
/** The last second of the year 9999. */
const LAST = 253402300799;

/** Passes what the types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: that is the point
function wrong(value: unknown): any {
  return value;
}

type Instance = InstanceType<(typeof CLASSES)[keyof typeof CLASSES]>;

/** What a hook of the user's own throws. */
class Fault extends Error {}
const fails = (): never => {
  throw new Fault('not now');
};

/** A hook that makes a mistake the first time, and from then on does what is right. */
function first<Hook extends (...args: never[]) => unknown>(mistake: (...args: never[]) => unknown, right: Hook): Hook {
  let hook = mistake;
  return ((...args: never[]) => {
    const call = hook;
    hook = right;
    return call(...args);
  }) as Hook;
}

const clock = (): number => NOW * 1000;

/** A class, whichever it is. */
type Class<Made extends Instance> = new (secretKey: string, options: object) => Made;

/** An instance with all that is right, but for `options`. */
function make<Made extends Instance>(Class: Class<Made>, options: object = {}): Made {
  const isSigner = Class === wrong(Signer) || Class.prototype instanceof Signer;
  return new Class(key, { ...(isSigner ? { clock } : { signerOptions: { clock } }), ...options });
}

/** Whether it makes the token that Python makes, and takes that and no other. */
function expectSound(instance: Instance, what: string): void {
  const seconds = instance instanceof TimestampSigner || instance instanceof TimedSerializer ? NOW : undefined;
  if (instance instanceof Signer) {
    const token = referenceToken({ key }, 'value', seconds).toString();
    expect(instance.sign('value'), what).toBe(token);
    expect(instance.unsign(token), what).toBe('value');
    expect(instance.validate(`${token}A`), what).toBe(false);
  } else {
    const isURLSafe = instance instanceof URLSafeSerializer || instance instanceof URLSafeTimedSerializer;
    const payload = isURLSafe ? Buffer.from('[1]').toString('base64url') : '[1]';
    const token = referenceToken({ key, salt: 'itsdangerous' }, payload, seconds).toString();
    expect(instance.dumps([1]), what).toBe(token);
    expect(instance.loads(token), what).toEqual([1]);
    expect(instance.tryLoads(`${token}A`).ok, what).toBe(false);
  }
}

describe('what a programmer passes wrongly names the parameter', () => {
  type Failure = typeof TypeError | typeof RangeError | typeof Fault;
  type Mistake<Made> = [what: string, call: (instance: Made) => unknown, error: Failure, parameter: string];
  const mistakes: [...Mistake<Instance>, make: () => Instance][] = [];
  /** Takes down mistakes with an instance; with a constructor, beside one. */
  const mistakesWith =
    <Made extends Instance>(Class: Class<Made>, options?: object) =>
    (...[what, call, error, parameter]: Mistake<Made>): void => {
      const made = (): Instance => make(Class, options);
      mistakes.push([`${Class.name}: ${what}`, call as Mistake<Instance>[1], error, parameter, made]);
    };

  for (const Class of Object.values(CLASSES)) {
    const mistake = mistakesWith<Instance>(wrong(Class));
    const option = (options: unknown) => () => new (Class as typeof Signer)(key, wrong(options));
    for (const value of [undefined, null, 5, {}, [5], ['good', null], LONE_SURROGATE, new Map([[1, 2]])]) {
      mistake(`secretKey ${String(value)}`, () => new (Class as typeof Signer)(wrong(value)), TypeError, 'secretKey');
    }
    // Each character would be a key.
    for (const value of [new String(key), runInNewContext('new String("key")')]) {
      mistake('secretKey String', () => new (Class as typeof Signer)(wrong(value)), TypeError, 'secretKey');
    }
    for (const value of ['', new Uint8Array(0), [], ['good', '']]) {
      mistake(`empty secretKey`, () => new (Class as typeof Signer)(value), RangeError, 'secretKey');
    }
    mistake('options null', option(null), TypeError, 'options');
    mistake('options text', option('salt'), TypeError, 'options');
    for (const salt of [5, {}, LONE_SURROGATE]) mistake(`salt ${String(salt)}`, option({ salt }), TypeError, 'salt');
  }

  const sha1 = nativeDigest('sha1');
  const hmac = new HMACAlgorithm();
  const getSignature = hmac.getSignature.bind(hmac);
  const verifySignature = hmac.verifySignature.bind(hmac);
  for (const Class of Object.values(SIGNERS)) {
    const mistake = mistakesWith<Signer>(Class);
    const option = (options: object) => () => new Class(key, wrong(options));
    for (const sep of [5, {}, LONE_SURROGATE]) mistake('sep', option({ sep }), TypeError, 'sep');
    for (const sep of ['', 'a', 'AZ-_09', '=', 'a=', Uint8Array.of(65)]) {
      mistake(`sep "${sep}"`, option({ sep }), RangeError, 'sep');
    }
    for (const keyDerivation of ['HMAC', '', 5]) {
      const message = 'keyDerivation must be one of django-concat, concat, hmac, none';
      mistake('keyDerivation', option({ keyDerivation }), TypeError, message);
    }
    const digestThat = (hash: (data: Uint8Array) => unknown): Digest => ({
      name: 'sha1',
      blockSize: 64,
      outputSize: 20,
      hash: first(hash, (data: Uint8Array) => sha1.hash(data)),
    });
    const digest = digestThat((data) => data);
    const digests = ['sha3', 'SHA1', 'toString', 5, {}, { ...digest, hash: undefined }].concat(
      ...['64', 64.5, 0].map((blockSize) => ({ ...digest, blockSize })),
      ...['20', 20.5, 0, 65].map((outputSize) => ({ ...digest, outputSize })),
    );
    for (const digestMethod of digests) {
      const message =
        'digestMethod must be one of sha1, sha224, sha256, sha384, sha512, sha512-256, or an object with name, ' +
        'blockSize, outputSize and hash';
      mistake('digestMethod', option({ digestMethod }), TypeError, message);
    }
    for (const algorithm of [
      5,
      'hmac',
      {},
      { getSignature: () => new Uint8Array(1) },
      { verifySignature: () => true },
    ]) {
      mistake('algorithm', option({ algorithm }), TypeError, 'algorithm');
    }
    for (const value of [undefined, null, 5, {}, ['a'], LONE_SURROGATE, `${'x'.repeat(70000)}\ud800`]) {
      mistake('value', (signer) => signer.sign(wrong(value)), TypeError, 'value');
      mistake('value', (signer) => signer.getSignature(wrong(value)), TypeError, 'value');
      mistake('value', (signer) => signer.verifySignature(wrong(value), 'x'), TypeError, 'value');
    }
    mistake('values', (signer) => signer.signMany(wrong('text')), TypeError, 'values');
    mistake('signed', (signer) => signer.tryUnsignMany(wrong('text')), TypeError, 'signed');
    mistake('deriveKey', (signer) => signer.deriveKey(wrong(5)), TypeError, 'secretKey');
    mistake('deriveKey', (signer) => signer.deriveKey(''), RangeError, 'secretKey');
    for (const hash of [(data: Uint8Array) => data.slice(0, 19), () => 'text', () => undefined]) {
      const withDigest = mistakesWith<Signer>(Class, { digestMethod: digestThat(hash) });
      withDigest('digest', (signer) => signer.sign('x'), TypeError, 'digestMethod');
    }
    const withNoBytes = mistakesWith<Signer>(Class, {
      algorithm: { getSignature: first(() => 'text', getSignature), verifySignature },
    });
    withNoBytes('signature', (signer) => signer.sign('x'), TypeError, 'algorithm');
    // What a hook throws is the user's own, and comes through as it is.
    const throwing: [what: string, options: object][] = [
      ['a digest that throws', { digestMethod: digestThat(fails) }],
      ['an algorithm that throws', { algorithm: { getSignature: first(fails, getSignature), verifySignature } }],
      ['an algorithm that throws', { algorithm: { getSignature, verifySignature: first(fails, verifySignature) } }],
    ];
    for (const [what, options] of throwing) {
      mistakesWith<Signer>(Class, options)(what, (signer) => signer.unsign(signer.sign('x')), Fault, 'not now');
    }
  }

  const timed = { TimestampSigner, TimedSerializer, URLSafeTimedSerializer };
  const ages = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '5', 5n, new Date(5), {}, true];
  for (const Class of Object.values(timed)) {
    const mistake = mistakesWith<Instance>(wrong(Class));
    const methods =
      Class === TimestampSigner ? ['unsign', 'tryUnsign', 'validate'] : ['loads', 'tryLoads', 'loadsUnsafe'];
    for (const method of methods) {
      // The token is bad as well: the mistake shows before the token is looked at.
      const call = (options: unknown) => (instance: Instance) => wrong(instance)[method]('x', options);
      for (const maxAge of ages) mistake(`${method}, ${String(maxAge)}`, call({ maxAge }), TypeError, 'maxAge');
      // An hour from now, in the milliseconds of Date.now: no token will ever be that old.
      for (const maxAge of [LAST + 1, 1_700_000_000_000 + 3_600_000, Number.MAX_VALUE]) {
        mistake(`${method}, ${maxAge}`, call({ maxAge }), RangeError, 'maxAge');
      }
      mistake(`${method}, 5`, call(5), TypeError, 'options');
      mistake(`${method}, null`, call(null), TypeError, 'options');
    }
    const times: [what: string, time: () => unknown, error: Failure, parameter: string][] = [
      // timestamp-signer.test.ts has more of them.
      ...[1.5, Number.NaN, '5', undefined, new Date(5), Promise.resolve(5)].map((time): (typeof times)[0] => [
        `gives ${String(time)}`,
        () => time,
        RangeError,
        'clock',
      ]),
      ['throws', fails, Fault, 'not now'],
    ];
    for (const [what, time, error, parameter] of times) {
      const own = { clock: first(time, clock) };
      const withClock = mistakesWith<Instance>(wrong(Class), Class === TimestampSigner ? own : { signerOptions: own });
      const call = (made: Instance): unknown => (made instanceof Signer ? made.sign('x') : made.dumps(1));
      withClock(`a clock that ${what}`, call, error, parameter);
    }
  }
  for (const Class of [TimedSerializer, URLSafeTimedSerializer]) {
    const mistake = mistakesWith<Instance>(wrong(Class));
    for (const maxAge of ages) {
      mistake(`maxAge ${String(maxAge)}`, () => new Class(key, wrong({ maxAge })), TypeError, 'maxAge');
    }
    mistake('maxAge of Date.now', () => new Class(key, { maxAge: Date.now() }), RangeError, 'maxAge');
  }
  const mistakeOfTime = mistakesWith(TimestampSigner);
  for (const clock of [5, 'now', new Date(5)]) {
    mistakeOfTime('clock', () => new TimestampSigner(key, wrong({ clock })), TypeError, 'clock');
  }
  const noTolerance = wrong({ clockTolerance: '5' });
  mistakeOfTime('clockTolerance', () => new TimestampSigner(key, noTolerance), TypeError, 'clockTolerance');
  for (const clockTolerance of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    mistakeOfTime('clockTolerance', () => new TimestampSigner(key, { clockTolerance }), RangeError, 'clockTolerance');
  }

  for (const Class of Object.values(SERIALIZERS)) {
    const mistake = mistakesWith<Serializer>(Class);
    const option = (what: string, value: unknown, error: Failure = TypeError): void => {
      mistake(what, () => new Class(key, wrong({ [what]: value })), error, what);
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
    mistake('options', (serializer) => serializer.dumps(1, wrong('salt')), TypeError, 'options');
    mistake('maxAge of a token', (serializer) => serializer.dumps(1, wrong({ maxAge: 5 })), TypeError, 'maxAge');
    const signerOptions = wrong({ maxAge: 5 });
    mistake('maxAge of a signer', () => new Class(key, { signerOptions }), TypeError, 'maxAge');
    mistake('options', (serializer) => serializer.loads('x', wrong(null)), TypeError, 'options');
    for (const sink of [undefined, null, {}]) {
      mistake('sink', (serializer) => serializer.dump(1, wrong(sink)), TypeError, 'sink');
    }
    mistake('salt', (serializer) => serializer.dumps(1, wrong({ salt: 5 })), TypeError, 'salt');
    mistake('values', (serializer) => serializer.dumpsMany(wrong('text')), TypeError, 'values');
    mistake('tokens', (serializer) => serializer.tryLoadsMany(wrong('text')), TypeError, 'tokens');
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
    for (const [value, message] of unwritable)
      mistake(message, (serializer) => serializer.dumps(value), TypeError, message);
    const right = (value: unknown) => ({ value });
    const validate = first(async () => ({ value: 1 }), right);
    const withSchema = mistakesWith<Serializer>(Class, {
      schema: { '~standard': { version: 1, vendor: 'own', validate } },
    });
    withSchema('an asynchronous schema', (serializer) => serializer.loads(serializer.dumps(1)), TypeError, 'schema');
    const message = 'serializer must give a string or a Uint8Array for the value';
    const answers: [what: string, answer: () => unknown, error: Failure, parameter: string][] = [
      ['gives 5', () => 5, TypeError, message],
      ['gives a lone surrogate', () => LONE_SURROGATE, TypeError, 'serializer'],
      ['throws', fails, Fault, 'not now'],
    ];
    for (const [what, answer, error, parameter] of answers) {
      const own = { serializer: { stringify: first(answer, stringify), parse } };
      const withFormat = mistakesWith<Serializer>(Class, own);
      withFormat(`a serializer that ${what}`, (serializer) => serializer.dumps(1), error, parameter);
    }
  }
  for (const Class of [Serializer, URLSafeSerializer]) {
    const mistake = mistakesWith<Serializer>(Class);
    mistake('maxAge without time', (serializer) => serializer.loads('x', wrong({ maxAge: 5 })), TypeError, 'maxAge');
    mistake('maxAge without time', () => new Class(key, wrong({ maxAge: 5 })), TypeError, 'maxAge');
    const message = 'signer must be the class Signer or a subclass of it';
    mistake('another class', () => new Class(key, { signer: wrong(Date) }), TypeError, message);
  }
  for (const Class of [TimedSerializer, URLSafeTimedSerializer]) {
    const mistake = mistakesWith<Instance>(wrong(Class));
    for (const options of [{ signer: Signer }, { fallbackSigners: [Signer] }, { fallbackSigners: [[Signer, {}]] }]) {
      const [parameter] = Object.keys(options) as [string];
      mistake(`${parameter} without time`, () => new Class(key, wrong(options)), TypeError, parameter);
    }
  }

  // Functions, and what the signers are made of.
  const mistake = mistakesWith(Signer, { algorithm: hmac });
  mistake('HMACAlgorithm', () => new HMACAlgorithm(wrong('sha3')), TypeError, 'digestMethod');
  mistake('getSignature', () => hmac.getSignature(wrong(key), wrong(5)), TypeError, 'key and value');
  mistake('context without parts', () => context(), TypeError, 'context');
  mistake('context', () => context('a', wrong(5)), TypeError, 'part 2 of context');
  mistake('base64Encode', () => base64Encode(wrong(5)), TypeError, 'data');
  for (const num of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined]) {
    mistake(`intToBytes(${num})`, () => intToBytes(wrong(num)), TypeError, 'num');
  }
  for (const num of [-1, -1n, 2 ** 53, 1e300, 2n ** 64n]) {
    mistake(`intToBytes(${num})`, () => intToBytes(num), RangeError, 'num');
  }
  mistake('bytesToInt', () => bytesToInt(wrong([1])), TypeError, 'bytes');
  mistake('bytesToInt', () => bytesToInt(new Uint8Array(9)), RangeError, 'bytes');
  mistake('wantBytes', () => wantBytes(wrong(5)), TypeError, 'value');
  for (const bytes of [0, -1, 1.5, Number.NaN, 65537]) {
    mistake('generateSecretKey', () => generateSecretKey(bytes), RangeError, 'bytes');
  }

  test(`${mistakes.length} mistakes`, () => {
    for (const [what, call, error, parameter, make] of mistakes) {
      const instance = make();
      let thrown: unknown;
      try {
        call(instance);
      } catch (caught) {
        thrown = caught;
      }
      expect((thrown as Error | undefined)?.constructor, `${what}: ${String(thrown)}`).toBe(error);
      expect((thrown as Error).message, what).toContain(parameter);
      expect((thrown as Error).message, what).not.toContain(key);
      expectSound(instance, what);
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
  function expectRefused(instance: Instance, token: unknown, what: string): void {
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
