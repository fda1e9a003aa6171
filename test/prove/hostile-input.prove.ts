/*
 * Tokens, signatures, payloads and base64 as an attacker may send them: real ones, damaged at random. Nothing that was not
 * signed is accepted, nothing but the BadData family is thrown, and nothing stays behind: no memory, no changed prototype.
 */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as django from '../../src/django/index.js';
import * as express from '../../src/express/index.js';
import * as flask from '../../src/flask/index.js';
import {
  BadData,
  base64Decode,
  base64Encode,
  Serializer,
  Signer,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import * as starlette from '../../src/starlette/index.js';
import { Random } from '../zlib-inputs.js';
import { collectGarbage } from './garbage.js';
import { cases, count, report, SEED } from './proof.js';
import { memories, memorySize } from './wasm-memories.js';

type Input = string | Uint8Array;

/** Something that takes what came over the wire. */
interface Target {
  name: string;
  /** Inputs that it accepts. */
  good: readonly string[];
  /** Ways to hand it an input. Each answers whether it was accepted, or throws. */
  ways: readonly ((input: Input) => boolean)[];
  /** Signs what is damaged, so that the damage gets past the signature. */
  sign?: (payload: Uint8Array) => Uint8Array;
  /** What to damage for that. */
  payloads?: readonly Uint8Array[];
}

const KEYS = ['old key', 'new key'];
const NOW = 1_700_000_000;
const clock = (): number => NOW * 1000;
const VALUES = [
  'value',
  '',
  'a.b.c',
  'naïve ☃ 😀',
  JSON.stringify({ id: 42, name: 'É☃😀', roles: ['a', 'b'], nested: { deep: [[null, true, 1.5e-7, 2 ** 60]] } }),
];
const DOCUMENTS = [
  null,
  5,
  'text',
  [1, [2, [3, [4]]]],
  { id: 42, name: 'É☃😀', big: 2n ** 70n, float: 1e300 },
  { zeros: '0'.repeat(300), words: Array(30).fill('word') },
];

/** What a good token's signature is of, so that damage to a timestamp gets past the signature too. */
function signedPart(token: string, sep: string): Uint8Array {
  return Buffer.from(token.slice(0, token.lastIndexOf(sep)));
}

function signerTarget(name: string, signer: Signer, other: Signer): Target {
  const { secretKeys, salt, sep, keyDerivation, digestMethod } = signer;
  const plain = new Signer(secretKeys, { salt, sep, keyDerivation, digestMethod });
  const good = VALUES.map((value) => signer.sign(value));
  return {
    name,
    good,
    sign: (payload) => plain.sign(payload),
    payloads: good.map((token) => signedPart(token, Buffer.from(sep).toString())),
    ways: [
      (input) => signer.unsign(input) !== undefined,
      (input) => resultOf(signer.tryUnsign(input)),
      (input) => signer.validate(input),
      (input) => resultOf(signer.tryUnsignMany([input, other.sign('value')])[0]),
      (input) => other.validate(input),
      (input) => (signer instanceof TimestampSigner ? signer.unsign(input, { maxAge: -1 }) : undefined) !== undefined,
    ],
  };
}

function serializerTarget(name: string, serializer: Serializer, other: Serializer): Target {
  const compact = /URLSafe|Flask|Django/.test(name);
  const documents = DOCUMENTS.map((document) => Buffer.from(serializer.dumpPayload(document)));
  const deflated = DOCUMENTS.map((document) =>
    Buffer.from(`.${deflateSync(JSON.stringify([`${document}`])).toString('base64url')}`),
  );
  const signer = serializer.makeSigner();
  const { secretKeys, salt, sep, keyDerivation, digestMethod } = signer;
  const plain = new Signer(secretKeys, { salt, sep, keyDerivation, digestMethod });
  const stamp =
    signer instanceof TimestampSigner ? signedPart(signer.sign(''), Buffer.from(sep).toString()) : Buffer.alloc(0);
  return {
    name,
    good: DOCUMENTS.map((document) => serializer.dumps(document)),
    ways: [
      (input) => isUntouched(serializer.loads(input)),
      (input) => {
        const result = serializer.tryLoads(input);
        return resultOf(result) && (!result.ok || isUntouched(result.payload));
      },
      (input) => {
        const [valid, payload] = serializer.loadsUnsafe(input);
        isUntouched(payload);
        return valid;
      },
      (input) => resultOf(serializer.tryLoadsMany([input, 'x'])[0]),
      (input) => other.tryLoads(input).ok,
    ],
    sign: (payload) => plain.sign(payload),
    payloads: (compact ? [...documents, ...deflated] : documents).map((payload) => Buffer.concat([payload, stamp])),
  };
}

const signerOptions = { digestMethod: 'sha256', keyDerivation: 'hmac' } as const;
const timed = { ...signerOptions, clock };
const djangoOptions = { key: 'new key', clock };
const basket = new django.CookieSigner({ ...djangoOptions, name: 'basket' });
const objects = new django.Signer({ key: 'new key', fallbackKeys: ['old key'] });
const session = new express.CookieSession({ keys: KEYS });
const keygrip = new express.Keygrip(KEYS);
const hexKeygrip = new express.Keygrip(KEYS, 'sha256', 'hex');
const { session: cookie = '', 'session.sig': cookieSignature = '' } = session.dumps({ id: 42 });

const TARGETS: Target[] = [
  signerTarget('Signer', new Signer(KEYS, signerOptions), new Signer(KEYS, { salt: 'other' })),
  signerTarget('Signer, separator é', new Signer(KEYS, { sep: 'é' }), new Signer('other', { sep: 'é' })),
  signerTarget('TimestampSigner', new TimestampSigner(KEYS, { clock }), new TimestampSigner('other', { clock })),
  serializerTarget('Serializer', new Serializer(KEYS, { signerOptions }), new Serializer(KEYS)),
  serializerTarget('TimedSerializer', new TimedSerializer(KEYS, { signerOptions: timed }), new TimedSerializer(KEYS)),
  serializerTarget(
    'URLSafeSerializer',
    new URLSafeSerializer(KEYS, { fallbackSigners: [signerOptions] }),
    new URLSafeSerializer('other'),
  ),
  serializerTarget(
    'URLSafeTimedSerializer',
    new URLSafeTimedSerializer(KEYS, { signerOptions: timed, maxTokenSize: 4096 }),
    new URLSafeTimedSerializer('other'),
  ),
  serializerTarget(
    'Flask',
    new flask.SessionSerializer(KEYS, { signerOptions: { clock } }),
    new flask.SessionSerializer('other'),
  ),
  serializerTarget(
    'Starlette',
    new starlette.SessionCookie(KEYS, { signerOptions: { clock } }),
    new starlette.SessionCookie('other'),
  ),
  serializerTarget(
    "Django's sessions",
    new django.SessionSerializer({ key: 'new key', fallbackKeys: ['old key'], clock }),
    new django.SessionSerializer({ key: 'other' }),
  ),
  signerTarget(
    "Django's TimestampSigner",
    new django.TimestampSigner({ key: 'new key', clock }),
    new django.TimestampSigner({ key: 'other', clock }),
  ),
  {
    name: "Django's loads and CookieSigner",
    good: [django.dumps(DOCUMENTS[4], djangoOptions), django.dumps(DOCUMENTS[5], { ...djangoOptions, compress: true })],
    sign: (payload) => new django.TimestampSigner({ ...djangoOptions, salt: 'django.core.signing' }).sign(payload),
    payloads: [...DOCUMENTS.map((document) => Buffer.from(base64Encode(JSON.stringify([`${document}`]))))],
    ways: [
      (input) => isUntouched(django.loads(input, djangoOptions)),
      (input) => isUntouched(django.loads(input, { ...djangoOptions, maxAge: 5 })),
      (input) => resultOf(basket.tryUnsign(input as string)),
      (input) => basket.unsign(input as string) !== undefined,
    ],
  },
  {
    name: "Django's signed objects",
    good: DOCUMENTS.slice(0, 4).map((document) => objects.signObject(document)),
    sign: (payload) => objects.sign(payload),
    payloads: DOCUMENTS.map((document) => Buffer.from(base64Encode(JSON.stringify([`${document}`])))),
    ways: [(input) => isUntouched(objects.unsignObject(input)), (input) => objects.validate(input)],
  },
  {
    name: "Express's signed cookies",
    good: VALUES.map((value) => express.sign(value, KEYS)),
    ways: [(input) => express.unsign(input as string, KEYS) !== undefined],
  },
  {
    name: 'Keygrip and cookie-session, their signature',
    good: [cookieSignature],
    ways: [
      (input) => keygrip.verify(`session=${cookie}`, input as string),
      (input) => resultOf(session.tryLoads({ session: cookie, 'session.sig': input as string })),
      (input) => isUntouched(session.loads({ session: cookie, 'session.sig': input as string })),
    ],
  },
  {
    name: 'Keygrip, its signature in hexadecimal',
    good: [hexKeygrip.sign('data')],
    ways: [(input) => hexKeygrip.verify('data', input as string)],
  },
  {
    name: 'cookie-session, its value',
    good: [cookie],
    ways: [(input) => resultOf(session.tryLoads({ session: input as string, 'session.sig': cookieSignature }))],
  },
  {
    name: 'verifySignature',
    good: [new Signer(KEYS).getSignature('value')],
    ways: [(input) => new Signer(KEYS).verifySignature('value', input)],
  },
  {
    // It has no signature: what it takes must be what it would write.
    name: 'base64Decode',
    good: VALUES.map((value) => base64Encode(value)),
    ways: [
      (input) => {
        const text = typeof input === 'string' ? input : Buffer.from(input).toString('latin1');
        if (base64Encode(base64Decode(input)) !== text) throw new Error('a second spelling');
        return false;
      },
    ],
  },
];

/** Of a result that says what it has to say. */
function resultOf(result: { ok: boolean; error?: unknown } | undefined): boolean {
  if (result?.ok === true) return true;
  if (result?.ok !== false) throw new Error('neither good nor bad');
  throw result.error;
}

/** What payloads are made of, in Flask's sessions too. */
const KINDS = new Set<unknown>(
  [Object, Array, Date, Uint8Array, flask.Tuple, flask.Markup, flask.UUID].map(({ prototype }) => prototype),
);

/** Looks at every object of a payload. */
function isUntouched(payload: unknown): true {
  if (typeof payload === 'object' && payload !== null) {
    if (!KINDS.has(Object.getPrototypeOf(payload))) throw new Error('a payload with a prototype of its own');
    for (const item of Object.values(payload)) isUntouched(item);
  }
  return true;
}

// Damage

const FRAGMENTS = [
  ...['.', '..', ':', '=', '==', '-', '_', '+', '/', ' ', '\n', '\r\n', '\0', 'A', 'AA', 'AAAA', '~', 'é', '\ufeff'],
  ...['"', '\\', '\\u0000', '\\ud800', '{', '}', '[', ']', ',', '{"__proto__":', '{"\\u005f_proto__":{"a":1}}'],
  ...['"constructor"', '{"toString":1}', '1e999', '-0', '9'.repeat(30), '9'.repeat(4400), 'NaN', '-Infinity', 'null'],
  ...['['.repeat(100), '{"a":'.repeat(50), 'x\x9c', '\x78\x01', '\xff\xff\xff\xff', '\x80', '\xed\xa0\x80', '𝟏'],
].map((text) => Buffer.from(text));

function damaged(original: Uint8Array, random: Random): Uint8Array {
  let data = Buffer.from(original);
  const changes = 1 + random.small(4);
  for (let i = 0; i < changes; i++) {
    const at = random.next(data.length + 1);
    const length = random.small(data.length - at + 1);
    const [head, part, tail] = [data.subarray(0, at), data.subarray(at, at + length), data.subarray(at + length)];
    const fragment = FRAGMENTS[random.next(FRAGMENTS.length)] as Buffer;
    switch (random.next(9)) {
      case 0:
        data = Buffer.from(data);
        if (at < data.length) data[at] = (data[at] as number) ^ (1 << random.next(8));
        break;
      case 1:
        data = Buffer.from(data);
        if (at < data.length) data[at] = random.next(256);
        break;
      case 2:
        data = Buffer.concat([head, fragment, part, tail]);
        break;
      case 3:
        data = Buffer.concat([head, fragment, tail]);
        break;
      case 4:
        data = Buffer.concat([head, tail]);
        break;
      case 5:
        data = Buffer.concat([head, part, part, tail]);
        break;
      case 6:
        data = Buffer.concat([tail, part, head]);
        break;
      case 7:
        data = Buffer.from(random.next(2) ? head : tail);
        break;
      default:
        data = Buffer.concat([head, ...Array(random.small(20)).fill(part), tail]);
    }
    if (data.length > 20_000) data = data.subarray(0, 20_000);
  }
  return new Uint8Array(data);
}

/** As bytes, as the text that they are, or as a text of any code units, which may have lone surrogates. */
function formOf(data: Uint8Array, random: Random): Input {
  switch (random.next(4)) {
    case 0:
      return data;
    case 1:
      return Buffer.from(data).toString('latin1');
    case 2:
      return Buffer.from(data).toString() + (random.next(50) ? '' : String.fromCharCode(0xd800 + random.next(2048)));
    default:
      return Buffer.from(data).toString();
  }
}

/** What an input can be told to be in an error. */
function shown(input: Input): string {
  return typeof input === 'string' ? JSON.stringify(input) : `bytes ${Buffer.from(input).toString('base64')}`;
}

/** All that prototypes hold which a payload might reach. */
function prototypes(): [name: string, what: unknown][] {
  const owners = [Object, Array, String, Number, Boolean, Function, Uint8Array, Error, BadData, Date, Promise];
  return owners.flatMap(({ name, prototype }) =>
    Reflect.ownKeys(prototype).flatMap((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) as PropertyDescriptor;
      return [value, get, set].map((what): [string, unknown] => [`${name}.prototype.${String(key)}`, what]);
    }),
  );
}

test('damaged inputs', () => {
  const before = prototypes();
  const random = new Random(SEED);
  const total = cases(1_000_000);
  const counts = { refused: 0, 'signed well, and read': 0, 'undamaged after all': 0 };
  const names = new Set<string>();

  function attempt(target: Target): void {
    const resigned = target.sign !== undefined && random.next(2) === 0;
    const sources = resigned ? (target.payloads as Uint8Array[]) : target.good;
    const source = sources[random.next(sources.length)] as Input;
    const damage = damaged(Buffer.from(source as string), random);
    const input = formOf(resigned ? (target.sign as (payload: Uint8Array) => Uint8Array)(damage) : damage, random);
    const way = random.next(target.ways.length);
    const good = resigned || target.good.includes(typeof input === 'string' ? input : Buffer.from(input).toString());
    const where = (): string => `${target.name}, way ${way}, ${shown(input)}`;
    try {
      const accepted = target.ways[way]?.(input);
      if (accepted && !good) expect.fail(`accepted: ${where()}`);
      counts[!accepted ? 'refused' : resigned ? 'signed well, and read' : 'undamaged after all']++;
    } catch (error) {
      if (!(error instanceof BadData) || error.name !== error.constructor.name) {
        throw new Error(`${where()}: ${error}`, { cause: error });
      }
      names.add(error.name);
      counts.refused++;
    }
  }

  // Everything that is made once is made before memory is measured.
  for (let i = 0; i < 1000; i++) attempt(TARGETS[i % TARGETS.length] as Target);
  const memory = memorySize();
  const modules = memories.length;
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();

  for (let i = 1000; i < total; i++) attempt(TARGETS[random.next(TARGETS.length)] as Target);

  expect(memorySize()).toBe(memory);
  expect(memories.length).toBe(modules);
  const after = prototypes();
  expect(after.length).toBe(before.length);
  for (const [i, [name, what]] of before.entries()) expect(Object.is(after[i]?.[1], what), name).toBe(true);
  collectGarbage();
  const grown = process.memoryUsage();
  expect(grown.heapUsed - heapUsed).toBeLessThan(8e6);
  expect(grown.arrayBuffers - arrayBuffers).toBeLessThan(1e6);
  report('hostile input', `${count(total)} inputs to ${TARGETS.length} targets, seed ${SEED}`);
  for (const [outcome, number] of Object.entries(counts)) report('hostile input', `  ${outcome}: ${count(number)}`);
  report('hostile input', `  raised: ${[...names].sort().join(', ')}; wasm memory before and after: ${memory} bytes`);
});

test('damaged streams of a token', async () => {
  const random = new Random(SEED + 1);
  const total = cases(20_000);
  for (let i = 0; i < total; i++) {
    const target = TARGETS.find(({ name }) => name === 'URLSafeTimedSerializer') as Target;
    const serializer = new URLSafeTimedSerializer(KEYS, { signerOptions: timed, maxTokenSize: 4096 });
    const input = damaged(Buffer.from(target.good[random.next(target.good.length)] as string), random);
    const cut = random.next(input.length + 1);
    const [valid] = await serializer.loadUnsafe([input.subarray(0, cut), input.subarray(cut)]);
    if (valid && !target.good.includes(Buffer.from(input).toString())) expect.fail(`accepted: ${shown(input)}`);
    await serializer.load(new Blob([new Uint8Array(input)])).catch((error) => {
      if (!(error instanceof BadData)) throw error;
    });
  }
  report('hostile input', `${count(total)} damaged streams`);
});
