/*
 * Tokens, signatures, payloads and base64 as an attacker may send them: real ones, damaged at random, also before they were
 * signed, deflated or encoded. Nothing that was not signed is accepted, nothing but the BadData family is thrown, and
 * nothing stays behind: no memory, no changed prototype.
 */
import { createHmac } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as django from '../../src/django/index.js';
import * as express from '../../src/express/index.js';
import * as flask from '../../src/flask/index.js';
import {
  BadData,
  BadPayload,
  base64Decode,
  base64Encode,
  HMACAlgorithm,
  NoneAlgorithm,
  pythonJSON,
  Serializer,
  Signer,
  SigningAlgorithm,
  type TextSerializer,
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

/** One on the way of a value into a token: deflating it, say, or signing it. */
type Step = (data: Uint8Array) => Uint8Array;

/** What may be damaged half-way into a token, and the steps that are left. */
interface Layer {
  originals: readonly Uint8Array[];
  rest: readonly Step[];
}

/** Answers whether an input was accepted, or throws. */
type Way = (input: Input) => boolean | Promise<boolean>;

/** Something that takes what came over the wire. */
interface Target extends Damageable {
  name: string;
  /** Ways to hand it an input. */
  ways: readonly Way[];
  /** The names of all errors that it has for inputs, sorted. */
  raises: readonly string[];
}

interface Damageable {
  /** Damage to these gets past the signature, if there is one. */
  layers: readonly Layer[];
  /** Whole tokens; none where nothing is signed. */
  tokens: readonly Uint8Array[];
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
const TAGGED = [
  { ' t': 5 },
  [new flask.Tuple([1, new flask.Tuple(['a'])]), new flask.Markup('<b>É</b>')],
  { date: new Date(clock()), bytes: new Uint8Array([1, 2, 255]), id: new flask.UUID('0'.repeat(32)) },
];

// From a value to a token

const base64: Step = (data) => Buffer.from(Buffer.from(data).toString('base64'));
const base64url: Step = (data) => Buffer.from(Buffer.from(data).toString('base64url'));
const dotted: Step = (stream) => Buffer.concat([Buffer.from('.'), base64url(stream)]);

/** The steps from a document to a payload. */
const PLAIN: Step[][] = [[]];
const BASE64: Step[][] = [[base64]];
const URL_SAFE: Step[][] = [[base64url], [deflateSync, dotted]];

/** The steps from a payload to a token of `signer`. */
function signing(signer: Signer): Step[] {
  const { secretKeys, salt, sep, keyDerivation, digestMethod } = signer;
  const plain = new Signer(secretKeys, { salt, sep, keyDerivation, digestMethod });
  const sign: Step = (data) => plain.sign(data);
  if (!(signer instanceof TimestampSigner)) return [sign];
  const stamp = signedPart(signer.sign(''), Buffer.from(sep).toString());
  return [(data) => Buffer.concat([data, stamp]), sign];
}

/** What a good token's signature is of. */
function signedPart(token: string, sep: string): Uint8Array {
  return Buffer.from(token.slice(0, token.lastIndexOf(sep)));
}

const through = (steps: readonly Step[], data: Uint8Array): Uint8Array =>
  steps.reduce((made, step) => step(made), data);

/** What becomes of `values` by each list of steps, of which the last one signs. */
function signed(values: readonly Input[], chains: readonly (readonly Step[])[]): Damageable {
  const layers = unsigned(values, chains).layers;
  return {
    layers: layers.filter(({ rest }) => rest.length > 0),
    tokens: layers.filter(({ rest }) => rest.length === 0).flatMap(({ originals }) => originals),
  };
}

/** The same where none does. */
function unsigned(values: readonly Input[], chains: readonly (readonly Step[])[]): Damageable {
  const layers = chains.flatMap((steps) =>
    Array.from({ length: steps.length + 1 }, (_, done) => ({
      originals: values.map((value) => through(steps.slice(0, done), bytesOf(value))),
      rest: steps.slice(done),
    })),
  );
  return { layers, tokens: [] };
}

// Targets

/** The outcomes that say that the signature was good. */
const SIGNED_WELL = ['accepted', 'BadPayload', 'SignatureExpired'];
const TIMED_SIGNER = ['BadSignature', 'BadTimeSignature', 'SignatureExpired'];

function signerTarget(name: string, signer: Signer, other: Signer): Target {
  const timed = signer instanceof TimestampSigner;
  return {
    name,
    ...signed(VALUES, [signing(signer)]),
    raises: timed ? TIMED_SIGNER : ['BadSignature'],
    ways: [
      (input) => signer.unsign(input) !== undefined,
      (input) => resultOf(signer.tryUnsign(input)),
      (input) => areStrangers(other.validate(input)) && signer.validate(input),
      (input) => resultOf(signer.tryUnsignMany([input, other.sign('value')])[0]),
      ...(timed
        ? [
            (input: Input) => isUntouched(signer.unsign(input, { maxAge: 5, returnTimestamp: true })),
            (input: Input) => resultOf(signer.tryUnsign(input, { maxAge: 5 })),
            (input: Input) => signer.validate(input, { maxAge: 5 }),
            (input: Input) => resultOf(signer.tryUnsignMany([other.sign('value'), input], { maxAge: 5 })[1]),
          ]
        : []),
    ],
  };
}

/** A serializer, and what it reads of payloads alone. */
function serializerTargets(
  name: string,
  encodings: readonly Step[][],
  serializer: Serializer,
  other: Serializer,
  documents: readonly unknown[] = DOCUMENTS,
): Target[] {
  const timed = serializer instanceof TimedSerializer;
  const options = { salt: serializer.salt, ...(timed && { maxAge: 5 }) };
  const format = serializer.serializer as TextSerializer;
  const texts = documents.map((document) => format.stringify(document));
  const steps = signing(serializer.makeSigner());
  return [
    {
      name,
      ...signed(
        texts,
        encodings.map((encoding) => [...encoding, ...steps]),
      ),
      raises: ['BadPayload', ...(timed ? TIMED_SIGNER : ['BadSignature'])],
      ways: [
        (input) => isUntouched(serializer.loads(input)),
        (input) => {
          const result = serializer.tryLoads(input);
          return (
            areStrangers(other.tryLoads(input).ok) && resultOf(result) && (!result.ok || isUntouched(result.payload))
          );
        },
        (input) => isRead(serializer.loadsUnsafe(input)),
        (input) => resultOf(serializer.tryLoadsMany([input, 'x'])[0]),
        (input) => resultOf(serializer.tryLoadsMany(['x', input], options)[1]),
        (input) => serializer.load(halves(input)).then(isUntouched),
        (input) => serializer.loadUnsafe(new Blob([bytesOf(input)])).then(isRead),
        ...(timed
          ? [
              (input: Input) => isUntouched(serializer.loads(input, { maxAge: 5, returnTimestamp: true })),
              (input: Input) => serializer.load(halves(input), { maxAge: 5, returnTimestamp: true }).then(isUntouched),
              (input: Input) => isRead(serializer.loadsUnsafe(input, { maxAge: 5 })),
            ]
          : []),
      ],
    },
    {
      name: `${name}, loadPayload`,
      ...unsigned(texts, encodings),
      raises: ['BadPayload'],
      ways: [
        (input) => isUntouched(serializer.loadPayload(bytesOf(input))),
        (input) => isUntouched(serializer.loadPayload(bytesOf(input), pythonJSON)),
      ],
    },
  ];
}

/** Django's signed objects. */
function objectTarget(name: string, signer: Signer, ways: readonly ((input: Input) => unknown)[]): Target {
  return {
    name,
    ...signed(
      DOCUMENTS.map((document) => pythonJSON.stringify(document)),
      URL_SAFE.map((encoding) => [...encoding, ...signing(signer)]),
    ),
    raises: ['BadPayload', ...(signer instanceof TimestampSigner ? TIMED_SIGNER : ['BadSignature'])],
    ways: ways.map((way) => (input) => isUntouched(way(input))),
  };
}

/** The signature of something that stays as it is. */
function signatureTarget(name: string, signature: Input, ways: Target['ways'], raises: readonly string[] = []): Target {
  return { name, ...signed([signature], [[]]), raises, ways };
}

/** HMAC-SHA-1 that is not the core's. */
class NodeHMAC extends SigningAlgorithm {
  getSignature(key: Uint8Array, value: Uint8Array): Uint8Array {
    return createHmac('sha1', key).update(value).digest();
  }
}

const signerOptions = { digestMethod: 'sha256', keyDerivation: 'hmac' } as const;
const timed = { ...signerOptions, clock };
const djangoOptions = { key: 'new key', fallbackKeys: ['old key'], clock };
const djangoSigner = new django.Signer(djangoOptions);
const djangoTimestampSigner = new django.TimestampSigner(djangoOptions);
const basket = new django.CookieSigner({ ...djangoOptions, name: 'basket' });
const session = new express.CookieSession({ keys: KEYS });
const keygrip = new express.Keygrip(KEYS);
const hexKeygrip = new express.Keygrip(KEYS, 'sha256', 'hex');
const { session: cookie = '', 'session.sig': cookieSignature = '' } = session.dumps({ id: 42 });

/** The value of cookie-session and its signature in one input. */
const withSignature: Step = (data) => {
  const value = Buffer.from(data).toString();
  return Buffer.from(`${value};${keygrip.sign(`session=${value}`)}`);
};

function cookiesOf(input: Input): { session: string; 'session.sig': string } {
  const text = Buffer.from(bytesOf(input)).toString();
  const end = text.lastIndexOf(';');
  return { session: text.slice(0, end), 'session.sig': text.slice(end + 1) };
}

const TARGETS: Target[] = [
  signerTarget('Signer', new Signer(KEYS, signerOptions), new Signer(KEYS, { salt: 'other' })),
  signerTarget('Signer, separator é', new Signer(KEYS, { sep: 'é' }), new Signer('other', { sep: 'é' })),
  signerTarget('TimestampSigner', new TimestampSigner(KEYS, { clock }), new TimestampSigner('other', { clock })),
  signerTarget(
    'TimestampSigner, an algorithm of its own',
    new TimestampSigner(KEYS, { clock, algorithm: new NodeHMAC() }),
    new TimestampSigner('other', { clock, algorithm: new NodeHMAC() }),
  ),
  signerTarget("Django's Signer", djangoSigner, new django.Signer({ key: 'other' })),
  signerTarget("Django's TimestampSigner", djangoTimestampSigner, new django.TimestampSigner({ key: 'other', clock })),
  ...serializerTargets('Serializer', PLAIN, new Serializer(KEYS, { signerOptions }), new Serializer(KEYS)),
  ...serializerTargets(
    'TimedSerializer',
    PLAIN,
    new TimedSerializer(KEYS, { signerOptions: timed }),
    new TimedSerializer(KEYS),
  ),
  ...serializerTargets(
    'URLSafeSerializer',
    URL_SAFE,
    new URLSafeSerializer(KEYS, { fallbackSigners: [signerOptions] }),
    new URLSafeSerializer('other'),
  ),
  ...serializerTargets(
    'URLSafeTimedSerializer',
    URL_SAFE,
    new URLSafeTimedSerializer(KEYS, { signerOptions: timed, maxTokenSize: 4096 }),
    new URLSafeTimedSerializer('other'),
  ),
  ...serializerTargets(
    'Flask',
    URL_SAFE,
    new flask.SessionSerializer(KEYS, { signerOptions: { clock } }),
    new flask.SessionSerializer('other'),
    [...DOCUMENTS, ...TAGGED],
  ),
  ...serializerTargets(
    'Starlette',
    BASE64,
    new starlette.SessionCookie(KEYS, { signerOptions: { clock } }),
    new starlette.SessionCookie('other'),
  ),
  ...serializerTargets(
    "Django's sessions",
    URL_SAFE,
    new django.SessionSerializer(djangoOptions),
    new django.SessionSerializer({ key: 'other' }),
  ),
  objectTarget("Django's signed objects", djangoSigner, [(input) => djangoSigner.unsignObject(input)]),
  objectTarget("Django's signed objects with the time", djangoTimestampSigner, [
    (input) => djangoTimestampSigner.unsignObject(input),
    (input) => djangoTimestampSigner.unsignObject(input, { maxAge: 5 }),
  ]),
  objectTarget("Django's loads", new django.TimestampSigner({ ...djangoOptions, salt: 'django.core.signing' }), [
    (input) => django.loads(input, djangoOptions),
    (input) => django.loads(input, { ...djangoOptions, maxAge: 5 }),
  ]),
  {
    name: "Django's CookieSigner",
    ...signed(
      VALUES,
      ['django.http.cookies.v2:0:basket', 'basket'].map((salt) =>
        signing(new django.TimestampSigner({ clock, key: 'django.http.cookiesnew key', salt })),
      ),
    ),
    raises: TIMED_SIGNER,
    ways: [
      (input) => basket.unsign(input as string) !== undefined,
      (input) => resultOf(basket.tryUnsign(input as string)),
      (input) => isUntouched(basket.unsign(input as string, { maxAge: 5, returnTimestamp: true })),
    ],
  },
  {
    name: "Express's signed cookies",
    ...signed(VALUES, [[(value) => Buffer.from(express.sign(Buffer.from(value).toString(), KEYS))]]),
    raises: ['BadSignature'],
    ways: [(input) => express.unsign(input as string, KEYS) !== undefined],
  },
  {
    name: 'cookie-session',
    ...signed(
      DOCUMENTS.map((document) => pythonJSON.stringify(document)),
      [[base64, withSignature]],
    ),
    raises: ['BadPayload', 'BadSignature'],
    ways: [
      (input) => isUntouched(session.loads(cookiesOf(input))),
      (input) => resultOf(session.tryLoads(cookiesOf(input))),
      (input) => keygrip.verify(`session=${cookiesOf(input).session}`, cookiesOf(input)['session.sig']),
    ],
  },
  signatureTarget(
    'Keygrip and cookie-session, their signature',
    cookieSignature,
    [
      (input) => keygrip.verify(`session=${cookie}`, input as string),
      (input) => resultOf(session.tryLoads({ session: cookie, 'session.sig': input as string })),
    ],
    ['BadSignature'],
  ),
  signatureTarget('Keygrip, its signature in hexadecimal', hexKeygrip.sign('data'), [
    (input) => hexKeygrip.verify('data', input as string),
  ]),
  signatureTarget('Signer, verifySignature', new Signer(KEYS).getSignature('value'), [
    (input) => new Signer(KEYS).verifySignature('value', input),
  ]),
  ...[new HMACAlgorithm('sha256'), new NodeHMAC(), new NoneAlgorithm()].map((algorithm) => {
    const [key, value] = [Buffer.from('key'), Buffer.from('value')];
    return signatureTarget(`${algorithm.constructor.name}, verifySignature`, algorithm.getSignature(key, value), [
      (input) => algorithm.verifySignature(key, value, bytesOf(input)),
    ]);
  }),
  {
    // What it takes must be what it would write.
    name: 'base64Decode',
    ...unsigned(VALUES, [[base64url]]),
    raises: ['BadData'],
    ways: [
      (input) => {
        const text = typeof input === 'string' ? input : Buffer.from(input).toString('latin1');
        if (base64Encode(base64Decode(input)) !== text) throw new Error('a second spelling');
        return true;
      },
    ],
  },
];

function bytesOf(input: Input): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(input as string));
}

function latin1(data: Uint8Array): string {
  return Buffer.from(data).toString('latin1');
}

/** The chunks of a stream. */
function halves(input: Input): Input[] {
  const middle = input.length >> 1;
  return [input.slice(0, middle), input.slice(middle)];
}

/** That another key or salt takes nothing, however well it was signed. */
function areStrangers(taken: boolean): true {
  if (taken) throw new Error('taken under another key or salt');
  return true;
}

/** Of a result that says what it has to say. */
function resultOf(result: { ok: boolean; error?: unknown } | undefined): boolean {
  if (result?.ok === true) return true;
  if (result?.ok !== false) throw new Error('neither good nor bad');
  throw result.error;
}

/** Of what is read whether it is signed or not. What cannot be read behind a good signature is not thrown there. */
function isRead([valid, payload]: [signatureValid: boolean, payload: unknown]): boolean {
  if (valid && payload === undefined) throw new BadPayload('not read');
  return isUntouched(payload) && valid;
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
  ...['{" t":', '{" b":"', '{" d":"', '{" u":"', '{" m":', '{" di":{"x__":'],
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

/** `accepted`, `refused`, or the name of an error. */
async function outcomeOf(way: Way, input: Input): Promise<string> {
  try {
    return (await way(input)) ? 'accepted' : 'refused';
  } catch (error) {
    if (error instanceof BadData && error.name === error.constructor.name) return error.name;
    throw error;
  }
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

test('damaged inputs', async () => {
  const before = prototypes();
  const random = new Random(SEED);
  const total = cases(1_000_000);
  const counts = { refused: 0, 'undamaged after all': 0, 'read behind a good signature, or where there is none': 0 };
  const good = new Map(TARGETS.map((target) => [target, new Set(target.tokens.map(latin1))]));
  const errors = new Map(TARGETS.map((target) => [target, new Set<string>()]));
  const seen = new Map<string, number>();

  async function attempt(target: Target): Promise<void> {
    const { name, layers, tokens, ways } = target;
    const inside = tokens.length === 0 || (layers.length > 0 && random.next(2) === 0);
    const at = inside ? random.next(layers.length) : -1;
    const { originals, rest } = layers[at] ?? { originals: tokens, rest: [] };
    const damage = damaged(originals[random.next(originals.length)] as Uint8Array, random);
    const input = formOf(through(rest, damage), random);
    const way = random.next(ways.length);
    const where = (): string => `${name}, way ${way}, ${shown(input)}`;
    const outcome = await outcomeOf(ways[way] as Way, input).catch((cause) => {
      throw new Error(`${where()}: ${cause}`, { cause });
    });
    if (!inside && SIGNED_WELL.includes(outcome) && !good.get(target)?.has(latin1(bytesOf(input)))) {
      expect.fail(`${outcome}, though not signed: ${where()}`);
    }
    const places = [...(inside ? [`layer ${at}`] : []), ...(inside || layers.length === 0 ? [`way ${way}`] : [])];
    for (const place of places) {
      const key = `${name}, ${place}: ${outcome}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    if (outcome === 'accepted') {
      counts[inside ? 'read behind a good signature, or where there is none' : 'undamaged after all']++;
    } else {
      counts.refused++;
      if (outcome !== 'refused') errors.get(target)?.add(outcome);
    }
  }

  // Everything that is made once is made before memory is measured.
  for (let i = 0; i < 1000; i++) await attempt(TARGETS[i % TARGETS.length] as Target);
  const memory = memorySize();
  const modules = memories.length;
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();

  for (let i = 1000; i < total; i++) await attempt(TARGETS[random.next(TARGETS.length)] as Target);

  expect(memorySize()).toBe(memory);
  expect(memories.length).toBe(modules);
  const now = prototypes();
  expect(now.length).toBe(before.length);
  for (const [i, [name, what]] of before.entries()) expect(Object.is(now[i]?.[1], what), name).toBe(true);
  collectGarbage();
  const grown = process.memoryUsage();
  expect(grown.heapUsed - heapUsed).toBeLessThan(8e6);
  expect(grown.arrayBuffers - arrayBuffers).toBeLessThan(1e6);

  // The damage got to where it was meant to go: with a tenth of the usual cases still a dozen times.
  let least = Number.POSITIVE_INFINITY;
  for (const target of TARGETS) {
    const { name, layers, ways, raises } = target;
    expect([...(errors.get(target) ?? [])].sort(), name).toEqual(raises);
    const outcomes = raises.includes('BadPayload') ? ['accepted', 'BadPayload'] : ['accepted'];
    for (const key of [
      ...ways.map((_, way) => `${name}, way ${way}: accepted`),
      ...layers.flatMap((_, at) => outcomes.map((outcome) => `${name}, layer ${at}: ${outcome}`)),
    ]) {
      const times = seen.get(key) ?? 0;
      expect(times, key).toBeGreaterThan(0);
      least = Math.min(least, times);
    }
  }
  report('hostile input', `${count(total)} inputs to ${TARGETS.length} targets, seed ${SEED}`);
  for (const [outcome, number] of Object.entries(counts)) report('hostile input', `  ${outcome}: ${count(number)}`);
  report(
    'hostile input',
    `  accepted by each way and behind each step, and unreadable there: at least ${count(least)}`,
  );
  report('hostile input', `  wasm memory before and after: ${memory} bytes`);
});
