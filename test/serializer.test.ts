import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import { deflateSync, gzipSync, inflateSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { core } from '../src/core.js';
import {
  BadHeader,
  BadPayload,
  BadSignature,
  type BytesLike,
  Serializer,
  SignatureExpired,
  Signer,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../src/index.js';

const key = 'secret key';
const CLASSES = { Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer };
/** 2026-01-01T00:00:00Z */
const NOW = 1767225600;

describe('what a serializer is given for its values', () => {
  test('any object with stringify and parse, and its arguments', () => {
    const serializer = new Serializer(key, { serializer: JSON, serializerArgs: [null, 2] });
    expect(serializer.dumps({ a: 1 })).toBe(new Signer(key, { salt: 'itsdangerous' }).sign('{\n  "a": 1\n}'));
    expect(serializer.loads(serializer.dumps({ a: 1 }))).toEqual({ a: 1 });
  });

  test('any object with encode and decode gives tokens that are bytes', () => {
    const binary = { encode: serialize, decode: deserialize };
    const value = new Map([['when', new Date(5)]]);
    const plain = new Serializer(key, { serializer: binary });
    const token = plain.dumps(value);
    expect(token).toEqual(new Signer(key, { salt: 'itsdangerous' }).sign(new Uint8Array(serialize(value))));
    expect(plain.loads(token)).toEqual(value);
    const urlSafe = new URLSafeTimedSerializer(key, { serializer: binary });
    expect(Buffer.from(urlSafe.dumps(value)).toString()).toMatch(/^[\w.-]+$/);
    expect(urlSafe.loads(urlSafe.dumps(value))).toEqual(value);
    expect(urlSafe.loads(Buffer.from(urlSafe.dumps(value)).toString())).toEqual(value);
  });

  test('what it cannot read is a BadPayload with what it threw', () => {
    const cause = new Error('unread');
    const refuse = (): never => {
      throw cause;
    };
    const unread: [serializer: object, data: number, originalError: Error][] = [
      [{ encode: serialize, decode: refuse }, 0xff, cause],
      [{ stringify: JSON.stringify, parse: refuse }, 0x20, cause],
      [JSON, 0xff, new SyntaxError('The payload is not UTF-8')],
    ];
    for (const [serializer, data, originalError] of unread) {
      const token = new Signer(key, { salt: 'itsdangerous' }).sign(Uint8Array.of(data));
      const result = new Serializer(key, { serializer: serializer as typeof JSON }).tryLoads(token);
      expect(result).toMatchObject({ ok: false, error: { name: 'BadPayload', originalError } });
    }
  });

  test('loadPayload takes another one for once', () => {
    const serializer = new Serializer(key);
    const spaced = { ...JSON, stringify: JSON.stringify, parse: (text: string) => text.length };
    expect(serializer.loadPayload(Buffer.from('[1]'), spaced)).toBe(3);
  });
});

describe('hooks', () => {
  test('dumpPayload and loadPayload', () => {
    class Upper extends Serializer<string> {
      override dumpPayload(value: string): Uint8Array {
        return Buffer.from(value.toUpperCase());
      }
      override loadPayload(payload: Uint8Array): string {
        return Buffer.from(payload).toString().toLowerCase();
      }
    }
    const upper = new Upper(key);
    expect(upper.dumps('value')).toBe(new Signer(key, { salt: 'itsdangerous' }).sign('VALUE'));
    expect(upper.loads(upper.dumps('value'))).toBe('value');
    expect(upper.loadsUnsafe('VALUE.x')).toEqual([false, 'value']);
  });

  test('they are obeyed where the core alone would do', () => {
    for (const Class of [URLSafeSerializer, URLSafeTimedSerializer]) {
      const plain: Serializer = new Class(key);
      const own = (hooks: object): Serializer => Object.assign(new Class(key), hooks);
      const dumping = own({ dumpPayload: (value: unknown) => plain.dumpPayload([value]) });
      expect(plain.loads(dumping.dumps('value'))).toEqual(['value']);
      const loading = own({ loadPayload: (payload: Uint8Array) => [plain.loadPayload(payload)] });
      expect(loading.loads(plain.dumps('value'))).toEqual(['value']);
      const signer = Object.assign(new Signer(key), { sign: () => Buffer.from('mine') });
      expect(own({ makeSigner: () => signer }).dumps('value')).toBe('mine');
    }
  });

  test('makeSigner and iterUnsigners', () => {
    let made = 0;
    class Own extends Serializer {
      override makeSigner(salt?: BytesLike): Signer {
        made++;
        return super.makeSigner(salt ?? 'own');
      }
    }
    const own = new Own(key);
    expect(own.dumps(1)).toBe(new Signer(key, { salt: 'own' }).sign('1'));
    expect(own.loads(own.dumps(1))).toBe(1);
    expect(made).toBe(3);

    class Either extends Serializer {
      override *iterUnsigners(): Generator<Signer> {
        yield new Signer('first');
        yield new Signer('second');
      }
    }
    expect(new Either(key).tryLoads(new Signer('second').sign('1'))).toMatchObject({ ok: true, needsResign: true });
    // It is for reading alone.
    expect(new Either(key).dumps(1)).toBe(new Serializer(key).dumps(1));
  });

  test('of a signer, the methods that say what a token holds', () => {
    const revoked = new BadSignature('Revoked');
    const refuse = (): never => {
      throw revoked;
    };
    const answers: [hook: object, expected: object][] = [
      [{ unsign: refuse }, { ok: false, error: revoked }],
      [{ tryUnsign: () => ({ ok: false, error: revoked }) }, { ok: false, error: revoked }],
      [{}, { ok: true, payload: 1 }],
    ];
    const withoutDate = { timestampToDate: () => new Date(Number.NaN) };
    for (const [Class, SignerClass, table] of [
      [Serializer, Signer, answers],
      [TimedSerializer, TimestampSigner, [...answers, [withoutDate, { dateSigned: new Date(Number.NaN) }] as const]],
      [URLSafeTimedSerializer, TimestampSigner, answers],
    ] as const) {
      const token = new Class(key).dumps(1);
      for (const [hook, expected] of table) {
        const own = new Class(key);
        Object.assign(own, {
          iterUnsigners: () => [Object.assign(new SignerClass(key, { salt: 'itsdangerous' }), hook)],
        });
        expect(own.tryLoads(token), `${Class.name} ${Object.keys(hook)}`).toMatchObject(expected);
      }
    }
    const failing = Object.assign(new TimestampSigner(key, { salt: 'itsdangerous' }), {
      timestampToDate: () => {
        throw new RangeError('No such date');
      },
    });
    const own = Object.assign(new TimedSerializer(key), { iterUnsigners: () => [failing] });
    expect(() => own.loads(own.dumps(1))).toThrow('Malformed timestamp');
  });

  test('what a loadPayload throws that is no bad data comes through', () => {
    const failing = Object.assign(new Serializer(key), {
      loadPayload() {
        throw new TypeError('Not today');
      },
    });
    expect(() => failing.tryLoads(failing.dumps(1))).toThrow(new TypeError('Not today'));
  });

  test('a signer with timestamps tells its date in a serializer without', () => {
    const signerOptions = { clock: () => NOW * 1000 } as object;
    const dated = new Serializer(key, { signer: TimestampSigner, signerOptions });
    const loaded = { ok: true, payload: 1, needsResign: false };
    expect(dated.tryLoads(dated.dumps(1))).toStrictEqual({ ...loaded, dateSigned: new Date(NOW * 1000) });
    const plain = new Serializer(key);
    expect(plain.tryLoads(plain.dumps(1))).toStrictEqual(loaded);
  });

  test('an overridden loads is obeyed by all that loads', () => {
    for (const Class of [Serializer, TimedSerializer]) {
      const own = new Class(['old', key]);
      const loads = own.loads;
      const token = own.dumps('bob');
      Object.assign(own, {
        loads(...args: [string]): unknown {
          const loaded = loads.apply(own, args);
          if (String(loaded).startsWith('bob')) throw new BadSignature('Revoked');
          return loaded;
        },
      });
      expect(own.tryLoads(token)).toMatchObject({ ok: false, error: { message: 'Revoked' } });
      expect(own.loadsUnsafe(token)).toEqual([false, undefined]);
      expect(own.tryLoads(new Class('old').dumps('eve'))).toMatchObject({
        ok: true,
        payload: 'eve',
        needsResign: true,
      });
      expect(own.tryLoads(own.dumps('eve'))).toMatchObject({ ok: true, payload: 'eve', needsResign: false });
      expect(own.tryLoads(new Class('old').dumps('eve'))).toMatchObject({ needsResign: true });
      // Nothing is left of that where nothing is verified.
      Object.assign(own, { loads: () => ['mine', new Date(0)] });
      expect(own.tryLoads('token')).toMatchObject({ ok: true, needsResign: false });
    }
  });

  test('what hooks answer is looked at: no promise is a payload, a signer or a token', () => {
    const later = async (): Promise<never> => {
      throw new Error('later');
    };
    const forged = '{"a": 1}.forged';
    const own = (hooks: object): Serializer => Object.assign(new Serializer(key), hooks);
    const mistakes: [serializer: Serializer, message: string][] = [
      [own({ loads: later }), 'loads must be synchronous, but gave a promise'],
      [own({ makeSigner: later }), 'makeSigner must be synchronous, but gave a promise'],
      [own({ iterUnsigners: () => [undefined] }), 'makeSigner and iterUnsigners must give Signers'],
      [own({ iterUnsigners: () => [] }), 'iterUnsigners must give at least one signer'],
      [
        own({ makeSigner: () => Object.assign(new Signer(key), { tryUnsign: later }) }),
        'tryUnsign must be synchronous, but gave a promise',
      ],
    ];
    for (const [serializer, message] of mistakes) {
      expect(() => serializer.tryLoads(forged)).toThrow(new TypeError(message));
      expect(() => serializer.loadsUnsafe(forged)).toThrow(new TypeError(message));
    }
    const reading = own({ loadPayload: later });
    expect(reading.loadsUnsafe(forged)).toEqual([false, undefined]);
    expect(() => reading.loads(reading.dumps(1))).toThrow(/^loadPayload must be synchronous/);
    const signing = own({ makeSigner: () => Object.assign(new Signer(key), { sign: later }) });
    expect(() => signing.dumps(1)).toThrow(/^sign must be synchronous/);
  });

  test('what hooks give is of the type that the next one takes', () => {
    const signer = Object.assign(new Signer(key), { sign: () => 'text' });
    const signs: [hooks: object, message: string][] = [
      [{ dumpPayload: () => 'text' }, 'dumpPayload must give a Uint8Array'],
      [{ makeSigner: () => signer }, 'sign must give a Uint8Array for a Uint8Array'],
      [{ dumpPayload: () => Uint8Array.of(0xff) }, 'The token is not UTF-8, so serializer must be a BinarySerializer'],
    ];
    for (const [hooks, message] of signs) {
      expect(() => Object.assign(new Serializer(key), hooks).dumps(1)).toThrow(new TypeError(message));
    }
    for (const Class of Object.values(CLASSES)) {
      const unreadable: Serializer = new Class(key, { signerOptions: { sep: Uint8Array.of(0xff) } });
      expect(() => unreadable.dumps(1), Class.name).toThrow(/^The token is not UTF-8/);
    }
    for (const loaded of [1, [1], [1, 5]]) {
      const timed = Object.assign(new TimedSerializer(key), { loads: () => loaded });
      const message = 'loads must give [payload, date] for { returnTimestamp: true }';
      expect(() => timed.tryLoads('token')).toThrow(new TypeError(message));
    }
    const later = Object.assign(new TimedSerializer(key), { loads: () => Promise.reject(new Error('later')) });
    expect(() => later.tryLoads('token')).toThrow(/^loads must be synchronous/);
  });

  test('a loadPayload that calls what it reads a bad signature leaves it to the next signer', () => {
    let reads = 0;
    class Headed extends Serializer {
      override loadPayload(payload: Uint8Array): unknown {
        if (reads++ === 0) throw new BadHeader('Not this one');
        return super.loadPayload(payload);
      }
    }
    const headed = new Headed(key, { fallbackSigners: [{}] });
    expect(headed.tryLoads(headed.dumps(1))).toEqual({ ok: true, payload: 1, needsResign: true });
  });

  test('a hook that gives a signer without a clock does not make tokens ageless', () => {
    class Plain extends TimedSerializer {
      override makeSigner(): Signer {
        return new Signer(key);
      }
    }
    const plain = new Plain(key);
    expect(() => plain.loads(plain.dumps(1), { maxAge: -1 })).toThrow(/must be TimestampSigners$/);
  });

  test('an encoder’s buffer is its own', () => {
    const buffer = new Uint8Array(1);
    const serializer = new Serializer(key, { serializer: { encode: () => buffer, decode: String } });
    const payload = serializer.dumpPayload(1);
    buffer.fill(9);
    expect(payload).toEqual(Uint8Array.of(0));
  });

  test('a loadPayload that is not ready for a bad payload', () => {
    class Strict extends Serializer {
      override loadPayload(): never {
        throw new SyntaxError('no');
      }
    }
    expect(new Strict(key).loadsUnsafe('{.x')).toEqual([false, undefined]);
  });

  test('a signer class of the user’s own, whose unsign decides', () => {
    class Revoking extends Signer {
      override unsign(signed: string): string;
      override unsign(signed: Uint8Array): Uint8Array;
      override unsign(signed: BytesLike): BytesLike {
        throw new BadSignature('Revoked', super.unsign(signed as string));
      }
    }
    const serializer = new Serializer(key, { signer: Revoking });
    const token = serializer.dumps([1]);
    expect(() => serializer.loads(token)).toThrow('Revoked');
    expect(serializer.loadsUnsafe(token)).toEqual([false, [1]]);
  });

  test('defaults of a subclass', () => {
    class Own extends URLSafeSerializer {
      static override readonly defaultSerializer = JSON;
      static override readonly defaultSigner = class extends Signer {
        static override readonly defaultDigestMethod = 'sha512';
      };
      static override readonly defaultFallbackSigners = [Signer];
    }
    const sha512 = new URLSafeSerializer(key, { signerOptions: { digestMethod: 'sha512' } });
    expect(new Own(key).dumps([1])).toBe(sha512.dumps([1]));
    expect(new Own(key).tryLoads(new URLSafeSerializer(key).dumps([1]))).toMatchObject({
      payload: [1],
      needsResign: true,
    });
  });
});

test('keys and salt come out as copies', () => {
  const serializer = new Serializer(['old', 'secret key'], { salt: 'salt' });
  for (const bytes of [serializer.secretKey, ...serializer.secretKeys, serializer.salt]) bytes.fill(0);
  const told = [...serializer.secretKeys, serializer.secretKey, serializer.salt];
  expect(told.map((bytes) => Buffer.from(bytes).toString())).toEqual(['old', 'secret key', 'secret key', 'salt']);
});

describe('several signers', () => {
  const sha512 = { digestMethod: 'sha512' } as const;

  test('fallbacks are options, a class, or both, and have the keys one by one', () => {
    class Sha384 extends Signer {
      static override readonly defaultDigestMethod = 'sha384';
    }
    const keys = ['old', 'new'];
    const serializer = new Serializer(keys, {
      salt: 'mine',
      fallbackSigners: [sha512, Sha384, [Sha384, { keyDerivation: 'hmac' }]],
    });
    for (const signer of [
      new Signer('old', { salt: 'mine', ...sha512 }),
      new Signer('new', { salt: 'mine', digestMethod: 'sha384' }),
      new Signer('old', { salt: 'mine', digestMethod: 'sha384', keyDerivation: 'hmac' }),
    ]) {
      expect(serializer.tryLoads(signer.sign('1'))).toEqual({ ok: true, payload: 1, needsResign: true });
    }
    const names = [...serializer.iterUnsigners()].map(({ digestMethod, secretKeys }) => [
      digestMethod,
      secretKeys.length,
    ]);
    expect(names).toEqual([
      ['sha1', 2],
      ['sha512', 1],
      ['sha512', 1],
      ...Array.from({ length: 4 }, () => ['sha384', 1]),
    ]);
    expect(serializer.tryLoads(new Signer('old', { salt: 'mine' }).sign('1'))).toMatchObject({ needsResign: true });
    expect(serializer.tryLoads(serializer.dumps(1))).toMatchObject({ needsResign: false });
  });

  test('a bad payload ends the search, and so does a token that a hook calls expired', () => {
    const bad = new Signer(key, { salt: 'itsdangerous' }).sign('{');
    expect(() => new Serializer(key, { fallbackSigners: [sha512] }).loads(bad)).toThrow(BadPayload);
    const expired = new SignatureExpired('Too old');
    const first = Object.assign(new Signer(key), { tryUnsign: () => ({ ok: false, error: expired }) });
    const own = Object.assign(new Serializer(key), { iterUnsigners: () => [first, new Signer('other')] });
    expect(own.tryLoads('value.x')).toMatchObject({ ok: false, error: expired });
  });

  test('an expired token ends the search, and fallbacks have the same clock', () => {
    const clock = (): number => NOW * 1000;
    const old = new TimedSerializer(key, { signerOptions: { clock, ...sha512 } });
    const token = old.dumps(1);
    const later = { clock: () => (NOW + 10) * 1000, clockTolerance: 2 };
    const unset = { ...sha512, clock: undefined };
    const serializer = new TimedSerializer(key, { signerOptions: later, fallbackSigners: [unset, TimestampSigner] });
    expect(serializer.loads(token, { maxAge: 8 })).toBe(1);
    expect(() => serializer.loads(token, { maxAge: 7 })).toThrow(SignatureExpired);
  });

  test('an age for all calls, or another for one', () => {
    const token = new TimedSerializer(key, { signerOptions: { clock: () => NOW * 1000 } }).dumps(1);
    const later = { clock: () => (NOW + 10) * 1000 };
    const serializer = new TimedSerializer(key, { signerOptions: later, maxAge: 9 });
    expect(() => serializer.loads(token)).toThrow(SignatureExpired);
    expect(serializer.tryLoads(token)).toMatchObject({ ok: false });
    expect(serializer.loadsUnsafe(token)).toEqual([false, 1]);
    expect(serializer.loads(token, { maxAge: 10 })).toBe(1);
    expect(serializer.loads(token, { maxAge: null })).toBe(1);
    expect(new TimedSerializer(key, { signerOptions: later, maxAge: null }).loads(token)).toBe(1);
  });

  test('a salt for one call', () => {
    for (const Class of Object.values(CLASSES)) {
      const serializer = new Class(key);
      const token = serializer.dumps(1, { salt: 'other' });
      expect(serializer.loads(token, { salt: 'other' })).toBe(1);
      expect(new Class(key, { salt: 'other' }).loads(token)).toBe(1);
      expect(() => serializer.loads(token)).toThrow(BadSignature);
    }
  });
});

describe('schema', () => {
  const schema = v.object({ id: v.number(), when: v.pipe(v.string(), v.toDate()) });

  test('its output is what is loaded', () => {
    const serializer = new Serializer(key, { schema });
    const token = new Serializer(key).dumps({ id: 1, when: '2026-01-01' });
    expect(serializer.loads(token)).toEqual({ id: 1, when: new Date('2026-01-01') });
  });

  test('a mismatch is a BadPayload that says where', () => {
    const serializer = new URLSafeTimedSerializer(key, { schema });
    const token = new URLSafeTimedSerializer(key).dumps({ id: '1', when: '2026-01-01' });
    const result = serializer.tryLoads(token);
    expect(result).toMatchObject({
      ok: false,
      error: { name: 'BadPayload', message: 'Payload does not match the schema' },
    });
    expect(String((result as unknown as { error: BadPayload }).error.originalError)).toContain('id: Invalid type');
    expect(serializer.loadsUnsafe(token)).toEqual([true, undefined]);
    expect(serializer.loadsUnsafe(`${token}A`)).toEqual([false, undefined]);
  });

  test('all its issues are told, each with its path', () => {
    const issues = [{ message: 'none' }, { message: 'two', path: ['a', { key: 'b' }, 0] }];
    const validate = () => ({ issues });
    const serializer = new Serializer(key, { schema: { '~standard': { version: 1, vendor: 'own', validate } } });
    const result = serializer.tryLoads(new Serializer(key).dumps(1));
    expect(result).toMatchObject({ error: { originalError: { message: 'none; a.b.0: two', issues } } });
  });

  test('one that throws is a BadPayload too', () => {
    const validate = (value: unknown) => ({ value: (value as { name: string }).name.trim() });
    const throwing = new Serializer(key, { schema: { '~standard': { version: 1, vendor: 'own', validate } } });
    const token = new Serializer<unknown>(key).dumps(1);
    const error = { name: 'BadPayload', message: 'Payload does not match the schema' };
    expect(throwing.tryLoads(token)).toMatchObject({ ok: false, error });
    expect(throwing.loadsUnsafe(`${token}A`)).toEqual([false, undefined]);
  });

  test('one that answers with nothing is a mistake, one with no issues is content', () => {
    const answering = (answer: unknown): Serializer => {
      const standard = { version: 1, vendor: 'own', validate: () => answer };
      return new Serializer(key, { schema: { '~standard': standard } as never });
    };
    const token = new Serializer(key).dumps(1);
    for (const answer of [undefined, null, true]) {
      expect(() => answering(answer).loads(token)).toThrow(new TypeError('what schema gives must be an object'));
    }
    expect(answering({ value: 3, issues: null }).loads(token)).toBe(3);
  });

  test('null is none', () => {
    expect(new Serializer(key, { schema: null as never }).schema).toBe(undefined);
  });

  test('an asynchronous one is a mistake, whatever comes of it later', () => {
    for (const check of [async () => true, () => Promise.reject(new Error('later'))]) {
      const asynchronous = new Serializer(key, { schema: v.pipeAsync(v.number(), v.checkAsync(check)) });
      expect(() => asynchronous.loads(asynchronous.dumps(1))).toThrow(/^schema must be synchronous/);
    }
  });
});

describe('sizes', () => {
  test('maxTokenSize counts bytes, both ways', () => {
    const value = 'é'.repeat(10);
    const options = { serializer: JSON };
    const token = new Serializer(key, options).dumps(value);
    const size = Buffer.byteLength(token);
    const fits = new Serializer(key, { ...options, maxTokenSize: size });
    const tight = new Serializer(key, { ...options, maxTokenSize: size - 1 });
    expect(fits.dumps(value)).toBe(token);
    const message = `The token has ${size} bytes, more than the maxTokenSize of ${size - 1}`;
    expect(() => tight.dumps(value)).toThrow(new RangeError(message));
    for (const form of [token, Buffer.from(token)]) {
      expect(fits.loads(form)).toBe(value);
      expect(() => tight.loads(form)).toThrow(
        new BadSignature(`Token has more than the maxTokenSize of ${size - 1} bytes`),
      );
    }
    expect(tight.loadsUnsafe(token)).toEqual([false, undefined]);
  });

  const sign = (payload: string): string => new Signer(key, { salt: 'itsdangerous' }).sign(payload);
  const compressed = (text: string): string => sign(`.${deflateSync(text).toString('base64url')}`);

  test('maxPayloadSize counts decompressed bytes, both ways', () => {
    const text = 'x'.repeat(998);
    const fits = new URLSafeSerializer(key, { maxPayloadSize: 1000 });
    expect(fits.loads(fits.dumps(text))).toBe(text);
    expect(() => fits.dumps(`${text}x`)).toThrow(
      new RangeError('The payload has 1001 bytes, more than the maxPayloadSize of 1000'),
    );
    expect(() => fits.loads(compressed(`"${text}x"`))).toThrow(BadPayload);
    const uncompressed = sign(Buffer.from(`"${text}x"`).toString('base64url'));
    expect(() => fits.loads(uncompressed)).toThrow(
      new BadPayload('Payload has more than the maxPayloadSize of 1000 bytes'),
    );
    expect(fits.loadsUnsafe(`${compressed(`"${text}x"`)}A`)).toEqual([false, undefined]);

    // What is no text goes another way.
    const serializer = { encode: (value: unknown) => Buffer.from(String(value)), decode: (data: Uint8Array) => data };
    const bytes = new URLSafeSerializer(key, { maxPayloadSize: 4, serializer });
    expect(bytes.loads(bytes.dumps('four'))).toEqual(new Uint8Array(Buffer.from('four')));
    expect(() => bytes.dumps('fives')).toThrow(RangeError);
  });

  test('text that fills the buffers of the core, or does not fit', () => {
    const { ENCODE_SIZE, INPUT_SIZE } = core();
    // Of 91 characters at random, which deflate to four fifths: more than the core encodes at once.
    const random = createHash('shake256', { outputLength: INPUT_SIZE }).update('text').digest();
    const text = Array.from(random, (byte) => String.fromCharCode(0x23 + (byte % 92)))
      .join('')
      .replaceAll('\\', '#');
    for (const size of [ENCODE_SIZE, ENCODE_SIZE + 1, INPUT_SIZE - 1, INPUT_SIZE, INPUT_SIZE + 1]) {
      const value = text.slice(0, size - '""'.length);
      const serializer = new URLSafeSerializer(key);
      const [, payload] = serializer.dumps(value).split('.');
      expect(inflateSync(Buffer.from(payload as string, 'base64url')).toString(), `${size}`).toBe(`"${value}"`);
      expect(serializer.loads(serializer.dumps(value)), `${size}`).toBe(value);
    }
  });

  test('a bomb is refused', () => {
    const bomb = compressed(' '.repeat(50e6));
    const error = expect.objectContaining({ name: 'BadPayload', originalError: new Error('more than 1000000 bytes') });
    expect(() => new URLSafeSerializer(key, { maxPayloadSize: 1e6 }).loads(bomb)).toThrow(error);
    expect(() => new URLSafeSerializer(key).loads(bomb)).toThrow(BadPayload);
  });

  test('a payload that is no zlib stream is refused', () => {
    const stream = deflateSync('[1]');
    const broken = [
      gzipSync('[1]'),
      Buffer.alloc(0),
      stream.subarray(0, -1),
      Buffer.concat([stream, Buffer.of(0)]),
      Buffer.from([...stream.subarray(0, -1), (stream.at(-1) as number) ^ 1]),
    ];
    for (const bytes of broken) {
      expect(() => new URLSafeSerializer(key).loads(sign(`.${bytes.toString('base64url')}`))).toThrow(
        expect.objectContaining({
          name: 'BadPayload',
          message: 'Could not zlib decompress the payload before decoding the payload',
          originalError: expect.any(Error),
        }),
      );
    }
  });
});

describe('sinks and sources', () => {
  const serializer = new URLSafeTimedSerializer(key, { signerOptions: { clock: () => NOW * 1000 } });
  const value = { id: 5, name: 'é'.repeat(20) };
  const token = serializer.dumps(value);
  const bytes = new Uint8Array(Buffer.from(token));
  async function* chunks(): AsyncGenerator<string> {
    yield token.slice(0, 3);
    yield token.slice(3);
  }

  test('dump writes what dumps gives, and answers with what write answered', () => {
    const written: string[] = [];
    expect(serializer.dump(value, { write: (chunk) => written.push(chunk) })).toBe(1);
    expect(written).toEqual([token]);
  });

  const sources = {
    Blob: () => new Blob([token]),
    Response: () => new Response(token),
    ReadableStream: () => new Blob([token]).stream(),
    'iterable of bytes': () => [bytes.subarray(0, 7), bytes.subarray(7)],
    'async iterable of text': chunks,
    'stream of Node': () => Readable.from([Buffer.from(token)]),
  };
  for (const [name, source] of Object.entries(sources)) {
    test(`load from ${name}`, async () => {
      expect(await serializer.load(source())).toEqual(value);
      expect(await serializer.load(source(), { returnTimestamp: true })).toEqual([value, new Date(NOW * 1000)]);
      expect(await serializer.loadUnsafe(source(), { salt: 'other' })).toEqual([false, value]);
    });
  }

  test('reading ends once a token is too long', async () => {
    let given = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given++;
        controller.enqueue(new Uint8Array(100));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(new Serializer(key, { maxTokenSize: 1000 }).load(endless)).rejects.toThrow(BadSignature);
    expect(given).toBeLessThan(15);
    expect(cancelled).toBe(true);
    expect(endless.locked).toBe(false);
    // But not before: what follows a token that is as long as it may be makes it too long.
    const exact = new URLSafeTimedSerializer(key, { maxTokenSize: token.length });
    expect(await exact.load([token, ''])).toEqual(value);
    await expect(exact.load([token, 'x'])).rejects.toThrow(BadSignature);
  });

  test('a source that cannot be left is no matter', async () => {
    const stuck = (chunk: unknown): never =>
      ({
        [Symbol.iterator]: () => ({
          next: () => ({ done: false, value: chunk }),
          return: () => Promise.reject(new Error('gone')),
        }),
      }) as never;
    const serializer = new Serializer(key, { maxTokenSize: 1000 });
    await expect(serializer.load(stuck('x'.repeat(2000)))).rejects.toThrow(BadSignature);
    expect(await serializer.loadUnsafe(stuck('x'.repeat(2000)))).toEqual([false, undefined]);
    await expect(serializer.load(stuck(5))).rejects.toThrow(TypeError);
  });

  test('an iterable that is left early is told so', async () => {
    for (const [chunk, error] of [
      ['x'.repeat(2000), BadSignature],
      [5, TypeError],
    ] as const) {
      let left = false;
      function* endless(): Generator<unknown> {
        try {
          for (;;) yield chunk;
        } finally {
          left = true;
        }
      }
      await expect(new Serializer(key, { maxTokenSize: 1000 }).load(endless() as never)).rejects.toThrow(error);
      expect(left).toBe(true);
    }
  });

  test('a stream is free again once it was read', async () => {
    const stream = new Blob([token]).stream();
    await serializer.load(stream);
    expect(stream.locked).toBe(false);
  });

  test('a token in more chunks than a call has room for arguments', async () => {
    const single = Array.from({ length: 300_000 }, () => Uint8Array.of(0x78));
    await expect(serializer.load(single)).rejects.toThrow(BadSignature);
  });

  test('what is no source is a mistake; an empty one is a bad token', async () => {
    for (const source of [undefined, null, 5, {}, [5], [token, bytes], bytes]) {
      await expect(serializer.load(source as never)).rejects.toThrow(/^source must/);
    }
    for (const source of [[], new Response(null), new Blob([])]) {
      const error = new BadSignature('No "." found in value');
      await expect(new Serializer(key, { maxTokenSize: 1 }).load(source)).rejects.toThrow(error);
    }
    expect(() => serializer.dump(value, {} as never)).toThrow(/^sink must/);
  });
});

test('many at once are as one by one, and a bad one does not stop the rest', () => {
  const serializer = new TimedSerializer(key, { signerOptions: { clock: () => NOW * 1000 } });
  const tokens = serializer.dumpsMany([1, 2]);
  expect(tokens).toEqual([serializer.dumps(1), serializer.dumps(2)]);
  const [first, bad, second, ...more] = serializer.tryLoadsMany([tokens[0] as string, 'bad', tokens[1] as string], {
    maxAge: 5,
  });
  expect(first).toEqual({ ok: true, payload: 1, needsResign: false, dateSigned: new Date(NOW * 1000) });
  expect(bad).toMatchObject({ ok: false, error: new BadSignature('No "." found in value') });
  expect(second).toEqual({ ok: true, payload: 2, needsResign: false, dateSigned: new Date(NOW * 1000) });
  expect(more).toEqual([]);
});
