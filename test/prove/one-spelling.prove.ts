/*
 * Of all texts near a token one is accepted: the token. And of all short texts base64url takes those that it writes.
 */
import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import * as django from '../../src/django/index.js';
import { decodeBase64 } from '../../src/encoding.js';
import * as express from '../../src/express/index.js';
import * as flask from '../../src/flask/index.js';
import {
  BadData,
  base64Decode,
  base64Encode,
  type Digest,
  NoneAlgorithm,
  Serializer,
  Signer,
  SigningAlgorithm,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import * as starlette from '../../src/starlette/index.js';
import { DIGESTS } from '../reference.js';
import { cases, count, LONG, report } from './proof.js';

const KEY = 'secret key';
const clock = (): number => 1_700_000_000_000;
const TEXT = 'user.42 é';
const VALUE = { id: 42, name: 'ada ☃', zeros: '0'.repeat(40) };

/** How the neighbours of a token are handed over: as bytes, or as a text of the characters U+0000 to U+00FF. */
type Form = 'bytes' | 'text';
type Row = [name: string, form: Form, token: string, accepts: (token: never) => boolean];

/** Whether a token that is refused with an error is accepted. */
function isRead(read: () => unknown): boolean {
  const { stackTraceLimit } = Error;
  // Making a stack for each refusal takes most of the time.
  Error.stackTraceLimit = 0;
  try {
    return read() !== undefined;
  } catch (error) {
    if (error instanceof BadData) return false;
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const signerRow = (name: string, form: Form, signer: Signer, minter = signer): Row => [
  name,
  form,
  minter.sign(TEXT),
  (token) => signer.validate(token),
];
const serializerRow = (name: string, form: Form, serializer: Serializer, minter = serializer): Row => [
  name,
  form,
  minter.dumps(VALUE),
  (token) => serializer.tryLoads(token).ok,
];

const SIGNERS = [Signer, TimestampSigner];
const SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer];

/** The classes of the main entry with each digest. */
const CLASSES: Row[] = DIGESTS.flatMap((digestMethod) => [
  ...SIGNERS.map((Class) =>
    signerRow(`${Class.name}, ${digestMethod}`, 'bytes', new Class(KEY, { digestMethod, clock } as object)),
  ),
  ...SERIALIZERS.map((Class) =>
    serializerRow(
      `${Class.name}, ${digestMethod}`,
      'bytes',
      new Class(KEY, { signerOptions: { digestMethod, clock } as object }),
    ),
  ),
]);

/** The core knows neither of these two. */
const MD5: Digest = {
  name: 'md5',
  blockSize: 64,
  outputSize: 16,
  hash: (data) => new Uint8Array(createHash('md5').update(data).digest()),
};
class Blake2 extends SigningAlgorithm {
  override getSignature(key: Uint8Array, value: Uint8Array): Uint8Array {
    return new Uint8Array(createHmac('blake2s256', key).update(value).digest());
  }
}

/** More than the core takes at once. */
const KEYS = Array.from({ length: 20 }, (_, i) => `key ${i}`);
const OLDEST = 'key 0';
/** As Django and Express have them. */
const NEWEST_FIRST = ['new key', OLDEST];
const djangoKeys = { key: 'new key', fallbackKeys: [OLDEST], clock };
const oldDjango = { key: OLDEST, clock };
const fallbackSigners = [
  { digestMethod: 'sha512' as const, clock },
  { digestMethod: MD5, clock },
];

const cookieSigner = new django.CookieSigner({ ...djangoKeys, name: 'basket' });
const oldCookieSigner = new django.CookieSigner({ ...oldDjango, name: 'basket', legacySalt: 'write' });
const objects = new django.Signer(djangoKeys);
const keygrip = new express.Keygrip(NEWEST_FIRST);
const hexKeygrip = new express.Keygrip(NEWEST_FIRST, 'sha256', 'hex');
const session = new express.CookieSession({ keys: NEWEST_FIRST });
const { session: cookie = '', 'session.sig': signature = '' } = new express.CookieSession({ keys: OLDEST }).dumps(
  VALUE,
);

/** Other ways through the code: text, own digests, several keys, other signers, the frameworks. */
const OTHERS: Row[] = [
  ...SIGNERS.map((Class) => signerRow(`${Class.name}, as text`, 'text', new Class(KEY, { clock } as object))),
  ...SERIALIZERS.map((Class) =>
    serializerRow(`${Class.name}, as text`, 'text', new Class(KEY, { signerOptions: { clock } as object })),
  ),
  signerRow('Signer, own digest', 'bytes', new Signer(KEY, { digestMethod: MD5 })),
  signerRow('TimestampSigner, own digest', 'text', new TimestampSigner(KEY, { digestMethod: MD5, clock })),
  serializerRow(
    'URLSafeSerializer, own digest',
    'text',
    new URLSafeSerializer(KEY, { signerOptions: { digestMethod: MD5 } }),
  ),
  signerRow('Signer, own algorithm', 'bytes', new Signer(KEY, { algorithm: new Blake2() })),
  signerRow('Signer, separator of two bytes', 'text', new Signer(KEY, { sep: 'é' })),
  signerRow('Signer, separator that the core has no room for', 'bytes', new Signer(KEY, { sep: '.'.repeat(17) })),
  signerRow('Signer, the oldest of 20 keys', 'bytes', new Signer(KEYS), new Signer(OLDEST)),
  signerRow(
    'Signer, the older of two keys, own digest',
    'text',
    new Signer([OLDEST, KEY], { digestMethod: MD5 }),
    new Signer(OLDEST, { digestMethod: MD5 }),
  ),
  serializerRow(
    'URLSafeTimedSerializer, a fallback signer and the older of two keys',
    'text',
    new URLSafeTimedSerializer([OLDEST, KEY], { signerOptions: { clock }, fallbackSigners }),
    new URLSafeTimedSerializer(OLDEST, { signerOptions: { digestMethod: 'sha512', clock } }),
  ),
  serializerRow(
    'Serializer, a fallback signer with its own digest',
    'bytes',
    new Serializer(KEY, { fallbackSigners }),
    new Serializer(KEY, { signerOptions: { digestMethod: MD5 } }),
  ),
  [
    'verifySignature',
    'bytes',
    new Signer(OLDEST).getSignature(TEXT),
    (token) => new Signer(KEYS).verifySignature(TEXT, token),
  ],
  serializerRow(
    'Flask',
    'text',
    new flask.SessionSerializer(KEYS, { signerOptions: { clock } }),
    new flask.SessionSerializer(OLDEST, { signerOptions: { clock } }),
  ),
  serializerRow(
    'Starlette',
    'text',
    new starlette.SessionCookie(KEYS, { signerOptions: { clock } }),
    new starlette.SessionCookie(OLDEST, { signerOptions: { clock } }),
  ),
  serializerRow(
    "Django's SessionSerializer",
    'text',
    new django.SessionSerializer(djangoKeys),
    new django.SessionSerializer(oldDjango),
  ),
  signerRow("Django's Signer", 'text', objects, new django.Signer(oldDjango)),
  signerRow(
    "Django's TimestampSigner",
    'text',
    new django.TimestampSigner(djangoKeys),
    new django.TimestampSigner(oldDjango),
  ),
  signerRow("Django's TimestampSigner, as bytes", 'bytes', new django.TimestampSigner(djangoKeys)),
  ["Django's signed objects", 'text', objects.signObject(VALUE), (token) => isRead(() => objects.unsignObject(token))],
  [
    "Django's dumps and loads, compressed",
    'text',
    django.dumps(VALUE, { ...oldDjango, compress: true }),
    (token) => isRead(() => django.loads(token, djangoKeys)),
  ],
  ["Django's CookieSigner", 'text', cookieSigner.sign(TEXT), (token) => cookieSigner.tryUnsign(token).ok],
  [
    "Django's CookieSigner, the old salt and key",
    'text',
    oldCookieSigner.sign(TEXT),
    (token) => cookieSigner.tryUnsign(token).ok,
  ],
  [
    "Express's sign and unsign",
    'text',
    express.sign(TEXT, OLDEST),
    (token) => isRead(() => express.unsign(token, NEWEST_FIRST)),
  ],
  [
    "Express's CookieSession, its value",
    'text',
    cookie,
    (token) => session.tryLoads({ session: token, 'session.sig': signature }).ok,
  ],
  [
    "Express's CookieSession, its signature",
    'text',
    signature,
    (token) => session.tryLoads({ session: cookie, 'session.sig': token }).ok,
  ],
  ["Express's Keygrip", 'text', keygrip.sign(TEXT), (token) => keygrip.verify(TEXT, token)],
  ["Express's Keygrip, hexadecimal", 'text', hexKeygrip.sign(TEXT), (token) => hexKeygrip.verify(TEXT, token)],
];

const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/**
 * The token, and every other text that one substitution, insertion or deletion of a byte makes of it, each of its prefixes
 * and suffixes, and the token with any one or two bytes behind it. The same array comes again and again.
 */
function* neighbours(token: Uint8Array): Generator<Uint8Array> {
  yield token;
  const same = token.slice();
  for (let at = 0; at < token.length; at++) {
    for (const byte of BYTES) {
      if (byte === token[at]) continue;
      same[at] = byte;
      yield same;
    }
    same[at] = token[at] as number;
  }
  const longer = new Uint8Array(token.length + 1);
  for (let at = 0; at <= token.length; at++) {
    longer.set(token.subarray(0, at));
    longer.set(token.subarray(at), at + 1);
    for (const byte of BYTES) {
      longer[at] = byte;
      yield longer;
    }
  }
  for (let at = 0; at < token.length; at++) {
    yield Buffer.concat([token.subarray(0, at), token.subarray(at + 1)]);
    yield token.subarray(0, at);
    if (at > 0) yield token.subarray(at);
  }
  const suffixed = new Uint8Array(token.length + 2);
  suffixed.set(token);
  for (const first of BYTES) {
    suffixed[token.length] = first;
    for (const second of BYTES) {
      suffixed[token.length + 1] = second;
      yield suffixed;
    }
  }
}

/** Characters that a careless comparison takes for those of base64url: the same low byte, full width, other cases. */
function* lookalikes(token: string): Generator<string> {
  for (let at = 0; at < token.length; at++) {
    const code = token.charCodeAt(at);
    const upper = token[at]?.toUpperCase() as string;
    const lower = token[at]?.toLowerCase() as string;
    const others = [code + 0x100, code + 0xff00, code + 0xfee0, 0xd800 + code].map((code) => String.fromCharCode(code));
    for (const other of [...others, upper, lower, `${token[at]}\u0301`, `\u200b${token[at]}`, '\u212a', '\u017f']) {
      if (other !== token[at]) yield token.slice(0, at) + other + token.slice(at + 1);
    }
  }
}

/** What is tried instead of a token, and the token itself. */
function* candidates(form: Form, token: string): Generator<string | Uint8Array> {
  if (form === 'text') {
    for (const { buffer, byteOffset, byteLength } of neighbours(new Uint8Array(Buffer.from(token, 'latin1')))) {
      yield Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
    }
  } else {
    yield* neighbours(new Uint8Array(Buffer.from(token)));
    // The same bytes as a text, where they are one.
    for (const byte of BYTES) yield* [token + String.fromCharCode(byte), String.fromCharCode(byte) + token];
  }
  yield* lookalikes(token);
}

const KINDS: [kind: string, rows: Row[]][] = [
  ['of each class and digest', CLASSES],
  ['of own digests, several keys, other signers and frameworks', OTHERS],
];

test.each(KINDS)('of all neighbours of a token none is accepted: tokens %s', (kind, rows) => {
  let tried = 0;
  for (const [name, form, token, accepts] of rows) {
    const accepted: string[] = [];
    for (const candidate of candidates(form, token)) {
      tried++;
      if (accepts(candidate as never)) accepted.push(Buffer.from(candidate as string).toString());
    }
    expect(accepted, name).toEqual([token]);
  }
  report('one spelling', `${count(tried)} texts near ${rows.length} tokens ${kind}, of each of which one was accepted`);
});

// Nothing is signed, so anybody can write tokens; of other values, for none has two spellings either.
test('with NoneAlgorithm all text that ends with the separator is a token, and nothing else', () => {
  const signer = new Signer(KEY, { algorithm: new NoneAlgorithm() });
  let tried = 0;
  for (const candidate of candidates('text', signer.sign(TEXT))) {
    const text = candidate as string;
    const isToken = text.endsWith('.') && Buffer.from(text).toString() === text;
    const result = signer.tryUnsign(text);
    expect(result.ok && result.value, text).toBe(isToken && text.slice(0, -1));
    tried++;
  }
  report(
    'one spelling',
    `${count(tried)} texts near a token with no signature: those that end with the separator were accepted`,
  );
});

test('of all neighbours of a token in a list none is accepted', () => {
  let tried = 0;
  const BATCH = 1000;
  for (const Class of [Signer, TimestampSigner]) {
    for (const digestMethod of DIGESTS) {
      const signer = new Class(KEY, { digestMethod, clock } as object);
      const text = signer.sign('user.42');
      const accepted: string[] = [];
      let list: string[] = [];
      const tryList = (): void => {
        for (const [i, { ok }] of signer.tryUnsignMany(list).entries()) if (ok) accepted.push(list[i] as string);
        tried += list.length;
        list = [];
      };
      for (const candidate of neighbours(new Uint8Array(Buffer.from(text)))) {
        // Others are read one by one.
        if (candidate.some((byte) => byte > 0x7f)) continue;
        list.push(Buffer.from(candidate).toString('latin1'));
        if (list.length === BATCH) tryList();
      }
      tryList();
      expect(accepted, `${Class.name}, ${digestMethod}`).toEqual([text]);
    }
  }
  report('one spelling', `${count(tried)} texts near 12 tokens, in lists, of each of which one was accepted`);
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Of so many, every one in an ordinary run, and some where fewer cases are wanted. */
function* numbers(total: number): Generator<number> {
  const step = Math.ceil(total / Math.min(total, cases(total)));
  for (let number = 0; number < total; number += step) yield number;
}

test('base64url writes every string of three bytes as the text that it has, and reads it back', () => {
  const bytes = new Uint8Array(3);
  let tried = 0;
  for (const number of numbers(2 ** 24)) {
    bytes[0] = number >> 16;
    bytes[1] = (number >> 8) & 0xff;
    bytes[2] = number & 0xff;
    const text = base64Encode(bytes);
    let spelled = 0;
    for (let i = 0; i < 4; i++) spelled = spelled * 64 + ALPHABET.indexOf(text[i] as string);
    if (text.length !== 4 || spelled !== number) expect.fail(`the bytes ${bytes} as ${text}`);
    const [a, b, c, ...rest] = base64Decode(text);
    if (a !== bytes[0] || b !== bytes[1] || c !== bytes[2] || rest.length > 0) expect.fail(`the text ${text}`);
    tried++;
  }
  report('one spelling', `${count(tried)} strings of three bytes in base64url, there and back`);
});

const FOREIGN = '+/=. \n';

test('base64url takes no text of four bytes with one that is not in its alphabet', () => {
  const letters = [...Buffer.from(ALPHABET)];
  const foreign = LONG ? BYTES.filter((byte) => !letters.includes(byte)) : [...Buffer.from(FOREIGN)];
  const symbols = Uint8Array.from([...letters, ...foreign]);
  const { length } = symbols;
  const text = new Uint8Array(4);
  let tried = 0;
  for (const head of numbers(length ** 3)) {
    const digits = [head % length, Math.floor(head / length) % length, Math.floor(head / length ** 2)];
    text.set(digits.map((digit) => symbols[digit] as number));
    // Those of the alphabet alone were read above.
    const first = digits.every((digit) => digit < letters.length) ? letters.length : 0;
    for (let last = first; last < length; last++) {
      text[3] = symbols[last] as number;
      // What base64Decode asks before it raises an error, which takes ten times as long.
      if (decodeBase64(text) !== undefined) expect.fail(`the text of the bytes ${text}`);
    }
    tried += length - first;
  }
  const others = LONG ? `all ${foreign.length} others` : JSON.stringify(FOREIGN);
  report(
    'one spelling',
    `${count(tried)} texts of four bytes, the 64 of base64url and ${others}, one of these in each: none was accepted`,
  );
});
