/*
 * Properties that somebody else put into the prototype of all objects, or tries to put there by a token: they change no option,
 * no token and no answer, and nothing is accepted for them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import * as django from '../../src/django/index.js';
import * as express from '../../src/express/index.js';
import * as flask from '../../src/flask/index.js';
import {
  BadPayload,
  BadSignature,
  createPythonJSON,
  HMACAlgorithm,
  Serializer,
  Signer,
  type SigningAlgorithm,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import * as starlette from '../../src/starlette/index.js';

const key = 'secret key';
const NOW = 1_700_000_000;
const clock = (): number => NOW * 1000;
const SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer];
const LONG = { text: 'a'.repeat(300) };

const accepts = { getSignature: () => new Uint8Array(20), verifySignature: () => true };
const NAMES: [name: string, value: unknown][] = [
  ['salt', 'polluted'],
  ['sep', '!'],
  ['keyDerivation', 'none'],
  ['digestMethod', 'sha512'],
  ['algorithm', accepts],
  ['clock', () => 0],
  ['clockTolerance', 1e9],
  ['maxAge', 1e9],
  ['returnTimestamp', true],
  ['serializer', { stringify: () => 'polluted', parse: () => 'polluted' }],
  ['serializerArgs', ['polluted']],
  ['stringify', () => 'polluted'],
  ['parse', () => 'polluted'],
  ['encode', () => new Uint8Array(1)],
  ['decode', () => 'polluted'],
  ['signer', class extends Signer {}],
  ['signerOptions', { keyDerivation: 'none' }],
  ['fallbackSigners', [{ algorithm: accepts }]],
  ['schema', { '~standard': { version: 1, vendor: 'polluted', validate: () => ({ value: 'polluted' }) } }],
  ['maxTokenSize', 10],
  ['maxPayloadSize', 10],
  ['now', () => 5],
  ['ownSign', { sign: Signer.prototype.sign, now: () => 5 }],
  ['payloadForm', { loadPayload: Serializer.prototype.loadPayload, takeText: () => '"polluted"' }],
  ['tag', () => ({ key: 'polluted', json: 1 })],
  ['taken', '"polluted"'],
  ['dateSigned', new Date(5)],
  ['seconds', 5],
  ['value', 'polluted'],
  ['ok', true],
  ['keyIndex', 5],
  ['issues', []],
  ['hash', () => new Uint8Array(20)],
  ['0', new Uint8Array(20)],
  ['length', 1],
  ['admin', true],
  ['session', 'e30='],
  ['fallbackKeys', ['attacker']],
  ['legacySalt', 'write'],
  ['compress', true],
  ['tags', []],
  ['sortKeys', false],
];

type Rule = (outcome: unknown) => boolean;
const isMistake: Rule = (outcome) => outcome instanceof TypeError;
const isRefusal: Rule = (outcome) => outcome instanceof BadPayload;
/** What is asked of every object, by the language itself above all, and what then becomes of a call that asks. */
const ASKED: [name: string, value: unknown, rule: Rule][] = [
  // Every object is a promise, and no answer may be one.
  ['then', () => 'polluted', isMistake],
  // JSON obeys it: it is what was signed, and what is read.
  ['toJSON', () => 'polluted', (outcome) => Array.isArray(outcome) && outcome[1] === 'polluted'],
  // Every iteration that ends early.
  ['return', () => 'polluted', isMistake],
  // The descriptor of every property that is defined, as those of a payload with a large integer are.
  ['get', () => 'polluted', isRefusal],
  ['set', () => 'polluted', isRefusal],
  // An issue that a schema found, for the message.
  ['path', ['polluted'], (outcome) => Array.isArray(outcome) && outcome[1] === 'Error: polluted: not so'],
];

const main = { createPythonJSON, HMACAlgorithm, Serializer, Signer, TimedSerializer, TimestampSigner };
const PACKAGE = { ...main, URLSafeSerializer, URLSafeTimedSerializer, django, express, flask, starlette };

/** Makes something when it is first wanted. */
function lazily<Thing>(make: () => Thing): () => Thing {
  let made: Thing | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Calls of everything, with what is right, on objects that the first call makes; of serializers the token and the value. */
function rightCalls(main: typeof PACKAGE): (() => unknown)[] {
  const { createPythonJSON, django, express, flask, Serializer, Signer, starlette, TimestampSigner } = main;
  class Overriding extends TimestampSigner {
    override unsign(...args: never[]): never {
      return super.unsign(...(args as [never, never])) as never;
    }
  }
  const hmac = lazily(() => new main.HMACAlgorithm());
  const algorithm: SigningAlgorithm = {
    getSignature: (derived, value) => hmac().getSignature(derived, value),
    verifySignature: (derived, value, signature) => hmac().verifySignature(derived, value, signature),
  };
  const binary = {
    encode: (value: unknown) => Buffer.from(JSON.stringify(value)),
    decode: (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString()),
  };
  const schema = (validate: (value: unknown) => { value: unknown } | { issues: [{ message: string }] }) =>
    ({ '~standard': { version: 1, vendor: 'test', validate } }) as const;
  const signerOptions = { clock } as object;
  const keys = ['old key', key];
  const signers = [
    () => new Signer(key),
    () => new Signer(key, { algorithm }),
    () => new Signer(key, { sep: '!?!' }),
    () => new TimestampSigner(keys, { clock }),
    () => new Overriding(keys, { clock }),
    () => new django.TimestampSigner({ key, clock }),
  ].map(lazily);
  const serializers = [
    ...[Serializer, main.TimedSerializer, main.URLSafeSerializer, main.URLSafeTimedSerializer].flatMap((Class) => [
      () => new Class(keys, { signerOptions }),
      () => new Class(keys, { signerOptions, signer: Overriding }),
      () => new Class(keys, { signerOptions, serializer: binary as never }),
      () => new Class<unknown>(keys, { signerOptions, schema: schema((value) => ({ value })) }),
    ]),
    () => new Serializer(key, { serializer: createPythonJSON() }),
    () => new flask.SessionSerializer(key, { signerOptions: { clock } }),
    () => new starlette.SessionCookie(key, { signerOptions: { clock } }),
    () => new django.SessionSerializer({ key, clock }),
  ].map(lazily);
  const strict = lazily(() => new Serializer(key, { schema: schema(() => ({ issues: [{ message: 'not so' }] })) }));
  const plain = lazily(() => new Serializer(key));
  const cookies = lazily(() => new django.CookieSigner({ key, name: 'basket', clock }));
  const session = lazily(() => new express.CookieSession({ keys: key }));
  return [
    ...signers.flatMap((signer) =>
      ['value', Buffer.from('value')].flatMap((value) => [
        () => [...signer().sign(value)],
        () => signer().tryUnsign(signer().sign(value)),
      ]),
    ),
    () => signers[0]?.().tryUnsignMany(signers[0]?.().signMany(['one', 'two'])),
    ...serializers.map((serializer) => () => {
      const token = serializer().dumps({ a: [1] });
      return [String(token), serializer().loads(token), serializer().tryLoads(token)];
    }),
    () => plain().loads(plain().makeSigner().sign('{"a": 12345678901234567890}')),
    () => {
      const result = strict().tryLoads(plain().dumps(1));
      return ['', result.ok || String(result.error.cause)];
    },
    () => cookies().unsign(cookies().sign('value')),
    () => {
      const token = django.dumps(LONG, { key, clock });
      return [token, django.loads(token, { key, clock, maxAge: 5 })];
    },
    () => [session().dumps({ a: 1 })['session.sig'], session().loads(session().dumps({ a: 1 }))],
    () => express.unsign(express.sign('value', key), key),
  ];
}

/** Calls of everything with what is forged or too old: each tells whether it is accepted. */
function wrongCalls({
  django,
  express,
  flask,
  Signer,
  starlette,
  TimestampSigner,
  ...main
}: typeof PACKAGE): (() => boolean)[] {
  const signers = [
    () => new Signer(key),
    () => new TimestampSigner(key, { clock }),
    () => new django.TimestampSigner({ key, clock }),
  ].map(lazily);
  const serializers = [
    ...[main.Serializer, main.TimedSerializer, main.URLSafeSerializer, main.URLSafeTimedSerializer].map(
      (Class) => () => new Class(key, { signerOptions: { clock } as object }),
    ),
    () => new flask.SessionSerializer(key, { signerOptions: { clock } }),
    () => new starlette.SessionCookie(key, { signerOptions: { clock } }),
    () => new django.SessionSerializer({ key, clock }),
  ].map(lazily);
  const cookies = lazily(() => new django.CookieSigner({ key, name: 'basket', clock }));
  const session = lazily(() => new express.CookieSession({ keys: key }));
  const timed = [TimestampSigner, flask.SessionSerializer.defaultSigner].map((Class) =>
    lazily(() => new Class(key, { clock })),
  );
  return [
    ...signers.flatMap((signer) => FORGED.map((token) => () => signer().validate(token))),
    ...timed.map((signer, i) => () => signer().validate(OLD[i] as string, { maxAge: 5 })),
    ...serializers.flatMap((each) => ['"polluted".x', 'e30.x.x'].map((token) => () => each().tryLoads(token).ok)),
    () => cookies().tryUnsign('value:x:x').ok,
    () => session().tryLoads({ session: 'e30=', 'session.sig': 'x' }).ok,
  ];
}
const FORGED = [new Signer('attacker').sign('value'), 'value.x', 'value:x:x', `value.${'A'.repeat(27)}`];
const past = (): number => (NOW - 1000) * 1000;
const OLD = [TimestampSigner, flask.SessionSerializer.defaultSigner].map((Class) =>
  new Class(key, { clock: past }).sign('value'),
);

const outcome = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error;
  }
};

test('nothing is wrong with what is compared with', () => {
  for (const call of rightCalls(PACKAGE)) expect(call).not.toThrow();
  for (const call of wrongCalls(PACKAGE)) expect(call()).toBe(false);
});

for (const [name, value, rule] of [...NAMES.map((row): [...typeof row, Rule?] => row), ...ASKED]) {
  test(name, () => {
    const expected = rightCalls(PACKAGE).map(outcome);
    const right = rightCalls(PACKAGE);
    const wrong = wrongCalls(PACKAGE);
    let polluted: unknown[];
    let accepted: unknown[];
    // As an assignment by a careless merge of JSON leaves it.
    Object.assign(Object.prototype, { [name]: value });
    try {
      polluted = right.map(outcome);
      accepted = wrong.map(outcome);
    } finally {
      Reflect.deleteProperty(Object.prototype, name);
    }
    if (rule === undefined) expect(polluted).toEqual(expected);
    polluted.forEach((given, i) => {
      if (!rule?.(given)) expect(given).toEqual(expected[i]);
    });
    if (rule !== undefined) expect(polluted.some(rule)).toBe(true);
    expect(accepted).not.toContain(true);
    // On the same objects, which were made when it was not so.
    expect(right.map(outcome)).toEqual(expected);
  });
}

test('nothing else is read of a prototype', async () => {
  const names = new Set(['polluted', '0', '1']);
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    for (const [name] of readFileSync(`src/${file}`, 'utf8').matchAll(/[A-Za-z_$][\w$]*/g)) names.add(name);
  }
  // What is asked of every object, and methods that every object has.
  for (const name of ['get', 'set', ...Object.getOwnPropertyNames(Object.prototype)]) names.delete(name);
  // Modules that have done nothing yet, so that what is read once is seen.
  vi.resetModules();
  const fresh = {
    ...(await import('../../src/index.js')),
    django: await import('../../src/django/index.js'),
    express: await import('../../src/express/index.js'),
    flask: await import('../../src/flask/index.js'),
    starlette: await import('../../src/starlette/index.js'),
  };
  // But for the instances of the core: those that were converted to JavaScript define properties.
  new fresh.URLSafeSerializer(key).dumps(LONG);
  const expected = rightCalls(PACKAGE).map(outcome);
  const calls = rightCalls(fresh);
  const read = new Set<string>();
  let looking = false;
  for (const name of names) {
    Object.defineProperty(Object.prototype, name, {
      __proto__: null,
      configurable: true,
      // One is enough for whoever looks whether there is any.
      enumerable: name === 'polluted',
      get(): undefined {
        if (looking) return;
        looking = true;
        const [, , reader] = (new Error().stack as string).split('\n');
        looking = false;
        // Behind the end of a text there may be anything: no reader takes it for a part of it.
        if (typeof this !== 'string' && /[\\/]src[\\/]/.test(reader as string)) read.add(name);
      },
      set(value: unknown) {
        const own = { __proto__: null, value, configurable: true, enumerable: true, writable: true };
        Object.defineProperty(this, name, own as PropertyDescriptor);
      },
    } as PropertyDescriptor);
  }
  let given: unknown[];
  try {
    given = calls.map(outcome);
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
  expect(given).toEqual(expected);
  expect(read).toContain('then');
  // Of objects that are not ours: a serializer, cookies. They are rows above.
  const foreign = ['polluted', 'stringify', 'parse', 'encode', 'decode'];
  for (const name of [...ASKED.map(([name]) => name), ...foreign]) read.delete(name);
  expect([...read]).toEqual([]);
});

test('a payload pollutes nothing', () => {
  for (const Class of SERIALIZERS) {
    const serializer = new Class(key);
    for (const text of ['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', '["__proto__"]']) {
      const payload = Class.name.startsWith('URLSafe') ? Buffer.from(text).toString('base64url') : text;
      serializer.loadsUnsafe(`${payload}.x`);
      serializer.loadsUnsafe(serializer.makeSigner().sign(payload));
    }
  }
  expect('a' in {}).toBe(false);
  expect(BadSignature.prototype).not.toHaveProperty('a');
});
