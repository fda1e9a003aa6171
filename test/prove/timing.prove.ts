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

/**
 * Whether the two classes differ, and the |t| of each run: the first that says so must be borne out by one of two more, for
 * the machine may have done something else besides.
 */
function judge(measure: () => number): [differ: boolean, runs: number[]] {
  const runs: number[] = [];
  const isBeyond = (): boolean => {
    const t = measure();
    expect(t).not.toBeNaN();
    runs.push(t);
    return t >= THRESHOLD;
  };
  return [isBeyond() && (isBeyond() || isBeyond()), runs];
}

type Comparison = [name: string, differ: boolean, measure: (samples: number) => number];
const COMPARISONS: Comparison[] = [
  ['signatures wrong in the first or in the last byte', false, (n) => welch(n, 32, earlyOrLate, verify(new Fixed()))],
  ['signatures wrong in one byte or in all', false, (n) => welch(n, 32, oneOrAll, verify(new Fixed()))],
  ['tokens whose signature is wrong at its beginning or at its end', false, (n) => welch(n, 4, forged, validate)],
  ['the first ones in a leaky comparison', true, (n) => welch(n, 32, earlyOrLate, verify(new Leaky()))],
];

for (const [name, expected, measure] of COMPARISONS) {
  const verdict = expected ? 'a difference in time' : 'no difference in time';
  test(`${name}: ${verdict}`, () => {
    const samples = cases(1_000_000);
    const [differ, runs] = judge(() => measure(samples));
    const shown = runs.map((t) => t.toFixed(2)).join(', ');
    expect(differ, `|t| = ${shown}`).toBe(expected);
    expect(accepted).toBe(0);
    report('timing', `${name}: ${verdict}, |t| = ${shown} over ${count(samples)} samples`);
  });
}
