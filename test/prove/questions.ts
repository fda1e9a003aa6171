/**
 * Questions to itsdangerous of every kind, as fast-check makes them: vectors/README.md describes their fields.
 */
import { deflateSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { Signer, type SignerClass } from '../../src/index.js';
import {
  bytes,
  type Config,
  type Fallback,
  type FallbackOptions,
  SIGNERS,
  separatorIsRefused,
  signerOptions,
} from '../python-corpus.js';
import type { Question } from './python-oracle.js';

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
const base64url = (data: Uint8Array): string => Buffer.from(data).toString('base64url');
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text);

// Bytes and text

const someBytes = (maxLength: number): Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });
const someText: Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('value', 'user.42', 'naïve ☃ 😀', 'a.b:c|d', '\u0000\n\r\t"\'\\', '\u2028\u2029\ufeff'),
);

/** Around the lengths at which hashes begin a block and the core's buffer ends. */
const longBytes: Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom(55, 56, 63, 64, 111, 112, 127, 128, 1000, 65536),
    fc.integer({ min: -40, max: 40 }),
    fc.nat(255),
  )
  .map(([length, more, byte]) => new Uint8Array(length + more).fill(byte));

const value: Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: someText.map(utf8) },
  { weight: 3, arbitrary: someBytes(60) },
  { weight: 1, arbitrary: longBytes },
);

// Signers

const OURS = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512_256'];
const OTHERS = ['md5', 'sha512_224', 'sha3_256', 'sha3_512', 'blake2b', 'blake2s'];
const digest = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...OURS) }, fc.constantFrom(...OTHERS));
const kd = fc.constantFrom('django-concat', 'concat', 'hmac', 'none') as Arbitrary<Config['kd']>;
const key = fc.oneof(
  fc.constantFrom('secret', 'k', 'clé', 'oldest', 'newest').map(utf8),
  fc.uint8Array({ minLength: 1, maxLength: 160 }),
);
const anySep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('.', ':', '::', '|', ' ', 'a.b', '.a', '=.', 'é', '\0', '"', "'", '\\').map(utf8),
  },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 20 }) },
);
const sep = fc.oneof(
  { weight: 2, arbitrary: fc.constant(utf8('.')) },
  anySep.filter((sep) => !separatorIsRefused(sep)),
);

const algorithm = fc.oneof(fc.constant('none'), digest);

const configOf = (keys: Arbitrary<Uint8Array[]>): Arbitrary<Config> => {
  const usual = {
    digest,
    kd,
    keys: keys.map((keys) => keys.map(base64)),
    salt: fc.oneof(fc.constantFrom('', 'itsdangerous', 'activate').map(utf8), someBytes(80)).map(base64),
    sep: sep.map(base64),
  };
  return fc.oneof(
    { weight: 5, arbitrary: fc.record(usual) },
    { weight: 1, arbitrary: fc.record({ ...usual, algorithm }) },
  );
};

const goodConfig = configOf(fc.array(key, { minLength: 1, maxLength: 4 }));
/** Among them some that ours refuses. */
const anyConfig = fc.oneof(
  { weight: 8, arbitrary: goodConfig },
  configOf(fc.array(fc.oneof(key, fc.constant(new Uint8Array())), { maxLength: 3 })),
);

// Times, in seconds

const YEAR_9999 = 253402300799;
const NOW = 1_700_000_000;
/** The latest that a clock of milliseconds can show. */
const LATEST = Math.floor(Number.MAX_SAFE_INTEGER / 1000);
const time = fc.oneof(
  fc.constantFrom(0, 1, 255, 256, 65535, 2 ** 31 - 1, 2 ** 31, 2 ** 32, NOW, YEAR_9999, YEAR_9999 + 1, 2 ** 40),
  fc.integer({ min: 0, max: YEAR_9999 }),
  fc.integer({ min: 0, max: LATEST }),
);
const age = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.integer({ min: -(10 ** 6), max: 10 ** 9 }));
const maxAge = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -3, max: 12 }),
  fc.integer({ min: 0, max: 10 ** 9 }),
  fc.constantFrom(0.5, 4.5, 9.5, -0.5),
);

/** The bytes of what stands in the place of a timestamp. */
const stamp: Arbitrary<Uint8Array> = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ maxLength: 10 }).map((data) => utf8(base64url(data))) },
  someBytes(12),
  fc.string({ maxLength: 12 }).map(utf8),
  fc
    .tuple(fc.nat(4), time)
    .map(([zeros, time]) => utf8(base64url(Buffer.from(`${'00'.repeat(zeros)}${evenHex(time)}`, 'hex')))),
);

function evenHex(number: number): string {
  const hex = number === 0 ? '' : number.toString(16);
  return hex.length % 2 ? `0${hex}` : hex;
}

// Damage

interface Change {
  /** Where, as a part of the whole. */
  at: number;
  /** How many bytes go away there. */
  remove: number;
  /** What comes in there. */
  insert: Uint8Array;
}

/** Characters that decoders skip, separators, and characters of the alphabet beside any other byte. */
const inserted = fc.oneof(
  fc
    .constantFrom(
      '',
      '=',
      '==',
      ' ',
      '\n',
      '.',
      '..',
      'A',
      'B',
      'Q',
      '-',
      '+',
      '/',
      '\0',
      'é',
      ':',
      '"',
      '{',
      '[',
      '\\u',
    )
    .map(utf8),
  someBytes(4),
);
const change: Arbitrary<Change> = fc.record({
  at: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  remove: fc.constantFrom(0, 0, 1, 1, 2, 5, 1000),
  insert: inserted,
});
const damage = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
);

function damaged(data: Uint8Array, changes: readonly Change[]): Uint8Array {
  let whole = Buffer.from(data);
  for (const { at, remove, insert } of changes) {
    const from = Math.round(at * whole.length);
    whole = Buffer.concat([whole.subarray(0, from), insert, whole.subarray(from + remove)]);
  }
  return whole;
}

/** The signed bytes and their signature, by one of the keys and a signer that ours would make of the options. */
function sign(
  { keys, salt, ...options }: FallbackOptions & Pick<Config, 'keys' | 'salt'>,
  key: number,
  value: Uint8Array,
  Class: SignerClass = Signer,
): Uint8Array {
  const secretKey = bytes(keys[key % keys.length] as string);
  return new Class(secretKey, { ...signerOptions(options), salt: bytes(salt) }).sign(value);
}

const join = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);
const timestampOf = (time: number): Uint8Array => utf8(base64url(Buffer.from(evenHex(time), 'hex')));

/** The field for a token. */
function tokenField(token: Uint8Array): Pick<Question, 'token' | 'token_b64'> {
  const text = Buffer.from(token).toString('latin1');
  return /^[\x20-\x7e]*$/.test(text) ? { token: text } : { token_b64: base64(token) };
}

/** Another signer than the one that signed: mostly the same, or different in one thing. */
const elsewhere: Arbitrary<Partial<Config>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  fc.record({ digest }),
  fc.record({ kd }),
  fc.record({ algorithm }),
  fc.record({ sep: sep.map(base64) }),
  fc.record({ salt: someBytes(9).map(base64) }),
  fc.record({ keys: fc.array(key.map(base64), { minLength: 1, maxLength: 3 }) }),
);

// JSON

/** JSON with all that Python has in it, as text. */
const json: Arbitrary<string> = fc.letrec<{ value: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(
      'null',
      'true',
      'false',
      '0',
      '-0.0',
      '1.0',
      '1e16',
      '1e-7',
      '-1.5',
      'NaN',
      'Infinity',
      '-Infinity',
      '""',
    ),
    fc.maxSafeInteger().map(String),
    fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((number) => (Object.is(number, -0) ? '-0.0' : String(number))),
    someText.map((text) => JSON.stringify(text)),
    fc.constantFrom('\ud800', 'x\udc00', '\udc00\ud800', '\ud83d\ude00').map((text) => JSON.stringify(text)),
    fc.nat(400).map((length) => JSON.stringify('ab'.repeat(length))),
  ),
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 3, arbitrary: tie('leaf') },
    fc.array(tie('value'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(
        fc.tuple(
          fc.oneof(someText, fc.constantFrom('id', 'a', '1', '-1', '01', '__proto__', 'constructor')),
          tie('value'),
        ),
        {
          maxLength: 5,
        },
      )
      .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  ),
})).value;

/** As itsdangerous writes a payload, or in some way that it does not. */
const payloadOf = (compact: boolean): Arbitrary<Uint8Array> =>
  fc
    .tuple(json, damage, fc.constantFrom('plain', 'deflated', 'dot', 'raw'), fc.integer({ min: 0, max: 9 }), damage)
    .map(([json, inside, form, level, outside]) => {
      const document = damaged(utf8(json), inside);
      if (!compact || form === 'raw') return document;
      const stream = form === 'deflated' ? damaged(deflateSync(document, { level }), outside) : document;
      return utf8((form === 'plain' ? '' : '.') + base64url(stream));
    });

// Questions

const signing: Arbitrary<Question> = fc
  .record({ cfg: anyConfig, value, now: fc.option(time, { nil: undefined }) })
  .map(({ cfg, value, now }) => ({ op: 'sign', cfg, value: base64(value), ...(now === undefined ? {} : { now }) }));

const deriving: Arbitrary<Question> = anyConfig.map((cfg) => ({ op: 'derive_key', cfg }));

const unsigning: Arbitrary<Question> = fc
  .record({ cfg: goodConfig, key: fc.nat(3), value, damage, elsewhere })
  .map(({ cfg, key, value, damage, elsewhere }) => {
    const token = sign(cfg, key, value);
    return { op: 'unsign', cfg: { ...cfg, ...elsewhere }, ...tokenField(damaged(token, damage)) };
  });

const unsigningTimed: Arbitrary<Question> = fc
  .record({
    cfg: goodConfig,
    key: fc.nat(3),
    value,
    stamp: fc.oneof({ weight: 2, arbitrary: time }, stamp),
    age,
    maxAge,
    returnTimestamp: fc.boolean(),
    damage,
    elsewhere,
  })
  .map(({ cfg, key, value, stamp, age, maxAge, returnTimestamp, damage, elsewhere }) => {
    const signedAt = typeof stamp === 'number' ? stamp : NOW;
    const token = sign(cfg, key, join(value, bytes(cfg.sep), typeof stamp === 'number' ? timestampOf(stamp) : stamp));
    return {
      op: 'unsign',
      cfg: { ...cfg, ...elsewhere },
      now: Math.min(Math.max(0, signedAt + age), LATEST),
      max_age: maxAge,
      return_timestamp: returnTimestamp,
      ...tokenField(damaged(token, damage)),
    };
  });

const cls = fc.constantFrom('Serializer', 'TimedSerializer', 'URLSafeSerializer', 'URLSafeTimedSerializer');
const isTimed = (cls: string): boolean => cls.includes('Timed');
const callSalt = fc.option(someBytes(12).map(base64), { nil: undefined, freq: 8 });

const dumping: Arbitrary<Question> = fc
  .record({ cls, cfg: anyConfig, json, now: time.filter((time) => time <= YEAR_9999), salt: callSalt })
  .map(({ cls, cfg, json, now, salt }) => ({
    op: 'dumps',
    cls,
    cfg,
    json,
    ...(isTimed(cls) ? { now } : {}),
    ...(salt === undefined ? {} : { call_salt: salt }),
  }));

const signerOf = (timed: boolean): Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('TimestampSigner', 'ReversedTimestampSigner') },
    { weight: timed ? 1 : 12, arbitrary: fc.constantFrom('Signer', 'ReversedSigner') },
  );
const fallbackOptions: Arbitrary<FallbackOptions> = fc.record(
  { digest, kd, sep: sep.map(base64), algorithm },
  { requiredKeys: [] },
);
const fallbackOf = (timed: boolean): Arbitrary<Fallback> =>
  fc.oneof(fallbackOptions, signerOf(timed), fc.tuple(signerOf(timed), fallbackOptions));

const loading: Arbitrary<Question> = cls.chain((cls) =>
  fc
    .record({
      cfg: goodConfig,
      key: fc.nat(3),
      payload: payloadOf(cls.startsWith('URLSafe')),
      stamp: fc.oneof({ weight: 3, arbitrary: time }, stamp),
      age,
      maxAge,
      damage: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, damage),
      elsewhere,
      fallbacks: fc.array(fallbackOf(isTimed(cls)), { maxLength: 2 }),
      byFallback: fc.boolean(),
      salt: callSalt,
    })
    .map(({ cfg, key, payload, stamp, age, maxAge, damage, elsewhere, fallbacks, byFallback, salt }) => {
      const first = { ...cfg, salt: salt ?? cfg.salt };
      const old = (byFallback ? fallbacks.at(-1) : undefined) ?? (isTimed(cls) ? 'TimestampSigner' : 'Signer');
      // A class has the options of the first signer, but options have none of them.
      const [name, options] = typeof old === 'string' ? [old, first] : Array.isArray(old) ? old : ['', old];
      const signer = { sep: base64(utf8('.')), ...options, keys: cfg.keys, salt: first.salt };
      const signedAt = typeof stamp === 'number' ? stamp : NOW;
      const dated = join(payload, bytes(signer.sep), typeof stamp === 'number' ? timestampOf(stamp) : stamp);
      const isDated = name === '' ? isTimed(cls) : name.includes('Timestamp');
      const Class = SIGNERS[name.replace('Timestamp', '')];
      const token = damaged(sign(signer, key, isDated ? dated : payload, Class), damage);
      return {
        op: 'loads',
        cls,
        cfg: { ...cfg, ...elsewhere },
        ...(isTimed(cls) ? { now: Math.min(Math.max(0, signedAt + age), LATEST), max_age: maxAge } : {}),
        ...(fallbacks.length > 0 ? { fallback_signers: fallbacks } : {}),
        ...(salt === undefined ? {} : { call_salt: salt }),
        ...tokenField(token),
      } as Question;
    }),
);

const helping: Arbitrary<Question> = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((int) => ({ op: 'int_to_bytes', int: String(int) })),
  someBytes(80).map((data) => ({ op: 'base64_encode', bytes: base64(data) })),
  fc
    .tuple(fc.oneof(someBytes(20).map(base64url).map(latin1), someBytes(10)), damage)
    .map(([text, damage]) => ({ op: 'base64_decode', text_b64: base64(damaged(text, damage)) })),
  fc.oneof(anySep, fc.string({ maxLength: 4 }).map(utf8)).map((sep) => ({ op: 'separator', sep: base64(sep) })),
) as Arbitrary<Question>;

export const question: Arbitrary<Question> = fc.oneof(
  { weight: 2, arbitrary: signing },
  { weight: 1, arbitrary: deriving },
  { weight: 3, arbitrary: unsigning },
  { weight: 5, arbitrary: unsigningTimed },
  { weight: 3, arbitrary: dumping },
  { weight: 6, arbitrary: loading },
  { weight: 1, arbitrary: helping },
);
