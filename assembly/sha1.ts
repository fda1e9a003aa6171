/*
 * SHA-1, FIPS 180-4. The state is five words in the machine's own byte order.
 */
import { SCHEDULE } from './memory';

/** §5.3.1, the initial hash value. */
export const H0: usize = memory.data<u32>([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);

// §4.1.1, the functions Ch, Parity and Maj, each with its constant of §4.2.1 added.
// @ts-ignore: decorator
@inline function ch(x: u32, y: u32, z: u32): u32 {
  return (z ^ (x & (y ^ z))) + 0x5a827999;
}
// @ts-ignore: decorator
@inline function parity(x: u32, y: u32, z: u32): u32 {
  return x ^ y ^ z;
}
// @ts-ignore: decorator
@inline function maj(x: u32, y: u32, z: u32): u32 {
  return ((x & y) | (z & (x | y))) + 0x8f1bbcdc;
}

// @ts-ignore: decorator
@inline function w(t: i32): u32 {
  return load<u32>(SCHEDULE + (<usize>t << 2));
}

/**
 * §6.1.2 over `blocks` blocks of 64 bytes. Five rounds a turn, so that the five working variables are back in their
 * places without being moved.
 */
export function compress(state: usize, data: usize, blocks: i32): void {
  let h0 = load<u32>(state);
  let h1 = load<u32>(state, 4);
  let h2 = load<u32>(state, 8);
  let h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16);
  for (; blocks > 0; blocks--, data += 64) {
    for (let t = 0; t < 64; t += 4) {
      store<u32>(SCHEDULE + t, bswap<u32>(load<u32>(data + t, 0, 1)));
    }
    for (let t: usize = SCHEDULE + 64; t < SCHEDULE + 320; t += 4) {
      store<u32>(t, rotl<u32>(load<u32>(t - 12) ^ load<u32>(t - 32) ^ load<u32>(t - 56) ^ load<u32>(t - 64), 1));
    }
    let a = h0, b = h1, c = h2, d = h3, e = h4;
    let t = 0;
    for (; t < 20; t += 5) {
      e += rotl<u32>(a, 5) + ch(b, c, d) + w(t); b = rotl<u32>(b, 30);
      d += rotl<u32>(e, 5) + ch(a, b, c) + w(t + 1); a = rotl<u32>(a, 30);
      c += rotl<u32>(d, 5) + ch(e, a, b) + w(t + 2); e = rotl<u32>(e, 30);
      b += rotl<u32>(c, 5) + ch(d, e, a) + w(t + 3); d = rotl<u32>(d, 30);
      a += rotl<u32>(b, 5) + ch(c, d, e) + w(t + 4); c = rotl<u32>(c, 30);
    }
    for (; t < 40; t += 5) {
      e += rotl<u32>(a, 5) + parity(b, c, d) + 0x6ed9eba1 + w(t); b = rotl<u32>(b, 30);
      d += rotl<u32>(e, 5) + parity(a, b, c) + 0x6ed9eba1 + w(t + 1); a = rotl<u32>(a, 30);
      c += rotl<u32>(d, 5) + parity(e, a, b) + 0x6ed9eba1 + w(t + 2); e = rotl<u32>(e, 30);
      b += rotl<u32>(c, 5) + parity(d, e, a) + 0x6ed9eba1 + w(t + 3); d = rotl<u32>(d, 30);
      a += rotl<u32>(b, 5) + parity(c, d, e) + 0x6ed9eba1 + w(t + 4); c = rotl<u32>(c, 30);
    }
    for (; t < 60; t += 5) {
      e += rotl<u32>(a, 5) + maj(b, c, d) + w(t); b = rotl<u32>(b, 30);
      d += rotl<u32>(e, 5) + maj(a, b, c) + w(t + 1); a = rotl<u32>(a, 30);
      c += rotl<u32>(d, 5) + maj(e, a, b) + w(t + 2); e = rotl<u32>(e, 30);
      b += rotl<u32>(c, 5) + maj(d, e, a) + w(t + 3); d = rotl<u32>(d, 30);
      a += rotl<u32>(b, 5) + maj(c, d, e) + w(t + 4); c = rotl<u32>(c, 30);
    }
    for (; t < 80; t += 5) {
      e += rotl<u32>(a, 5) + parity(b, c, d) + 0xca62c1d6 + w(t); b = rotl<u32>(b, 30);
      d += rotl<u32>(e, 5) + parity(a, b, c) + 0xca62c1d6 + w(t + 1); a = rotl<u32>(a, 30);
      c += rotl<u32>(d, 5) + parity(e, a, b) + 0xca62c1d6 + w(t + 2); e = rotl<u32>(e, 30);
      b += rotl<u32>(c, 5) + parity(d, e, a) + 0xca62c1d6 + w(t + 3); d = rotl<u32>(d, 30);
      a += rotl<u32>(b, 5) + parity(c, d, e) + 0xca62c1d6 + w(t + 4); c = rotl<u32>(c, 30);
    }
    h0 += a;
    h1 += b;
    h2 += c;
    h3 += d;
    h4 += e;
  }
  store<u32>(state, h0);
  store<u32>(state, h1, 4);
  store<u32>(state, h2, 8);
  store<u32>(state, h3, 12);
  store<u32>(state, h4, 16);
}
