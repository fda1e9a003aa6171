import { createRequire } from 'node:module';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CookieSession, Keygrip, sign, unsign } from '../src/express/index.js';
import { BadData, BadPayload, BadSignature } from '../src/index.js';

// The packages themselves, which have no types.
const require = createRequire(import.meta.url);
const signature = require('cookie-signature');
const TheirKeygrip = require('keygrip');

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

const KEYS = ['tobiiscool', 'é☃🙂', 'k'.repeat(63), 'k'.repeat(64), 'k'.repeat(65), 'k'.repeat(200)];
const VALUES = ['', 'hello', 'a.b.', '.', 's:', 'é☃🙂', 'session=eyJhIjoxfQ==', 'x'.repeat(5000), ...'0123456789'];
const HOSTILE: unknown[] = [
  undefined,
  null,
  true,
  5,
  {},
  [],
  ['s:a.b'],
  () => 's:a.b',
  new Uint8Array(2),
  'a\ud800',
  '',
  '.',
  's:',
  's:.',
  `s:\ud800.${'A'.repeat(43)}`,
  'é.é',
];

describe('cookie-signature', () => {
  test('signs and reads as the package does', () => {
    for (const key of [...KEYS, Buffer.from([0, 255, 128])]) {
      for (const value of VALUES) {
        const token = `s:${signature.sign(value, key)}`;
        expect(sign(value, key)).toBe(token);
        expect(unsign(token, key)).toBe(value);
      }
    }
  });

  test('the first of several keys signs, all of them verify', () => {
    expect(sign('value', ['new', 'old'])).toBe(sign('value', 'new'));
    for (const key of ['new', 'old']) expect(unsign(sign('value', key), ['new', 'old'])).toBe('value');
    expect(() => unsign(sign('value', 'other'), ['new', 'old'])).toThrow(BadSignature);
  });

  test('says what is wrong', () => {
    // A signature with both characters in which the alphabets differ.
    const token = 's:hello.DGDUkGlIkCzPz+C0B064FNgHdEjox7ch8tOBGslZ5QI';
    const error = thrownBy(() => unsign('s:a.b.+/"', 'key'));
    expect(error).toMatchObject({ message: 'Signature "+/\\"" does not match', payload: 'a.b' });
    expect(() => unsign(token.slice(2), 'tobiiscool')).toThrow(/^No "s:" found before value$/);
    expect(() => unsign('s:hello', 'tobiiscool')).toThrow(/^No "\." found in value$/);
    expect(() => unsign(wrong(5), 'tobiiscool')).toThrow(/^Token is not text$/);
    for (const bad of [
      token.replace('+', '-'),
      `${token}=`,
      `${token} `,
      `${token}A`,
      token.slice(0, -1),
      // Unused bits of the last character.
      `${token.slice(0, -1)}J`,
      token.replace('hello', 'Hello'),
      `s:${token}`,
    ]) {
      expect(
        thrownBy(() => unsign(bad, 'tobiiscool')),
        bad,
      ).toBeInstanceOf(BadSignature);
      expect(signature.unsign(bad.slice(2), 'tobiiscool'), bad).toBe(false);
    }
  });

  test('whatever comes over the wire is refused', () => {
    for (const token of HOSTILE) expect(thrownBy(() => unsign(wrong(token), 'key'))).toBeInstanceOf(BadSignature);
  });
});

describe('keygrip', () => {
  test('signs and finds the key as the package does', () => {
    for (const algorithm of ['sha1', 'sha256', 'sha512'] as const) {
      for (const encoding of ['base64', 'hex'] as const) {
        const [ours, theirs] = [new Keygrip(KEYS, algorithm, encoding), new TheirKeygrip(KEYS, algorithm, encoding)];
        for (const data of VALUES) {
          expect(ours.sign(data)).toBe(theirs.sign(data));
          KEYS.forEach((key, index) => {
            const signed = new TheirKeygrip([key], algorithm, encoding).sign(data);
            expect(ours.index(data, signed)).toBe(index);
            expect(ours.verify(data, signed)).toBe(true);
            expect(ours.index(`${data}x`, signed)).toBe(-1);
          });
        }
      }
    }
    expect(new Keygrip('key').sign('data')).toBe(new TheirKeygrip(['key']).sign('data'));
  });

  test('takes a signature in its one spelling', () => {
    for (const encoding of ['base64', 'hex'] as const) {
      const [ours, theirs] = [new Keygrip('key', 'sha1', encoding), new TheirKeygrip(['key'], 'sha1', encoding)];
      const good = ours.sign('data');
      const other = new Keygrip('key', 'sha1', encoding === 'hex' ? 'base64' : 'hex').sign('data');
      for (const bad of [`${good}=`, ` ${good}`, `${good}A`, good.slice(0, -1), good.toUpperCase(), '', other]) {
        expect(ours.verify('data', bad), bad).toBe(false);
        expect(theirs.verify('data', bad), bad).toBe(false);
      }
    }
  });

  test('a signature that brings data of its own along is none', () => {
    const ours = new Keygrip('key');
    expect(ours.verify('a', `b.${ours.sign('a.b')}`)).toBe(false);
    expect(ours.verify('a.b', `c.${ours.sign('a.b.c')}`)).toBe(false);
  });

  test('whatever comes over the wire is refused', () => {
    const ours = new Keygrip('key');
    for (const value of HOSTILE) {
      expect(ours.index('data', wrong(value))).toBe(-1);
      expect(ours.index(wrong(value), ours.sign('data'))).toBe(-1);
    }
    expect(ours.index(wrong(5), ours.sign('5'))).toBe(-1);
    expect(ours.index('data', wrong(Buffer.from(ours.sign('data'))))).toBe(-1);
  });

  test('keeps its keys when the array changes', () => {
    const keys = ['key'];
    const ours = new Keygrip(keys);
    keys[0] = 'other';
    expect(ours.sign('data')).toBe(new Keygrip('key').sign('data'));
  });
});

describe('cookie-session', () => {
  const sessions = new CookieSession({ keys: ['new', 'old'] });
  const keygrip = new TheirKeygrip(['new', 'old']);
  const signed = (value: string): Record<string, string> => ({
    session: value,
    'session.sig': keygrip.sign(`session=${value}`),
  });
  const base64 = (data: string | Uint8Array): string => Buffer.from(data as string).toString('base64');

  test('writes and reads both cookies', () => {
    for (const session of [{}, { user: 'ada' }, { 'Ä☃🙂': ['\ud800', 1.5, null, { a: 'x'.repeat(2000) }] }]) {
      // As its source has it.
      const cookies = signed(base64(JSON.stringify(session)));
      expect(sessions.dumps(session)).toEqual(cookies);
      expect(sessions.loads({ other: 'cookie', ...cookies })).toEqual(session);
    }
  });

  test('has the name, the keys and the algorithm that it is given', () => {
    const named = new CookieSession({ keys: new Keygrip(['key'], 'sha256', 'hex'), name: 'koa.sess' });
    const cookies = named.dumps({ id: 1 });
    expect(cookies).toEqual({
      'koa.sess': base64('{"id":1}'),
      'koa.sess.sig': new TheirKeygrip(['key'], 'sha256', 'hex').sign(`koa.sess=${base64('{"id":1}')}`),
    });
    expect(named.loads(cookies)).toEqual({ id: 1 });
  });

  test('tells of an old key', () => {
    const old = new CookieSession({ keys: 'old' }).dumps({ id: 1 });
    expect(sessions.tryLoads(old)).toEqual({ ok: true, payload: { id: 1 }, needsResign: true });
    expect(sessions.tryLoads(sessions.dumps({ id: 1 }))).toEqual({ ok: true, payload: { id: 1 }, needsResign: false });
    expect(sessions.tryLoads(new CookieSession({ keys: 'other' }).dumps({ id: 1 })).ok).toBe(false);
  });

  test('says what is wrong', () => {
    const { session, 'session.sig': sig } = sessions.dumps({ id: 1 }) as { session: string; 'session.sig': string };
    expect(() => sessions.loads({ 'session.sig': sig })).toThrow(/^No cookie "session" found$/);
    expect(() => sessions.loads({ session })).toThrow(/^No cookie "session.sig" found$/);
    const error = thrownBy(() => sessions.loads({ session, 'session.sig': 'x"' }));
    expect(error).toMatchObject({ name: 'BadSignature', message: 'Signature "x\\"" does not match', payload: session });
    // The signature covers the name.
    expect(() => sessions.loads(new CookieSession({ keys: 'new', name: 'other' }).dumps({}))).toThrow(BadSignature);
    expect(() => sessions.loads({ session, 'session.sig': new Keygrip('new').sign(`other=${session}`) })).toThrow(
      BadSignature,
    );
  });

  test('payloads under a good signature that it does not write are BadPayloads', () => {
    const good = base64('{"id":1}');
    expect(sessions.loads(signed(good))).toEqual({ id: 1 });
    const noBase64 = new BadPayload(
      'Could not base64 decode the payload because of an exception',
      new BadData('Invalid base64-encoded data'),
    );
    for (const value of ['!', good.replace('=', ''), `${good}=`, ` ${good}`, 'e30', 'e31=', 'e30-']) {
      expect(sessions.tryLoads(signed(value)), value).toEqual({ ok: false, error: noBase64 });
      expect(() => sessions.loads(signed(value)), value).toThrow(noBase64);
    }
    for (const text of ['', '{', '{"__proto__":1}', Buffer.from([0x22, 0xff, 0x22])]) {
      expect(() => sessions.loads(signed(base64(text))), `${text}`).toThrow(BadPayload);
    }
  });

  test('fits into a cookie with its name, both ways', () => {
    const text = (size: number): { a: string } => ({ a: 'x'.repeat(size) });
    // 3057 bytes of JSON are 4076 of base64, and "session" is 7 more.
    const fits = text(3057 - '{"a":""}'.length);
    expect(sessions.loads(sessions.dumps(fits))).toEqual(fits);
    const exact = new CookieSession({ keys: 'new', maxTokenSize: 4083 });
    expect(exact.loads(exact.dumps(fits))).toEqual(fits);
    const small = new CookieSession({ keys: 'new', maxTokenSize: 4082 });
    expect(() => small.dumps(fits)).toThrow(/^The cookie has 4083 bytes, more than the maxTokenSize of 4082$/);
    expect(() => small.loads(sessions.dumps(fits))).toThrow(/4082/);
    expect(() => sessions.dumps(text(4000))).toThrow(/4096/);
  });

  test('a pair in the prototype of all objects is no cookie', () => {
    const everywhere = Object.prototype as { [name: string]: unknown };
    const pair = sessions.dumps({ user: 'eve' });
    try {
      Object.assign(everywhere, pair);
      for (const cookies of [{}, [], () => 1, undefined]) {
        expect(sessions.tryLoads(wrong(cookies)).ok).toBe(false);
      }
      expect(sessions.loads({ ...pair })).toEqual({ user: 'eve' });
    } finally {
      for (const name of Object.keys(pair)) delete everywhere[name];
    }
  });

  test('is checked against a schema', () => {
    const checked = new CookieSession({ keys: 'new', schema: v.object({ user: v.string() }) });
    expect(checked.loads(checked.dumps({ user: 'ada' }))).toEqual({ user: 'ada' });
    expect(() => checked.loads(sessions.dumps({ user: 5 }))).toThrow(BadPayload);
    const later = new CookieSession({
      keys: 'new',
      schema: v.pipeAsync(
        v.unknown(),
        v.checkAsync(async () => true),
      ),
    });
    expect(() => later.tryLoads(sessions.dumps({}))).toThrow(/^schema must be synchronous/);
    expect(new CookieSession({ keys: 'new', schema: wrong(null) }).schema, 'null is none').toBe(undefined);
  });

  test('whatever comes over the wire is refused', () => {
    const { session, 'session.sig': sig } = sessions.dumps({ id: 1 });
    for (const value of HOSTILE) {
      for (const cookies of [value, { session: value, 'session.sig': sig }, { session, 'session.sig': value }]) {
        expect(thrownBy(() => sessions.loads(wrong(cookies)))).toBeInstanceOf(BadData);
        expect(sessions.tryLoads(wrong(cookies)).ok).toBe(false);
      }
    }
  });
});

describe('what a programmer passes wrongly names the parameter', () => {
  const keys = ['secret key'];
  type Made = { keygrip: Keygrip; sessions: CookieSession };
  type Mistake = [call: (made: Made) => unknown, error: typeof TypeError | typeof RangeError, parameter: string];
  const mistakes: Mistake[] = [
    [() => sign(wrong(5), keys), TypeError, 'value'],
    [() => sign(wrong(new Uint8Array(1)), keys), TypeError, 'value'],
    [() => sign('a\ud800', keys), TypeError, 'value'],
    [({ keygrip }) => keygrip.sign(wrong(5)), TypeError, 'data'],
    [() => new Keygrip(keys, wrong('sha3')), TypeError, 'algorithm'],
    [() => new Keygrip(keys, 'sha1', wrong('latin1')), TypeError, 'encoding'],
    [() => new CookieSession(wrong(undefined)), TypeError, 'options'],
    [() => new CookieSession({ keys, schema: wrong(5) }), TypeError, 'schema must'],
    [() => new CookieSession({ keys, maxTokenSize: 0 }), RangeError, 'maxTokenSize'],
    [({ sessions }) => sessions.dumps(undefined), TypeError, 'value'],
    [({ sessions }) => sessions.dumps({ a: Number.NaN }), TypeError, 'value'],
  ];
  for (const name of ['', 'a b', 'a=b', 'a;b', 'é', 5]) {
    mistakes.push([() => new CookieSession({ keys, name: wrong(name) }), TypeError, 'name']);
  }
  for (const [keys, error] of [
    [undefined, TypeError],
    [5, TypeError],
    [['good', 5], TypeError],
    ['', RangeError],
    [[], RangeError],
    [['good', ''], RangeError],
  ] as const) {
    mistakes.push([() => sign('value', wrong(keys)), error, 'keys']);
    mistakes.push([() => unsign('s:a.b', wrong(keys)), error, 'keys']);
    mistakes.push([() => new Keygrip(wrong(keys)), error, 'keys']);
    mistakes.push([() => new CookieSession({ keys: wrong(keys) }), error, 'keys']);
  }
  const signed = `s:${signature.sign('value', keys[0])}`;
  const theirs = new TheirKeygrip(keys);
  const session = Buffer.from('{"a":1}').toString('base64');
  const cookies = { session, 'session.sig': theirs.sign(`session=${session}`) };
  test(`${mistakes.length} mistakes`, () => {
    for (const [call, error, parameter] of mistakes) {
      const keygrip = new Keygrip(keys);
      const sessions = new CookieSession({ keys: keygrip });
      const thrown = thrownBy(() => call({ keygrip, sessions })) as Error;
      expect(thrown?.constructor, `${parameter}: ${thrown}`).toBe(error);
      expect(thrown.message).toContain(parameter);
      expect(thrown.message).not.toContain('secret key');
      expect(sign('value', keys), parameter).toBe(signed);
      expect(unsign(signed, keys), parameter).toBe('value');
      expect(keygrip.sign('data'), parameter).toBe(theirs.sign('data'));
      expect(sessions.dumps({ a: 1 }), parameter).toEqual(cookies);
      expect(sessions.loads(cookies), parameter).toEqual({ a: 1 });
    }
  });
});
