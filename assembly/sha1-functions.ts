/*
 * What SHA-1 (FIPS 180-4) computes of words, without any memory: for sha1.ts, and for the module of vectors.
 */

// §4.1.1, the functions Ch, Parity and Maj, as they take the fewest operations.
// @ts-ignore: decorator
@inline export function ch(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z));
}
// @ts-ignore: decorator
@inline export function parity(x: u32, y: u32, z: u32): u32 {
  return x ^ y ^ z;
}
// @ts-ignore: decorator
@inline export function maj(x: u32, y: u32, z: u32): u32 {
  return y ^ ((x ^ y) & (y ^ z));
}

/** T of §6.1.2 step 3, where `ekw` is e + K + W. The sum begins with what is known first: the next round waits for ROTL5 alone. */
// @ts-ignore: decorator
@inline export function temp(a: u32, f: u32, ekw: u32): u32 {
  return ekw + f + rotl<u32>(a, 5);
}
