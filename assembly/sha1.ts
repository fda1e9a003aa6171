/*
 * SHA-1, FIPS 180-4. The state is five words in the machine's own byte order. What loops over the rounds of a block is
 * written by sha1-rounds.js, out of the functions below.
 */

/** §5.3.1, the initial hash value. */
export const H0: usize = memory.data<u32>([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);

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

/** §6.1.2 step 1, a word of the message. */
// @ts-ignore: decorator
@inline export function message(data: usize, t: usize): u32 {
  return bswap<u32>(load<u32>(data + 4 * t, 0, 1));
}
/** §6.1.2 step 1, a later word of the schedule, from those 3, 8, 14 and 16 places before it. */
// @ts-ignore: decorator
@inline export function schedule(w3: u32, w8: u32, w14: u32, w16: u32): u32 {
  return rotl<u32>(w3 ^ w8 ^ w14 ^ w16, 1);
}
/**
 * T of §6.1.2 step 3, where `ew` is e + K + W. The sum begins with what is known first: the next round waits for ROTL5
 * alone.
 */
// @ts-ignore: decorator
@inline export function temp(a: u32, f: u32, ew: u32): u32 {
  return ew + f + rotl<u32>(a, 5);
}
