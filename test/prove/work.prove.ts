/*
 * What an input costs is bounded by its size. In WebAssembly the work is counted; outside of it, in parsing and in text, it
 * is time, and the bound is wide.
 */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
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
import { count, report } from './proof.js';
import { workDone } from './work-counter.js';

const KEY = 'secret key';
const LIMIT = 2 ** 20;

/** What is repeated to make an input of any length. */
const UNITS = [
  ...['A', '.', '..', 'a.', 'A.A', '=', '-_', '!', 'é', '☃', '\0', ' ', '\n', '"', '\\', '\\u0041', '\\"'],
  ...['[', '{', '[[],', '{"a":', '{"a":{},"b":', ']', '0', '9', '1.', '-', 'e9', '1e9,', '-0,', '12345678901234567,'],
  ...['NaN,', 'null,', '"__proto__":', '"\\u005f_proto__":', '__proto__', '\ud83d\ude00', '\u2028'],
];

const plain = new Signer(KEY, { salt: 'itsdangerous' });
const SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer].map(
  (Class) => new Class(KEY, { maxPayloadSize: LIMIT }),
);
const SIGNERS = [new Signer(KEY), new TimestampSigner(KEY), new TimestampSigner(KEY, { sep: 'é' })];
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const deflated = (text: string): string => `.${deflateSync(text).toString('base64url')}`;

/** How a text becomes an input, and what takes it. */
const WAYS: [name: string, take: (text: string) => unknown][] = [
  ['token', (text) => SIGNERS.map((signer) => signer.tryUnsign(text))],
  ['token of a serializer', (text) => SERIALIZERS.map((serializer) => serializer.loadsUnsafe(text))],
  ['signature', (text) => SIGNERS.map((signer) => signer.verifySignature('value', text))],
  ['value', (text) => SIGNERS.map((signer) => signer.tryUnsign(`${text}.AAAA.AAAA`))],
  ['timestamp', (text) => SERIALIZERS.map((serializer) => serializer.loadsUnsafe(plain.sign(`1.${text}`)))],
  ['payload', (text) => SERIALIZERS.map((serializer) => serializer.tryLoads(plain.sign(text)))],
  ['payload in base64', (text) => SERIALIZERS.map((serializer) => serializer.tryLoads(plain.sign(base64url(text))))],
  ['compressed payload', (text) => SERIALIZERS.map((serializer) => serializer.tryLoads(plain.sign(deflated(text))))],
  ['unsigned payload', (text) => SERIALIZERS.map((serializer) => serializer.loadsUnsafe(`${base64url(text)}.x`))],
  ['list', (text) => SERIALIZERS.map((serializer) => serializer.tryLoads(plain.sign(`[${text}0]`)))],
  [
    'base64',
    (text) => {
      try {
        base64Decode(text);
      } catch (error) {
        if (!(error instanceof BadData)) throw error;
      }
    },
  ],
];

/** Some that fit into a buffer of the core's, and some that do not. */
const LENGTHS = [1000, 30_000, 150_000];
const STEPS_PER_BYTE = 20;
/** What is done whatever the length: keys are derived, tables are built. */
const STEPS_AT_LEAST = 20_000;

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

function workOf(take: (text: string) => unknown, text: string): number {
  const before = workDone();
  take(text);
  return workDone() - before;
}

test('work in WebAssembly is bounded by the length of the input', () => {
  let most = 0;
  for (const [name, take] of WAYS) {
    for (const unit of UNITS) {
      for (const length of LENGTHS) {
        const text = repeated(unit, length);
        const bytes = Buffer.byteLength(text) * SERIALIZERS.length;
        const steps = workOf(take, text);
        const bound = STEPS_AT_LEAST + STEPS_PER_BYTE * bytes;
        expect(steps, `${name}, ${JSON.stringify(unit)}, ${length} characters`).toBeLessThan(bound);
        if (length === LENGTHS.at(-1)) most = Math.max(most, steps / bytes);
      }
    }
  }
  const inputs = WAYS.length * UNITS.length * LENGTHS.length;
  report(
    'work',
    `${count(inputs)} inputs of up to ${LENGTHS.at(-1)} characters: at most ${most.toFixed(1)} steps a byte`,
  );
});

test('a compressed payload makes no more work than the bound on its size allows', () => {
  const serializer = new URLSafeSerializer(KEY, { maxPayloadSize: LIMIT });
  const bomb = (size: number): string => plain.sign(deflated(' '.repeat(size)));
  expect(serializer.tryLoads(bomb(LIMIT + 1)).ok).toBe(false);
  const least = workOf((token) => serializer.tryLoads(token), bomb(LIMIT + 1));
  const most = workOf((token) => serializer.tryLoads(token), bomb(50 * LIMIT));
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
  const timeOf = (take: (text: string) => unknown, text: string): number => {
    const from = performance.now();
    take(text);
    return performance.now() - from;
  };
  let most = 0;
  for (const [name, take] of WAYS) {
    for (const unit of UNITS) {
      const [short, long] = [repeated(unit, SHORT), repeated(unit, TIMES * SHORT)];
      let ratio = Number.POSITIVE_INFINITY;
      // Whatever else the machine does, only a ratio that stays is the input's.
      for (let attempt = 0; attempt < 10 && ratio > BOUND; attempt++) {
        ratio = Math.min(ratio, timeOf(take, long) / Math.max(LEAST_MS, timeOf(take, short)));
      }
      expect(ratio, `${name}, ${JSON.stringify(unit)}`).toBeLessThan(BOUND);
      most = Math.max(most, ratio);
    }
  }
  report('work', `${TIMES} times the input took at most ${most.toFixed(1)} times as long`);
});
