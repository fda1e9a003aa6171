/*
 * SHA-1, FIPS 180-4, of four messages at once: a vector holds the same word of each, one in every lane. In loops, for they
 * take less than half the time of the unrolled rounds of one message, and a tenth of the code.
 */
import { rotl, VECTOR } from './vector';

/** The state's five vectors. Behind them stands the schedule: of 80, and sixteen more that nobody reads. See LANES in ../memory.ts. */
const STATE_SIZE: usize = 5 * VECTOR;

/** Where the lanes at `lanes` have word `t` of the state. */
// @ts-ignore: decorator
@inline export function stateWord(lanes: usize, t: usize): usize {
  return lanes + t * VECTOR;
}

/** Where they have word `t` of the schedule, and first of the block. */
// @ts-ignore: decorator
@inline export function blockWord(lanes: usize, t: usize): usize {
  return lanes + STATE_SIZE + t * VECTOR;
}

// §4.1.1, the functions Ch, Parity and Maj, as they take the fewest operations.
// @ts-ignore: decorator
@inline function ch(x: v128, y: v128, z: v128): v128 {
  return v128.bitselect(y, z, x);
}
// @ts-ignore: decorator
@inline function parity(x: v128, y: v128, z: v128): v128 {
  return v128.xor(v128.xor(x, y), z);
}
// @ts-ignore: decorator
@inline function maj(x: v128, y: v128, z: v128): v128 {
  return v128.bitselect(y, z, v128.xor(x, z));
}

/** The word of the schedule at `w`. On the way step 1 makes the one that is sixteen places after it. */
// @ts-ignore: decorator
@inline function schedule(w: usize): v128 {
  const w16 = v128.load(w), w14 = v128.load(w, 2 * VECTOR), w8 = v128.load(w, 8 * VECTOR), w3 = v128.load(w, 13 * VECTOR);
  v128.store(w, rotl(v128.xor(v128.xor(w3, w8), v128.xor(w14, w16)), 1), 16 * VECTOR);
  return w16;
}

/** T of step 3. The sum begins with what is known first: the next round waits for ROTL5 alone. */
// @ts-ignore: decorator
@inline function temp(a: v128, f: v128, e: v128, k: i32, w: usize): v128 {
  return i32x4.add(i32x4.add(i32x4.add(i32x4.add(e, i32x4.splat(k)), schedule(w)), f), rotl(a, 5));
}

/** §6.1.2 step 4, in the lanes that `live` has all bits of; the others stay as they are. */
// @ts-ignore: decorator
@inline function addTo(at: usize, word: v128, live: v128): void {
  v128.store(at, i32x4.add(v128.load(at), v128.and(word, live)));
}

/** §6.1.2 over a block in each lane, with K of §4.2.1. */
export function compress(lanes: usize, live: v128): void {
  let a = v128.load(stateWord(lanes, 0)), b = v128.load(stateWord(lanes, 1)), c = v128.load(stateWord(lanes, 2));
  let d = v128.load(stateWord(lanes, 3)), e = v128.load(stateWord(lanes, 4));
  let w = blockWord(lanes, 0);
  for (; w < blockWord(lanes, 20); w += VECTOR) {
    const t = temp(a, ch(b, c, d), e, 0x5a827999, w);
    e = d; d = c; c = rotl(b, 30); b = a; a = t;
  }
  for (; w < blockWord(lanes, 40); w += VECTOR) {
    const t = temp(a, parity(b, c, d), e, 0x6ed9eba1, w);
    e = d; d = c; c = rotl(b, 30); b = a; a = t;
  }
  for (; w < blockWord(lanes, 60); w += VECTOR) {
    const t = temp(a, maj(b, c, d), e, 0x8f1bbcdc, w);
    e = d; d = c; c = rotl(b, 30); b = a; a = t;
  }
  for (; w < blockWord(lanes, 80); w += VECTOR) {
    const t = temp(a, parity(b, c, d), e, 0xca62c1d6, w);
    e = d; d = c; c = rotl(b, 30); b = a; a = t;
  }
  addTo(stateWord(lanes, 0), a, live);
  addTo(stateWord(lanes, 1), b, live);
  addTo(stateWord(lanes, 2), c, live);
  addTo(stateWord(lanes, 3), d, live);
  addTo(stateWord(lanes, 4), e, live);
}
