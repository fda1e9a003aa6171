import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { BadData, BadPayload, BadSignature, SignatureExpired, TimestampSigner } from '../src/index.js';
import { SessionCookie } from '../src/starlette/index.js';
import {
  bytes,
  expectedRefusal,
  formsOf,
  isWrittenAlike,
  type Line,
  parsePython,
  readCorpus,
  refusal,
  strictly,
  tokenOf,
} from './python-corpus.js';
import { referenceToken } from './reference.js';

const key = 'secret key';
const NOW = 1_700_000_000;
const DAY = 24 * 60 * 60;

const at = (now: number, options: { maxAge?: number | null } = {}): SessionCookie =>
  new SessionCookie(key, { signerOptions: { clock: () => now * 1000 }, ...options });

/** A cookie whose payload is this text, whatever it is. */
const signed = (payload: string): string => new TimestampSigner(key).sign(payload);
const signedJSON = (json: string): string => signed(Buffer.from(json).toString('base64'));

describe('what Starlette writes and reads', () => {
  interface SessionLine extends Line {
    keys: string[];
    now: number;
  }

  const lines = readCorpus('../../shared/vectors/starlette.jsonl') as SessionLine[];
  if (lines.length === 0) test.skip('the shared corpus of Starlette: ../shared/vectors is not here');

  // As Starlette has them: no line needs its age to be told.
  const sessions = ({ keys, now }: SessionLine): SessionCookie =>
    new SessionCookie(keys.map(bytes), { signerOptions: { clock: () => now * 1000 } });

  for (const line of lines.filter(({ op }) => op === 'dumps')) {
    test(`${line.id}: ${line.json.slice(0, 80)}`, () => {
      const session = parsePython(line.json, false);
      if (isWrittenAlike(line.json, false)) expect(sessions(line).dumps(session)).toBe(line.token);
      expect(sessions(line).loads(tokenOf(line))).toStrictEqual(session);
    });
  }

  for (const line of lines.filter(({ op }) => op === 'loads')) {
    test(`${line.id}: ${line.mut}`, () => {
      // What is told of a token in general holds of these.
      const cfg = { digest: 'sha1', kd: 'django-concat', keys: line.keys, salt: '', sep: btoa('.') } as const;
      const verdict = strictly({ ...line, cls: 'TimedSerializer', cfg });
      for (const form of formsOf(tokenOf(line))) {
        const result = sessions(line).tryLoads(form(tokenOf(line)));
        if (verdict.ok) {
          const payload = parsePython(verdict.json as string, false);
          const dateSigned = new Date((verdict.timestamp as number) * 1000);
          expect(result).toStrictEqual({ ok: true, payload, needsResign: false, dateSigned });
        } else {
          expect(result.ok ? result : refusal(result.error)).toStrictEqual(expectedRefusal(verdict, form));
        }
      }
    });
  }
});

test('a session is good for 14 days, or for as long as it is told', () => {
  const cookie = at(NOW).dumps({ user: 1 });
  expect(at(NOW + 14 * DAY).loads(cookie)).toEqual({ user: 1 });
  expect(() => at(NOW + 14 * DAY + 1).loads(cookie)).toThrow(SignatureExpired);
  expect(at(NOW + 14 * DAY + 1, { maxAge: null }).loads(cookie)).toEqual({ user: 1 });
  expect(() => at(NOW + 2, { maxAge: 1 }).loads(cookie)).toThrow(SignatureExpired);
  expect(at(NOW + 2, { maxAge: 1 }).loads(cookie, { maxAge: 2 })).toEqual({ user: 1 });
});

test('the newest key signs, all verify', () => {
  const old = new SessionCookie('old').dumps({ a: 1 });
  const both = new SessionCookie(['old', 'new']);
  expect(both.tryLoads(old)).toMatchObject({ ok: true, needsResign: true });
  expect(new SessionCookie('new').loads(both.dumps({ a: 1 }))).toEqual({ a: 1 });
  expect(new SessionCookie('new').tryLoads(old)).toMatchObject({ ok: false });
});

test('a cookie over 4096 bytes, both ways', () => {
  // 12 bytes of JSON around the text, base64 of the whole, and 35 bytes of separators, time and signature.
  const ofLength = (length: number): object => ({ text: 'x'.repeat(length) });
  const sessions = at(NOW);
  const most = 3033;
  expect(sessions.loads(sessions.dumps(ofLength(most)))).toEqual(ofLength(most));
  const unlimited = new SessionCookie(key, { maxTokenSize: Infinity });
  const cookie = unlimited.dumps(ofLength(most + 1));
  const sizes = `The token has ${cookie.length} bytes, more than the maxTokenSize of 4096`;
  expect(() => sessions.dumps(ofLength(most + 1))).toThrow(new RangeError(sizes));
  expect(() => sessions.loads(cookie)).toThrow(BadSignature);
  expect(unlimited.loads(cookie)).toEqual(ofLength(most + 1));
});

test('a schema, and what is signed badly', () => {
  const sessions = new SessionCookie(key, { schema: v.object({ user: v.number() }) });
  const cookie = sessions.dumps({ user: 1 });
  expect(sessions.loads(cookie)).toEqual({ user: 1 });
  expect(() => sessions.loads(new SessionCookie(key).dumps({ user: 'ada' }))).toThrow(BadPayload);
  expect(new SessionCookie('other').loadsUnsafe(cookie)).toEqual([false, { user: 1 }]);
});

test('signed, but broken: a BadPayload, where Starlette answers 500 or reads what it never writes', () => {
  // Other spellings of {}, some of which Python's decoder takes.
  const spellings = ['e31=', 'e30', 'e30===', 'e3=0', '!e30=', 'e30=\n', 'e30=e30=', 'ey-_fQ==', '=', '===='];
  const noBase64 = [...spellings.map(signed), new TimestampSigner(key).sign(Buffer.of(0xff, 0xff, 0xff, 0xff))];
  const texts = ['{', '', 'undefined', '{"__proto__":1}', "{'a':1}", '{}{}'];
  const noJSON = [...texts.map(signedJSON), signed(Buffer.from([0x22, 0xff, 0x22]).toString('base64'))];
  expect(new SessionCookie(key).loads(signed('e30='))).toEqual({});
  for (const cookie of [...noBase64, ...noJSON]) {
    expect(() => new SessionCookie(key).loads(cookie), `${cookie}`).toThrow(BadPayload);
    expect(new SessionCookie(key).loadsUnsafe(cookie)).toEqual([true, undefined]);
  }
  const error = new BadPayload(
    'Could not base64 decode the payload because of an exception',
    new BadData('Invalid base64-encoded data'),
  );
  for (const cookie of noBase64) expect(new SessionCookie(key).tryLoads(cookie)).toEqual({ ok: false, error });
});

test('what is no cookie at all', () => {
  // Starlette clears a session by the cookie `null`.
  for (const cookie of ['null', '', undefined, null, true, 5, 5n, Symbol('s'), [], ['a.b.c'], {}, () => 1, '\ud800']) {
    expect(() => new SessionCookie(key).loads(cookie as never)).toThrow(BadSignature);
    expect(new SessionCookie(key).tryLoads(cookie as never)).toMatchObject({ ok: false });
    expect(new SessionCookie(key).loadsUnsafe(cookie as never)).toEqual([false, undefined]);
  }
});

describe('what a programmer passes wrongly', () => {
  const mistakes: [call: (sessions: SessionCookie) => unknown, parameter: string][] = [
    ...[
      [null, 'options'],
      [5, 'options'],
      [{ maxAge: Number.NaN }, 'maxAge'],
      [{ maxTokenSize: '4096' }, 'maxTokenSize'],
      [{ salt: 5 }, 'salt'],
      [{ signerOptions: 5 }, 'signerOptions'],
    ].map(([options, parameter]): (typeof mistakes)[0] => [
      () => new SessionCookie(key, options as never),
      parameter as string,
    ]),
    [(sessions) => sessions.dumps({ at: Number.NaN }), 'value.at'],
    [(sessions) => sessions.loads('x', { maxAge: Number.NaN }), 'maxAge'],
    [(sessions) => sessions.dumps({}, 5 as never), 'options'],
  ];
  const payload = Buffer.from('{"a": 1}').toString('base64');
  const cookie = referenceToken({ key }, payload, NOW).toString();
  test(`${mistakes.length} mistakes`, () => {
    for (const [call, parameter] of mistakes) {
      const sessions = at(NOW);
      expect(() => call(sessions), parameter).toThrow(TypeError);
      expect(() => call(sessions)).toThrow(parameter);
      expect(sessions.dumps({ a: 1 }), parameter).toBe(cookie);
      expect(sessions.loads(cookie), parameter).toEqual({ a: 1 });
    }
  });
});
