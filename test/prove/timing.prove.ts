/*
 * Whether the time of a comparison tells where two signatures differ: the test of dudect (Reparaz, Balasch, Verbauwhede,
 * "Dude, is my code constant time?", 2017). Two classes of inputs are timed in random order, and Welch's t says whether
 * their means differ. Beyond 4.5 they do.
 */
import { expect, test } from 'vitest';
import { Signer, SigningAlgorithm } from '../../src/index.js';
import { Random } from '../zlib-inputs.js';
import { cases, count, report, SEED } from './proof.js';

const THRESHOLD = 4.5;
/** So many attempts with a machine that does something else besides. */
const ATTEMPTS = 3;

const LENGTH = 64;
const KEY = new Uint8Array(LENGTH).fill(7);
const SIGNATURE = Uint8Array.from({ length: LENGTH }, (_, i) => (i * 37 + 11) & 0xff);

/** Compares as every algorithm of the user's own does: in the core. */
class Fixed extends SigningAlgorithm {
  getSignature(): Uint8Array {
    return SIGNATURE;
  }
}

/** Compares as nobody should. */
class Leaky extends Fixed {
  override verifySignature(_key: Uint8Array, _value: Uint8Array, signature: Uint8Array): boolean {
    for (let i = 0; i < SIGNATURE.length; i++) if (signature[i] !== SIGNATURE[i]) return false;
    return signature.length === SIGNATURE.length;
  }
}

/** A signature that differs from the right one in the bytes at `places`. */
function wrongAt(places: readonly number[], random: Random): Uint8Array {
  const wrong = SIGNATURE.slice();
  for (const at of places) wrong[at] = (wrong[at] as number) ^ (1 + random.next(255));
  return wrong;
}

const INPUTS = 256;

/** Mean and variance of what was pushed, in one pass (Welford). */
class Moments {
  #count = 0;
  #mean = 0;
  #squares = 0;

  push(value: number): void {
    this.#count++;
    const difference = value - this.#mean;
    this.#mean += difference / this.#count;
    this.#squares += difference * (value - this.#mean);
  }

  get mean(): number {
    return this.#mean;
  }

  /** The square of the standard error. */
  get error(): number {
    return this.#squares / (this.#count - 1) / this.#count;
  }
}

/**
 * Welch's t between the times of `call` for inputs of two classes. A call may take less time than a clock can tell, so a
 * sample is some of them. All are made with the same buffer, so that only what is in it can make a difference, not where
 * it lies. The slowest tenth of the samples, where the machine did something else, is left out of both.
 */
function welch(samples: number, calls: number, classes: Classes, call: (input: Uint8Array) => void): number {
  const random = new Random(SEED);
  const times = new Float64Array(samples);
  const kinds = new Uint8Array(samples);
  const buffer = new Uint8Array(classes[0][0] as Uint8Array);
  for (let i = -10_000; i < samples; i++) {
    const kind = random.next(2);
    buffer.set(classes[kind]?.[random.next(INPUTS)] as Uint8Array);
    const from = performance.now();
    for (let j = 0; j < calls; j++) call(buffer);
    const time = performance.now() - from;
    // What comes first is not compiled yet.
    if (i < 0) continue;
    times[i] = time;
    kinds[i] = kind;
  }
  const limit = times.slice().sort()[Math.floor(samples * 0.9)] as number;
  const moments: [Moments, Moments] = [new Moments(), new Moments()];
  for (const [i, time] of times.entries()) if (time < limit) moments[kinds[i] as 0 | 1].push(time);
  const [a, b] = moments;
  return Math.abs(a.mean - b.mean) / Math.sqrt(a.error + b.error);
}

/** Inputs of two classes, all of one length. */
type Classes = readonly [readonly Uint8Array[], readonly Uint8Array[]];

/** Many of each class, made by turns, so that no class has a place in memory to itself. */
function classes(make: (kind: 0 | 1) => Uint8Array): Classes {
  const pairs = Array.from({ length: INPUTS }, (): [Uint8Array, Uint8Array] => [make(0), make(1)]);
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}

const random = new Random(SEED);
const early = 0;
const late = LENGTH - 1;
const earlyOrLate = classes((kind) => wrongAt([kind === 0 ? early : late], random));
const everywhere = [...SIGNATURE.keys()];
const oneOrAll = classes((kind) => wrongAt(kind === 0 ? [random.next(LENGTH)] : everywhere, random));

let accepted = 0;
const verify =
  (algorithm: SigningAlgorithm) =>
  (signature: Uint8Array): void => {
    if (algorithm.verifySignature(KEY, KEY, signature)) accepted++;
  };

const signer = new Signer('secret key', { digestMethod: 'sha512' });
const token = Buffer.from(signer.sign('value'));
const signatureAt = token.lastIndexOf('.') + 1;
/** Tokens that differ from a good one in the first or in the last but one character of the signature. */
const forged = classes((kind) => {
  const at = kind === 0 ? signatureAt : token.length - 2;
  const wrong = new Uint8Array(token);
  while (wrong[at] === token[at]) wrong[at] = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'.charCodeAt(random.next(32));
  return wrong;
});
const validate = (input: Uint8Array): void => {
  if (signer.validate(input)) accepted++;
};

type Comparison = [name: string, measure: (samples: number) => number];
const COMPARISONS: Comparison[] = [
  ['signatures that differ in the first or in the last byte', (n) => welch(n, 32, earlyOrLate, verify(new Fixed()))],
  ['signatures that differ in one byte or in all', (n) => welch(n, 32, oneOrAll, verify(new Fixed()))],
  ['tokens whose signature differs at its beginning or at its end', (n) => welch(n, 4, forged, validate)],
];

for (const [name, measure] of COMPARISONS) {
  test(`${name}: no difference in time`, () => {
    const samples = cases(1_000_000);
    const found: number[] = [];
    while (found.length < ATTEMPTS && !found.some((t) => t < THRESHOLD)) found.push(measure(samples));
    expect(Math.min(...found), `t of ${found}`).toBeLessThan(THRESHOLD);
    const shown = found.map((t) => t.toFixed(2)).join(', ');
    report('timing', `${name}: |t| = ${shown} over ${count(samples)} samples`);
  });
}

test('a leaky comparison is caught', () => {
  const samples = cases(1_000_000);
  const t = welch(samples, 32, earlyOrLate, verify(new Leaky()));
  expect(t).toBeGreaterThan(THRESHOLD);
  expect(accepted).toBe(0);
  report('timing', `a leaky comparison, caught: |t| = ${t.toFixed(2)} over ${count(samples)} samples`);
});
