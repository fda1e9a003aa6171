/*
 * The message schedule of SHA-1 (FIPS 180-4), four words at a time: what sha1-rounds.js writes out.
 */
import { rotl } from './vector';

/**
 * W of §6.1.2 step 1, four words of it, from the vectors that begin 4, 8, 12 and 16 words before them. The last of the four
 * takes the first of them, which is put into it when it is known.
 */
// @ts-ignore: decorator
@inline export function schedule(w4: v128, w8: v128, w12: v128, w16: v128): v128 {
  const zero = i32x4.splat(0);
  const w14 = v128.shuffle<i32>(w16, w12, 2, 3, 4, 5);
  const w3 = v128.shuffle<i32>(w4, zero, 1, 2, 3, 4);
  const sum = v128.xor(v128.xor(w3, w8), v128.xor(w14, w16));
  const first = v128.shuffle<i32>(zero, sum, 0, 0, 0, 4);
  return v128.xor(rotl(sum, 1), rotl(first, 2));
}

/** The same from the 32nd word on, where each W may be had of words twice as far back: none of the four takes another. */
// @ts-ignore: decorator
@inline export function scheduleLater(w4: v128, w8: v128, w16: v128, w28: v128, w32: v128): v128 {
  const w6 = v128.shuffle<i32>(w8, w4, 2, 3, 4, 5);
  return rotl(v128.xor(v128.xor(w6, w16), v128.xor(w28, w32)), 2);
}

/** Leaves W + K of four rounds at `at`. */
// @ts-ignore: decorator
@inline export function put(at: usize, w: v128, k: i32): void {
  v128.store(at, i32x4.add(w, i32x4.splat(k)));
}
