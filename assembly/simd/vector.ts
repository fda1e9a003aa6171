/*
 * Four words of 32 bits in one vector.
 */

/** Bytes of a vector. */
export const VECTOR: usize = 16;

/** The bytes of each word, the other way round. */
// @ts-ignore: decorator
@inline export function bswap(words: v128): v128 {
  return i8x16.shuffle(words, words, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

// @ts-ignore: decorator
@inline export function rotl(words: v128, n: i32): v128 {
  return v128.or(i32x4.shl(words, n), i32x4.shr_u(words, 32 - n));
}

// @ts-ignore: decorator
@inline export function rotr(words: v128, n: i32): v128 {
  return rotl(words, 32 - n);
}

/** The four words of a message at `data`, big-endian there. */
// @ts-ignore: decorator
@inline export function message(data: usize): v128 {
  return bswap(v128.load(data, 0, 1));
}

/** The words at four addresses. */
// @ts-ignore: decorator
@inline export function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  let words = v128.load_zero<u32>(a);
  words = v128.load_lane<u32>(b, words, 1);
  words = v128.load_lane<u32>(c, words, 2);
  return v128.load_lane<u32>(d, words, 3);
}

/** The four words at `at`, each of which was stored by itself: a load of all at once would wait for that. */
// @ts-ignore: decorator
@inline export function words(at: usize): v128 {
  return gather(at, at + 4, at + 8, at + 12);
}
