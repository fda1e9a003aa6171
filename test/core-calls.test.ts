/*
 * How often the shell enters the core: a token, or a batch of them, is made or read in one call, and what was prepared is not
 * prepared again. No other test notices where a short way is no longer taken, for the long way gives the same bytes.
 */
import { describe, expect, test } from 'vitest';
import { core } from '../src/core.js';
import {
  Serializer,
  Signer,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../src/index.js';

const key = 'secret key';
const options = { clock: () => 1_700_000_000_000 } as object;
const { run, INPUT_SIZE, MAX_BATCH } = core();

let calls: string[] = [];
const counted = Object.entries(run).map(([name, value]) => [
  name,
  typeof value !== 'function'
    ? value
    : (...numbers: never[]): unknown => {
        calls.push(name);
        return (value as (...numbers: never[]) => unknown)(...numbers);
      },
]);
Object.assign(core(), { run: Object.fromEntries(counted) });

/** The core's functions that a call runs when it is not the first of its kind. */
function callsOf(call: () => unknown): string[] {
  call();
  calls = [];
  call();
  return calls;
}

const PREPARE = ['deriveKey', 'wipe', 'prepareKey', 'wipe'];

describe.each([
  ['Signer', Signer, 'sign', 'unsign'],
  ['TimestampSigner', TimestampSigner, 'signTimestamped', 'unsignTimestamped'],
] as const)('%s', (_name, Class, sign, unsign) => {
  const signer = new Class(key, options);
  const token = signer.sign('value');

  test('one token is one call', () => {
    const forged = `${token.slice(0, -2)}AA`;
    const several = new Class([key, 'newer', 'newest'], options);
    const expected: [call: () => unknown, name: string][] = [
      [() => signer.sign('value'), sign],
      [() => signer.sign(Buffer.from('value')), sign],
      [() => signer.sign('é'), sign],
      [() => signer.unsign(token), unsign],
      [() => signer.unsign(Buffer.from(token)), unsign],
      [() => signer.tryUnsign(token), unsign],
      [() => signer.tryUnsign(forged).ok, unsign],
      [() => signer.validate(forged), unsign],
      [() => several.unsign(token), unsign],
    ];
    for (const [call, name] of expected) expect(callsOf(call)).toEqual([name]);
  });

  const batches = new Class(key, options);
  const texts = (length: number, text = 'value'): string[] => Array.from({ length }, () => text);

  test('a batch of tokens is made in three calls, and wiped', () => {
    const once = ['takeValues', 'macMany', 'writeTails', 'wipeBatch'];
    const long = 'x'.repeat(INPUT_SIZE / MAX_BATCH);
    const expected: [values: (string | Uint8Array)[], names: string[]][] = [
      [[], []],
      [texts(1), once],
      [texts(MAX_BATCH), once],
      [texts(MAX_BATCH + 1), [...once, ...once]],
      [texts(MAX_BATCH, long), once],
      // One by one: what does not fit, is not ASCII or is no text.
      [texts(2, `${long}x`), [sign, sign]],
      [texts(2, 'é'), [sign, sign]],
      [
        ['value', Buffer.from('value')],
        [sign, sign],
      ],
    ];
    for (const [values, names] of expected) expect(callsOf(() => batches.signMany(values))).toEqual(names);
    const wide = new Class(key, { ...options, sep: '§' });
    expect(callsOf(() => wide.signMany(texts(2)))).toEqual([sign, sign]);
  });

  test('a batch of tokens is read in two calls a key, until none is open, and wiped', () => {
    const once = ['takeTokens', 'macMany', 'compare', 'wipeBatch'];
    const tokens = batches.signMany(texts(MAX_BATCH));
    const newer = new Class([key, 'newer'], options);
    expect(callsOf(() => batches.tryUnsignMany(tokens))).toEqual(once);
    expect(callsOf(() => batches.tryUnsignMany([...tokens, ...tokens]))).toEqual([...once, ...once]);
    const twice = ['takeTokens', 'macMany', 'compare', 'macMany', 'compare', 'wipeBatch'];
    expect(callsOf(() => newer.tryUnsignMany(tokens))).toEqual(twice);
    const newest = newer.signMany(texts(3));
    expect(callsOf(() => newer.tryUnsignMany(newest))).toEqual(once);
    const bytes = tokens.slice(0, 2).map((each) => Buffer.from(each));
    expect(callsOf(() => batches.tryUnsignMany(bytes))).toEqual([unsign, unsign]);
  });
});

describe.each([
  ['Serializer', Serializer, [], 'sign', 'unsign', []],
  ['TimedSerializer', TimedSerializer, [], 'signTimestamped', 'unsignTimestamped', []],
  ['URLSafeSerializer', URLSafeSerializer, ['encodeInput'], 'sign', 'unsign', ['decodeInput']],
  [
    'URLSafeTimedSerializer',
    URLSafeTimedSerializer,
    ['encodeInput'],
    'signTimestamped',
    'unsignTimestamped',
    ['decodeInput'],
  ],
] as const)('%s', (_name, Class, encode, sign, unsign, decode) => {
  const serializer = new Class([key, 'newest'], { signerOptions: options });
  const token = serializer.dumps({ id: 42 });

  test('its signers are made once', () => {
    const expected: [call: () => unknown, names: readonly string[]][] = [
      [() => serializer.dumps({ id: 42 }), [...encode, sign]],
      [() => serializer.loads(token), [unsign, ...decode]],
      [() => serializer.tryLoads(token), [unsign, ...decode]],
      [() => serializer.loadsUnsafe(token), [unsign, ...decode]],
      [() => serializer.tryLoads(`${token.slice(0, -2)}AA`).ok, [unsign]],
    ];
    for (const [call, names] of expected) expect(callsOf(call)).toEqual(names);
  });

  test('but for a salt of its own, or by a hook', () => {
    class Making extends (Class as typeof Serializer) {
      override makeSigner(salt?: string): Signer {
        return super.makeSigner(salt);
      }
    }
    const once = new Class(key, { signerOptions: options });
    const making = new Making(key, { signerOptions: options });
    for (const call of [() => once.dumps({ id: 42 }, { salt: 'other' }), () => making.dumps({ id: 42 })]) {
      expect(callsOf(call).sort()).toEqual([...PREPARE, ...encode, sign].sort());
    }
  });
});
