/*
 * What an input costs is bounded by its size. In WebAssembly the work is counted; outside of it, in parsing and in text, it
 * is time, and the bound is wide.
 */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as django from '../../src/django/index.js';
import * as express from '../../src/express/index.js';
import * as flask from '../../src/flask/index.js';
import {
  BadData,
  base64Decode,
  Serializer,
  Signer,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import * as starlette from '../../src/starlette/index.js';
import { count, report } from './proof.js';
import { workDone } from './work-counter.js';

const KEY = 'secret key';
const LIMIT = 2 ** 20;

/** What is repeated to make an input of any length. */
const UNITS = [
  ...['A', '.', '..', 'a.', 'A.A', '=', '-_', '!', 'é', '☃', '\0', ' ', '\n', '"', '\\', '\\u0041', '\\"'],
  ...['[', '{', '[[],', '{"a":', '{"a":{},"b":', ']', '0', '9', '1.', '-', 'e9', '1e9,', '-0,', '12345678901234567,'],
  ...[':', '{" t":', 'NaN,', 'null,', '"__proto__":', '"\\u005f_proto__":', '__proto__', '\ud83d\ude00', '\u2028'],
];

type Write = (text: string) => string;

const raw: Write = (text) => text;
const base64: Write = (text) => Buffer.from(text).toString('base64');
const base64url: Write = (text) => Buffer.from(text).toString('base64url');
const deflated: Write = (text) => `.${deflateSync(text).toString('base64url')}`;
/** As the tokens of a list. */
const pieces = (text: string): string[] => text.match(/.{1,200}/gsu) ?? [];

/** The frameworks' own bound, what a browser keeps, would refuse most inputs unseen. */
const sizes = { maxPayloadSize: LIMIT, maxTokenSize: Number.POSITIVE_INFINITY };

const flaskSession = new flask.SessionSerializer(KEY, sizes);
const flaskSigner = flaskSession.makeSigner();

/** With what makes a payload of a document, and signs it: with a timestamp if there is one, and without. */
const SERIALIZERS = (
  [
    [new Serializer(KEY, sizes), raw],
    [new TimedSerializer(KEY, sizes), raw],
    [new URLSafeSerializer(KEY, sizes), base64url],
    [new URLSafeTimedSerializer(KEY, sizes), base64url],
    [flaskSession, base64url],
    [new starlette.SessionCookie(KEY, sizes), base64],
    [new django.SessionSerializer({ key: KEY, ...sizes }), base64url],
  ] as const
).map(([serializer, encode]) => {
  const signer = serializer.makeSigner();
  const { secretKeys, salt, sep, keyDerivation, digestMethod } = signer;
  const plain = new Signer(secretKeys, { salt, sep, keyDerivation, digestMethod });
  return { serializer, encode, signer, plain, sep: textOf(sep) };
});
const SIGNERS = [
  new Signer(KEY),
  new TimestampSigner(KEY),
  new TimestampSigner(KEY, { sep: 'é' }),
  new django.Signer({ key: KEY }),
  new django.TimestampSigner({ key: KEY }),
];
const objects = new django.Signer({ key: KEY });
const basket = new django.CookieSigner({ key: KEY, name: 'basket' });
const keygrip = new express.Keygrip(KEY);
const hexKeygrip = new express.Keygrip(KEY, 'sha256', 'hex');
const session = new express.CookieSession({ keys: keygrip, maxTokenSize: Number.POSITIVE_INFINITY });

/** How a text becomes inputs, each with one that takes it. */
const WAYS: [name: string, inputs: (text: string) => (() => unknown)[]][] = [
  ['token', (text) => SIGNERS.map((signer) => () => signer.tryUnsign(text))],
  ['tokens', (text) => SIGNERS.map((signer) => () => signer.tryUnsignMany(pieces(text)))],
  [
    'tokens that are signed',
    (text) =>
      SIGNERS.map((signer) => {
        const tokens = signer.signMany(pieces(text));
        return () => signer.tryUnsignMany(tokens);
      }),
  ],
  [
    'token of a serializer',
    (text) =>
      SERIALIZERS.map(
        ({ serializer }) =>
          () =>
            serializer.loadsUnsafe(text),
      ),
  ],
  [
    'tokens of a serializer',
    (text) =>
      SERIALIZERS.map(
        ({ serializer }) =>
          () =>
            serializer.tryLoadsMany(pieces(text)),
      ),
  ],
  ['signature', (text) => SIGNERS.map((signer) => () => signer.verifySignature('value', text))],
  [
    'value',
    (text) =>
      SIGNERS.map((signer) => {
        const token = [text, 'AAAA', 'AAAA'].join(textOf(signer.sep));
        return () => signer.tryUnsign(token);
      }),
  ],
  [
    'timestamp',
    (text) =>
      SERIALIZERS.map(({ serializer, plain, sep }) => {
        const token = plain.sign(`1${sep}${text}`);
        return () => serializer.loadsUnsafe(token);
      }),
  ],
  ['payload', (text) => payloads(() => text)],
  ['document', (text) => payloads((encode) => encode(text))],
  ['list', (text) => payloads((encode) => encode(`[${text}0]`))],
  ['text', (text) => payloads((encode) => encode(JSON.stringify(text)))],
  ['compressed document', (text) => payloads(() => deflated(text))],
  [
    'unsigned document',
    (text) =>
      SERIALIZERS.map(({ serializer, encode, sep }) => {
        const token = `${encode(text)}${sep}x`;
        return () => serializer.loadsUnsafe(token);
      }),
  ],
  [
    "text with each of Flask's tags",
    (text) =>
      [' t', ' b', ' m', ' u', ' d', ' di'].map((tag) => {
        const token = flaskSigner.sign(base64url(JSON.stringify({ [tag]: text })));
        return () => flaskSession.tryLoads(token);
      }),
  ],
  [
    "Django's signed objects",
    (text) =>
      [raw, base64url, deflated].map((write) => {
        const token = objects.sign(write(text));
        return () => attempt(() => objects.unsignObject(token));
      }),
  ],
  [
    "Django's loads",
    (text) => [text, `${text}:1:x`].map((token) => () => attempt(() => django.loads(token, { key: KEY }))),
  ],
  [
    "Django's cookies",
    (text) => [text, `${text}:1:x`, basket.sign(text)].map((cookie) => () => basket.tryUnsign(cookie)),
  ],
  [
    "Express's cookies",
    (text) =>
      [text, `s:${text}`, express.sign(text, KEY)].map((cookie) => () => attempt(() => express.unsign(cookie, KEY))),
  ],
  [
    'cookie-session',
    (text) =>
      [raw, base64].map((write) => {
        const value = write(text);
        const cookies = { session: value, 'session.sig': keygrip.sign(`session=${value}`) };
        return () => session.tryLoads(cookies);
      }),
  ],
  ['signature of Keygrip', (text) => [keygrip, hexKeygrip].map((grip) => () => grip.verify('data', text))],
  ['base64', (text) => [() => attempt(() => base64Decode(text))]],
];

/** Signed payloads. */
function payloads(write: (encode: Write) => string): (() => unknown)[] {
  return SERIALIZERS.map(({ serializer, encode, signer }) => {
    const token = signer.sign(write(encode));
    return () => serializer.tryLoads(token);
  });
}

function attempt(take: () => unknown): unknown {
  try {
    return take();
  } catch (error) {
    if (error instanceof BadData) return error;
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

/** Some that fit into a buffer of the core's, and some that do not. */
const LENGTHS = [1000, 30_000, 150_000];
const STEPS_PER_BYTE = 20;
/** What is done whatever the length: keys are derived, tables are built. */
const STEPS_AT_LEAST = 20_000;

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

function workOf(take: () => unknown): number {
  const before = workDone();
  take();
  return workDone() - before;
}

test('documents get past the signature', () => {
  const loaded = payloads((encode) => encode('5')).map((take) => take());
  expect(loaded).toEqual(SERIALIZERS.map(() => expect.objectContaining({ ok: true, payload: 5 })));
});

test('work in WebAssembly is bounded by the length of the input', () => {
  let [inputs, most] = [0, 0];
  for (const [name, inputsOf] of WAYS) {
    for (const unit of UNITS) {
      for (const length of LENGTHS) {
        const text = repeated(unit, length);
        const bytes = Buffer.byteLength(text);
        for (const [i, take] of inputsOf(text).entries()) {
          const steps = workOf(take);
          const bound = STEPS_AT_LEAST + STEPS_PER_BYTE * bytes;
          expect(steps, `${name} ${i}, ${JSON.stringify(unit)}, ${length} characters`).toBeLessThan(bound);
          if (length === LENGTHS.at(-1)) most = Math.max(most, steps / bytes);
          inputs++;
        }
      }
    }
  }
  report(
    'work',
    `${count(inputs)} inputs of up to ${LENGTHS.at(-1)} characters: at most ${most.toFixed(1)} steps a byte`,
  );
});

test('a compressed payload makes no more work than the bound on its size allows', () => {
  const serializer = new URLSafeSerializer(KEY, { maxPayloadSize: LIMIT });
  const signer = serializer.makeSigner();
  const bomb = (size: number): string => signer.sign(deflated(' '.repeat(size)));
  const loading = (size: number): (() => unknown) => {
    const token = bomb(size);
    return () => serializer.tryLoads(token);
  };
  expect(serializer.tryLoads(bomb(LIMIT + 1)).ok).toBe(false);
  const least = workOf(loading(LIMIT + 1));
  const most = workOf(loading(50 * LIMIT));
  // The stream itself is longer, and its signature is verified.
  expect(most).toBeLessThan(least + 10 * bomb(50 * LIMIT).length);
  report('work', `a bomb of 50 times the bound: ${count(most)} steps, ${count(least)} for one just beyond the bound`);
});

test('time grows no faster than the input', () => {
  const SHORT = 20_000;
  const TIMES = 8;
  // What is quadratic takes 64 times as long.
  const BOUND = 32;
  // The short input may be refused before any of the work that the long one, which fits into no buffer, makes in any case.
  const LEAST_MS = 5;
  const timeOf = (take: () => unknown): number => {
    const from = performance.now();
    take();
    return performance.now() - from;
  };
  let most = 0;
  for (const [name, inputsOf] of WAYS) {
    for (const unit of UNITS) {
      const long = inputsOf(repeated(unit, TIMES * SHORT));
      for (const [i, short] of inputsOf(repeated(unit, SHORT)).entries()) {
        let ratio = Number.POSITIVE_INFINITY;
        // Whatever else the machine does, only a ratio that stays is the input's.
        for (let attempt = 0; attempt < 10 && ratio > BOUND; attempt++) {
          ratio = Math.min(ratio, timeOf(long[i] as () => unknown) / Math.max(LEAST_MS, timeOf(short)));
        }
        expect(ratio, `${name} ${i}, ${JSON.stringify(unit)}`).toBeLessThan(BOUND);
        most = Math.max(most, ratio);
      }
    }
  }
  report('work', `${TIMES} times the input took at most ${most.toFixed(1)} times as long`);
});
