/**
 * What all proofs share: how much to try, from which seed, and how to say what was tried. prove.js sets the two.
 */
import { writeSync } from 'node:fs';

const { PROVE_TIMES = '1', PROVE_SEED = '1' } = process.env;

/** Decides every random choice of a proof, so that a run can be repeated. */
export const SEED: number = Number(PROVE_SEED);

/** The number of cases to try, where `usual` is that of an ordinary run. */
export function cases(usual: number): number {
  return Math.max(1, Math.round(usual * Number(PROVE_TIMES)));
}

/** Whether this is a long run, by `--long` or as many cases: for what is tried as a whole or not at all. */
export const LONG: boolean = Number(PROVE_TIMES) >= 10;

/** Prints a figure of a proof: `spelling: 3,870,000 tokens, 36 accepted`. */
export function report(proof: string, figures: string): void {
  // At once: what is left in a worker's stream when it ends is lost.
  writeSync(1, `${proof}: ${figures}\n`);
}

export function count(number: number): string {
  return number.toLocaleString('en-US');
}
