import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { base62Decode, base62Encode } from '../src/django/base62.js';
import {
  CookieSigner,
  type CookieSignerOptions,
  dumps,
  loads,
  SessionSerializer,
  Signer,
  TimestampSigner,
} from '../src/django/index.js';
import {
  BadData,
  BadPayload,
  BadSignature,
  BadTimeSignature,
  Signer as BaseSigner,
  TimestampSigner as BaseTimestampSigner,
  SignatureExpired,
  TimedSerializer,
} from '../src/index.js';
import { bytes, holdsNaN, holdsProto, isWrittenAlike, parsePython, signerOptions } from './python-corpus.js';

const key = 'secret key';

/** Passes what the types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: that is the point
const wrong = (value: unknown): any => value;

/** What a call throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The records of a corpus; their fields follow from `op`. */
// biome-ignore lint/suspicious/noExplicitAny: parsed JSON, of which every check knows its part
function readRecords(path: string): any[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The last second of the year 9999, where Python's dates end. */
const YEAR_9999 = 253402300799;

// What Django's own signing module makes: shared/vectors/README.md has the fields.

const [, ...corpus] = readRecords('../shared/vectors/django.jsonl');

interface Config {
  digest: string;
  keys: string[];
  salt: string;
  sep: string;
}

/** Ours, built as Django's was. The corpus has the newest key last. */
function makeSigner({ cls, cfg, now }: { cls: string; cfg: Config; now?: number }) {
  const [newest, ...older] = cfg.keys.map(bytes).reverse();
  const options = {
    key: newest as Uint8Array,
    fallbackKeys: older,
    salt: cfg.salt,
    sep: cfg.sep,
    algorithm: signerOptions({ digest: cfg.digest, kd: 'django-concat' }).digestMethod,
  };
  return cls === 'Signer'
    ? new Signer(options)
    : new TimestampSigner({ ...options, clock: () => (now as number) * 1000 });
}

/** What Django writes a timestamp with, by definition. */
function digits(seconds: bigint): string {
  const digit = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[Number(seconds % 62n)] as string;
  return seconds < 62n ? digit : digits(seconds / 62n) + digit;
}

/** The verdict of a strict reader, which is Django's but for its crashes and the spelling of messages. */
// biome-ignore lint/suspicious/noExplicitAny: parsed JSON
function strictly({ expect: verdict, token, cfg, mut }: any): {
  ok: boolean;
  exc?: string;
  message?: string;
  value?: string;
} {
  if (verdict.leak) {
    const parts = token.split(cfg.sep);
    const message = mut === 'ts-missing' && parts.length < 3 ? 'timestamp missing' : 'Malformed timestamp';
    return { ok: false, exc: 'BadTimeSignature', message };
  }
  if (verdict.ok) return verdict;
  const message = verdict.message
    .replace(/(age \d+)\.0/, '$1')
    .replace(/"(.*)"/s, (_: string, inside: string) => JSON.stringify(inside));
  return { ...verdict, message };
}

describe.skipIf(corpus.length === 0)('every token of the shared corpus', () => {
  const linesOf = (op: string) => corpus.filter((line) => line.op === op);

  test('base 62', () => {
    for (const { int, text } of linesOf('b62_encode')) {
      expect(digits(BigInt(int))).toBe(text);
      const num = Number(int);
      if (!Number.isSafeInteger(num)) expect(base62Decode(text), text).toBeUndefined();
      else expect([base62Encode(num), base62Decode(text)]).toEqual([text, num]);
    }
  });

  test('sign', () => {
    for (const line of linesOf('sign')) {
      const signer = makeSigner(line);
      expect(signer.sign(line.value), line.id).toBe(line.token);
      // Minted, but without a date.
      if (line.now > YEAR_9999) {
        expect(() => signer.unsign(line.token), line.id).toThrow(/^Malformed timestamp$/);
        continue;
      }
      expect(signer.unsign(line.token), line.id).toBe(line.value);
      expect(Buffer.from(signer.sign(Buffer.from(line.value))).toString(), line.id).toBe(line.token);
      expect(Buffer.from(signer.unsign(Buffer.from(line.token))).toString(), line.id).toBe(line.value);
      expect(signer.tryUnsign(line.token), line.id).toMatchObject({ ok: true, needsResign: false });
    }
  });

  test('unsign', () => {
    for (const line of linesOf('unsign')) {
      const signer = makeSigner(line);
      const options = { maxAge: line.max_age };
      const { ok, exc, message, value } = strictly(line);
      const result =
        signer instanceof TimestampSigner ? signer.tryUnsign(line.token, options) : signer.tryUnsign(line.token);
      const error = thrownBy(() =>
        signer instanceof TimestampSigner ? signer.unsign(line.token, options) : signer.unsign(line.token),
      );
      if (ok) expect(result, line.id).toMatchObject({ ok, value });
      else expect(result, line.id).toMatchObject({ ok, error: { name: exc, message } });
      expect(error && String(error), line.id).toBe(ok ? undefined : `${exc}: ${message}`);
    }
  });

  test('sign_object', () => {
    for (const { id, json, compress, token, ...line } of linesOf('dumps')) {
      const signer = makeSigner(line);
      const value = parsePython(json, false);
      if (holdsProto(json)) expect(() => signer.unsignObject(token), id).toThrow(BadPayload);
      else expect(signer.unsignObject(token), id).toEqual(value);
      if (holdsNaN(json)) expect(() => signer.signObject(value, { compress }), id).toThrow(TypeError);
      else if (isWrittenAlike(json, false)) expect(signer.signObject(value, { compress }), id).toBe(token);
    }
  });
});

// What Django makes around them, and what its corpus does not hold: vectors/generate_django.py.

const [{ meta: site }, ...records] = readRecords('test/vectors/django.jsonl');
const atThatTime = { key: site.key, clock: () => site.now * 1000 };

describe('what Django writes', () => {
  const recordsOf = (op: string) => records.filter((record) => record.op === op);

  test('sessions', () => {
    for (const { salt, json, token } of recordsOf('session')) {
      const sessions = new SessionSerializer({ ...atThatTime, ...(salt.includes('signed_cookies') ? {} : { salt }) });
      const data = parsePython(json, false);
      expect(sessions.loads(token)).toEqual(data);
      expect(sessions.dumps(data)).toBe(token);
    }
  });

  test('signed cookies', () => {
    for (const { legacy, name, salt, value, token } of recordsOf('cookie')) {
      const make = (legacySalt: CookieSignerOptions['legacySalt']): CookieSigner =>
        new CookieSigner({ ...atThatTime, name, salt, legacySalt });
      expect(make(legacy ? 'write' : 'read').sign(value)).toBe(token);
      for (const legacySalt of ['read', 'write'] as const) {
        const needsResign = legacy !== (legacySalt === 'write');
        expect(make(legacySalt).tryUnsign(token, { maxAge: 0 })).toMatchObject({ ok: true, value, needsResign });
      }
      expect(make('refuse').tryUnsign(token).ok).toBe(!legacy);
    }
  });

  // Recorded from Django 6.2 in development, whose own salt this is: SECRET_KEY "recording", 21 September 2026, 14:13:20 UTC.
  test('a signed cookie with the salt of Django 5.2.15 and newer', () => {
    const basket = new CookieSigner({ key: 'recording', name: 'basket', salt: 'shop', clock: () => 1790000000000 });
    const cookie = '3:1x8elk:0hOG8UOeJ1By0rV18GiJFR5pNhH-FusCci9t0OxtUic';
    expect(basket.sign('3')).toBe(cookie);
    expect(basket.unsign(cookie, { returnTimestamp: true })).toEqual(['3', new Date(1790000000000)]);
  });

  test('tokens with default salts', () => {
    for (const { salt, value, token } of recordsOf('signer')) {
      expect(new Signer({ key: site.key, salt: salt ?? undefined }).sign(value)).toBe(token);
    }
    for (const { salt, value, token } of recordsOf('timestamp')) {
      expect(new TimestampSigner({ ...atThatTime, salt: salt ?? undefined }).sign(value)).toBe(token);
    }
  });

  test('objects', () => {
    for (const { json, compress, token } of recordsOf('dumps')) {
      expect(dumps(JSON.parse(json), { ...atThatTime, compress })).toBe(token);
      expect(loads(token, { ...atThatTime, maxAge: 0 })).toEqual(JSON.parse(json));
    }
    for (const { json, compress, token } of recordsOf('sign_object')) {
      const signer = new Signer({ key: site.key, salt: 'object' });
      expect(signer.signObject(JSON.parse(json), compress ? { compress } : {})).toBe(token);
      expect(signer.unsignObject(token)).toEqual(JSON.parse(json));
      expect(signer.unsignObject(Buffer.from(token))).toEqual(JSON.parse(json));
    }
  });
});

describe('base 62', () => {
  test('what is no number', () => {
    for (const text of ['', '-', '+1', ' 1', '1 ', '1_0', 'é', '1\n', 'fFgnDxSe8', 'zzzzzzzzz', 'z'.repeat(400)]) {
      expect(base62Decode(text), JSON.stringify(text)).toBeUndefined();
    }
  });

  test('zeros before a number', () => {
    const texts = ['00', '-0', '01', '-01', `${'0'.repeat(400)}z`];
    expect(texts.map(base62Decode)).toEqual([0, 0, 1, -1, 61]);
  });

  test('up to the safe integers', () => {
    for (const [num, text] of [
      [-1, '-1'],
      [-62, '-10'],
      [Number.MAX_SAFE_INTEGER, 'fFgnDxSe7'],
      [Number.MIN_SAFE_INTEGER, '-fFgnDxSe7'],
    ] as const) {
      expect([base62Encode(num), base62Decode(text)]).toEqual([text, num]);
    }
  });
});

describe('time', () => {
  const SECONDS = 1767225600;
  const at = (seconds: number, ms = 0) => new TimestampSigner({ key, clock: () => seconds * 1000 + ms });
  /** A token whose timestamp is any text. */
  const stamped = (timestamp: string): string =>
    new Signer({ key, salt: 'django.core.signing.TimestampSigner' }).sign(`value:${timestamp}`);

  test('is over age one second after it', () => {
    const token = at(SECONDS, 999).sign('value');
    expect(at(SECONDS + 5).unsign(token, { maxAge: 5 })).toBe('value');
    const expired = thrownBy(() => at(SECONDS + 6).unsign(token, { maxAge: 5 })) as SignatureExpired;
    expect(expired).toBeInstanceOf(SignatureExpired);
    expect(expired).toMatchObject({
      message: 'Signature age 6 > 5 seconds',
      payload: 'value',
      dateSigned: new Date(SECONDS * 1000),
    });
    expect(at(SECONDS + 6).unsign(token)).toBe('value');
    expect(at(SECONDS + 6).unsign(token, { maxAge: null, returnTimestamp: true })).toEqual([
      'value',
      new Date(SECONDS * 1000),
    ]);
  });

  test('may be another clock’s, ahead of ours, as in Django', () => {
    expect(at(SECONDS).unsign(at(SECONDS + 1000).sign('value'), { maxAge: 0 })).toBe('value');
    expect(() => at(SECONDS).unsign(at(SECONDS + 1000).sign('value'), { maxAge: -1001 })).toThrow(SignatureExpired);
  });

  test('is from years that have dates', () => {
    for (const [seconds, ok] of [
      [253402300799n, true],
      [253402300800n, false],
    ] as const) {
      expect(at(0).tryUnsign(stamped(digits(seconds))).ok, `${seconds}`).toBe(ok);
      expect(at(0).tryUnsign(stamped(`-${digits(seconds)}`)).ok, `-${seconds}`).toBe(ok);
    }
    expect(at(0).tryUnsign(stamped('-1'))).toMatchObject({ ok: true, dateSigned: new Date(-1000) });
    expect(at(0).tryUnsign(stamped('-1'), { maxAge: 0 })).toMatchObject({
      ok: false,
      error: { name: 'SignatureExpired' },
    });
  });

  test('a getTimestamp of a subclass’s is obeyed, and looked at', () => {
    class Stopped extends TimestampSigner {
      override getTimestamp(): number {
        return Number.NaN;
      }
    }
    const token = at(SECONDS).sign('value');
    expect(() => new Stopped({ key }).sign('value')).toThrow(RangeError);
    expect(() => new Stopped({ key }).unsign(token, { maxAge: 5 })).toThrow(RangeError);
    expect(new Stopped({ key }).unsign(token)).toBe('value');
  });
});

describe('keys', () => {
  test('the newest signs, the fallbacks verify', () => {
    const sessions = new SessionSerializer({ key: 'newest', fallbackKeys: ['older', 'oldest'] });
    expect(new SessionSerializer({ key: 'newest' }).tryLoads(sessions.dumps({ id: 1 }))).toMatchObject({ ok: true });
    for (const [fallback, keyIndex] of [
      ['older', 1],
      ['oldest', 0],
    ] as const) {
      const old = new SessionSerializer({ key: fallback });
      expect(sessions.tryLoads(old.dumps({ id: 1 }))).toMatchObject({ ok: true, needsResign: true });
      const signer = new Signer({ key: 'newest', fallbackKeys: ['older', 'oldest'] });
      expect(signer.tryUnsign(new Signer({ key: fallback }).sign('value'))).toMatchObject({
        keyIndex,
        needsResign: true,
      });
      const cookies = new CookieSigner({ key: 'newest', fallbackKeys: ['older', 'oldest'], name: 'c' });
      const cookie = new CookieSigner({ key: fallback, name: 'c' }).sign('value');
      expect(cookies.tryUnsign(cookie)).toMatchObject({ ok: true, needsResign: true });
    }
    expect(sessions.tryLoads(new SessionSerializer({ key: 'other' }).dumps({})).ok).toBe(false);
    const single = new Signer({ key });
    expect(single.tryUnsign(single.sign('value'))).toMatchObject({ keyIndex: 0 });
  });
});

describe('signed cookies', () => {
  const signer = (options: Partial<CookieSignerOptions> = {}): CookieSigner =>
    new CookieSigner({ key, name: 'basket', salt: 'shop', clock: () => 1000_000, ...options });

  test('have no salt unless told', () => {
    expect(signer({ salt: undefined }).sign('3')).toBe(signer({ salt: '' }).sign('3'));
  });

  test('are for one name and salt', () => {
    const cookie = signer().sign('3');
    for (const options of [{ name: 'total' }, { salt: '' }, { name: 'basketshop', salt: '' }, { key: 'other' }]) {
      expect(() => signer(options).unsign(cookie), JSON.stringify(options)).toThrow(BadSignature);
    }
    // The collision of CVE-2026-6873, for as long as the old salt is read.
    const legacy = signer({ legacySalt: 'write' }).sign('3');
    expect(signer({ name: 'basketshop', salt: '' }).unsign(legacy)).toBe('3');
    expect(() => signer({ name: 'basketshop', salt: '', legacySalt: 'refuse' }).unsign(legacy)).toThrow(BadSignature);
  });

  test('expire with either salt', () => {
    for (const legacySalt of ['read', 'write'] as const) {
      const cookie = signer({ legacySalt }).sign('3');
      for (const reading of ['read', 'write'] as const) {
        const later = signer({ legacySalt: reading, clock: () => 1011_000 });
        expect(later.unsign(cookie, { maxAge: 11 })).toBe('3');
        expect(() => later.unsign(cookie, { maxAge: 10 })).toThrow(SignatureExpired);
      }
    }
  });
});

describe('sessions', () => {
  test('last two weeks, or as long as they are told', () => {
    const at = (seconds: number, options: object = {}) =>
      new SessionSerializer({ key, clock: () => seconds * 1000, ...options });
    const cookie = at(0).dumps({ user: 'ada' });
    expect(at(1209600).loads(cookie)).toEqual({ user: 'ada' });
    expect(() => at(1209601).loads(cookie)).toThrow(SignatureExpired);
    expect(at(1209601).loadsUnsafe(cookie)).toEqual([false, { user: 'ada' }]);
    expect(at(1209601, { maxAge: 1209601 }).loads(cookie)).toEqual({ user: 'ada' });
    expect(at(1209601, { maxAge: null }).loads(cookie, { returnTimestamp: true })).toEqual([
      { user: 'ada' },
      new Date(0),
    ]);
    expect(at(1209601).loads(cookie, { maxAge: null })).toEqual({ user: 'ada' });
  });

  test('fit into a cookie, both ways', () => {
    // Which does not compress.
    const noise = (length: number): string =>
      Array.from({ length: length / 40 + 1 }, (_, i) => createHash('sha256').update(`${i}`).digest('base64'))
        .join('')
        .slice(0, length);
    const sessions = new SessionSerializer({ key });
    const unbounded = new SessionSerializer({ key, maxTokenSize: Number.POSITIVE_INFINITY });
    const size = (length: number): number => unbounded.dumps({ noise: noise(length) }).length;
    let length = 2500;
    while (size(length) <= 4096) length++;
    const [fits, tooLong] = [length - 1, length].map((count) => ({ noise: noise(count) }));
    expect(sessions.loads(sessions.dumps(fits))).toEqual(fits);
    expect(() => sessions.dumps(tooLong)).toThrow(new RegExp(`has ${size(length)} bytes, .*4096`));
    expect(() => sessions.loads(unbounded.dumps(tooLong))).toThrow(/4096/);
  });

  test('are checked against a schema', () => {
    const sessions = new SessionSerializer({ key, schema: v.object({ user: v.string() }) });
    expect(sessions.loads(sessions.dumps({ user: 'ada' }))).toEqual({ user: 'ada' });
    expect(() => sessions.loads(sessions.dumps(wrong({ user: 5 })))).toThrow(BadPayload);
  });

  test('are no larger than maxPayloadSize', () => {
    const bomb = new SessionSerializer({ key }).dumps({ a: 'x'.repeat(1e6) });
    expect(() => new SessionSerializer({ key, maxPayloadSize: 1e6 }).loads(bomb)).toThrow(BadPayload);
    expect(() => new SessionSerializer({ key, maxPayloadSize: 1e6 }).dumps({ a: 'x'.repeat(1e6) })).toThrow(RangeError);
  });

  test('belong to the main entry’s classes', () => {
    expect(new SessionSerializer({ key })).toBeInstanceOf(TimedSerializer);
    expect(new TimestampSigner({ key })).toBeInstanceOf(BaseTimestampSigner);
    expect(new Signer({ key })).toBeInstanceOf(BaseSigner);
  });
});

describe('payloads under a good signature that Django does not write', () => {
  const signer = new Signer({ key });
  const base64url = (text: string): string => Buffer.from(text).toString('base64url');
  const payloads: [what: string, payload: string][] = [
    ['nothing', ''],
    ['no base64', '!!!!'],
    ['padding', 'e30='],
    ['stray bits', 'e31'],
    ['no JSON', base64url('{')],
    ['text that is not ASCII', base64url('"é"')],
    ['a __proto__ key', base64url('{"__proto__":1}')],
    ['no zlib stream', `.${base64url('{}')}`],
    ['bytes after a zlib stream', '.eJyrrgUAAXUA-QAA'],
  ];
  for (const [what, payload] of payloads) {
    test(what, () => expect(() => signer.unsignObject(signer.sign(payload))).toThrow(BadPayload));
  }
});

test('other serializers', () => {
  const signer = new TimestampSigner({ key });
  const binary = { encode: (...values: unknown[]) => Buffer.from(values.map(Number)), decode: Array.from };
  const token = signer.signObject(7, { serializer: binary });
  expect(signer.unsignObject(token, { serializer: binary, maxAge: 5 })).toEqual([7]);
});

test('what comes over the wire only ever raises the BadData family', () => {
  const sessions = new SessionSerializer({ key });
  const cookies = new CookieSigner({ key, name: 'basket' });
  const signers = [new Signer({ key }), new TimestampSigner({ key })];
  const hostile = [
    undefined,
    null,
    true,
    5,
    {},
    [],
    ['a:b:c'],
    '',
    ':',
    '::',
    ':::',
    'a:1:',
    'é:é:é',
    'a\ud800:1:x',
    `${':'.repeat(1e5)}`,
    new Uint8Array(0),
    Uint8Array.of(0xff, 0x3a, 0xff, 0x3a),
  ];
  const good = [sessions.dumps({ a: 1 }), cookies.sign('3'), ...signers.map((signer) => signer.sign('value'))];
  for (const token of [...hostile, ...good.flatMap((text) => [`${text}=`, text.slice(1), ` ${text}`, `${text}\n`])]) {
    for (const call of [
      () => sessions.loads(wrong(token)),
      () => cookies.unsign(wrong(token)),
      () => loads(wrong(token), { key }),
      ...signers.flatMap((signer) => [() => signer.unsign(wrong(token)), () => signer.unsignObject(wrong(token))]),
    ]) {
      expect(thrownBy(call), JSON.stringify(token)).toBeInstanceOf(BadData);
    }
    expect(sessions.loadsUnsafe(wrong(token))[0]).toBe(false);
    expect(cookies.tryUnsign(wrong(token)).ok).toBe(false);
    for (const signer of signers) expect(signer.validate(wrong(token))).toBe(false);
  }
  expect(thrownBy(() => new TimestampSigner({ key }).unsign('a:1:b'))).not.toBeInstanceOf(BadTimeSignature);
});

describe('what a programmer passes wrongly names the parameter', () => {
  const good = { key, name: 'basket', clock: () => 1_700_000_000_000 };
  const classes = [Signer, TimestampSigner, CookieSigner, SessionSerializer];
  type Class<Made> = new (options: typeof good) => Made;
  type Failure = typeof TypeError | typeof RangeError;
  type Mistake<Made> = [Class: Class<Made>, call: (made: Made) => unknown, error: Failure, parameter: string];
  const mistakes: Mistake<InstanceType<(typeof classes)[0]>>[] = [];
  /** Takes down mistakes with an instance; with a constructor, beside one. */
  const mistake = <Made>(...row: Mistake<Made>): void => void mistakes.push(wrong(row));
  const options = (parameter: string, values: unknown[], error: Failure, of = classes): void => {
    for (const Class of of) {
      for (const value of values) {
        mistake(wrong(Class), () => new Class(wrong({ ...good, [parameter]: value })), error, parameter);
      }
    }
  };
  // What Django 3.2.25 makes at that time of "value" and of {"a": 1}; for a cookie with the salt that it has since 5.2.15.
  const tokens = new Map<unknown, string>([
    [Signer, 'value:tJhDtQDg0NdIfechpyRyG7tvbbiVK2cOq3JuWOted9g'],
    [TimestampSigner, 'value:1r31eq:_oYr1lKSfaE1YN7Ru18JmPNYJjUl98ih9Q_rFDur1XI'],
    [CookieSigner, 'value:1r31eq:XlfhAaH6MEzH9hpvNN-t_9W1npbdglNTRUWRSCwV0XE'],
    [SessionSerializer, 'eyJhIjoxfQ:1r31eq:E1W8brgFYyvLUzNEGT3waL3DUEot-hAK-e3DNoi_5nw'],
  ]);
  options('key', [undefined, null, 5, ['a', 'b'], 'a\ud800'], TypeError);
  options('key', ['', new Uint8Array(0)], RangeError);
  options('fallbackKeys', ['old', 5, new Uint8Array(1), [5]], TypeError);
  options('fallbackKeys', [['']], RangeError);
  options('salt', [5, {}, 'a\ud800'], TypeError);
  options('algorithm', ['sha3', 5, {}], TypeError);
  options('clock', [5, 'now'], TypeError, [TimestampSigner, CookieSigner]);
  options('sep', [5], TypeError, [Signer, TimestampSigner]);
  options('sep', ['', '-', 'ab'], RangeError, [Signer, TimestampSigner]);
  options('name', [undefined, 5], TypeError, [CookieSigner]);
  options('name', [''], RangeError, [CookieSigner]);
  options('salt', [new Uint8Array(1)], TypeError, [CookieSigner]);
  options('legacySalt', [true, 'never'], TypeError, [CookieSigner]);
  options('maxAge', [Number.NaN, '5'], TypeError, [SessionSerializer]);
  options('maxTokenSize', [0, 1.5], RangeError, [SessionSerializer]);
  options('serializer', [5], TypeError, [SessionSerializer]);
  for (const Class of classes) mistake(wrong(Class), () => new Class(wrong(undefined)), TypeError, 'options');
  const token = new TimestampSigner(good).sign('value');
  mistake(TimestampSigner, (signer) => signer.sign(wrong(5)), TypeError, 'value');
  mistake(TimestampSigner, (signer) => signer.sign('a\ud800'), TypeError, 'value');
  mistake(TimestampSigner, (signer) => signer.unsign(token, { maxAge: Number.NaN }), TypeError, 'maxAge');
  mistake(TimestampSigner, (signer) => signer.unsignObject(token, wrong(null)), TypeError, 'options');
  mistake(Signer, (signer) => signer.unsignObject(token, wrong({ maxAge: 5 })), TypeError, 'maxAge');
  for (const Class of [Signer, TimestampSigner] as Class<Signer | TimestampSigner>[]) {
    mistake(Class, (signer) => signer.signObject(1, { serializer: wrong({}) }), TypeError, 'serializer');
    mistake(Class, (signer) => signer.signObject(1, { compress: wrong('yes') }), TypeError, 'compress');
    mistake(Class, (signer) => signer.signObject(Number.NaN), TypeError, 'value');
  }
  for (const value of [5, new Uint8Array(1)]) {
    mistake(CookieSigner, (cookies) => cookies.sign(wrong(value)), TypeError, 'value');
  }
  mistake(CookieSigner, (cookies) => cookies.unsign('x', wrong(null)), TypeError, 'options');
  mistake(SessionSerializer, (sessions) => sessions.dumps(Number.NaN), TypeError, 'value');
  mistake(TimestampSigner, () => dumps(1, wrong(undefined)), TypeError, 'options');
  mistake(TimestampSigner, () => dumps(1, wrong({ salt: 'x' })), TypeError, 'key');
  mistake(TimestampSigner, () => loads('x', wrong({ key, maxAge: '5' })), TypeError, 'maxAge');
  test(`${mistakes.length} mistakes`, () => {
    for (const [Class, call, error, parameter] of mistakes) {
      const made = new Class(good);
      const thrown = thrownBy(() => call(made)) as Error;
      expect(thrown?.constructor, `${parameter}: ${thrown}`).toBe(error);
      expect(thrown.message).toContain(parameter);
      expect(thrown.message).not.toContain(key);
      const token = tokens.get(Class) as string;
      expect(made instanceof SessionSerializer ? made.dumps({ a: 1 }) : made.sign('value'), parameter).toBe(token);
      expect(made instanceof SessionSerializer ? made.loads(token) : made.unsign(token), parameter).toEqual(
        made instanceof SessionSerializer ? { a: 1 } : 'value',
      );
    }
  });
});
