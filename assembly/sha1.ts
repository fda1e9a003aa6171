/*
 * SHA-1, FIPS 180-4. The state is five words in the machine's own byte order.
 */
import { SCHEDULE } from './memory';
import { ch, maj, parity, temp } from './sha1-functions';

/** §5.3.1, the initial hash value. */
export const H0: usize = memory.data<u32>([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);

/** W of §6.1.2 step 1, sixteen places after the word at `w`. */
// @ts-ignore: decorator
@inline function schedule(w: usize): void {
  store<u32>(w, rotl<u32>(load<u32>(w) ^ load<u32>(w, 8) ^ load<u32>(w, 32) ^ load<u32>(w, 52), 1), 64);
}

/** e, K and W of step 3, for the word at `w`. */
// @ts-ignore: decorator
@inline function ekw(e: u32, k: u32, w: usize): u32 {
  return e + (k + load<u32>(w));
}

/**
 * §6.1.2 over `blocks` blocks of 64 bytes, with K of §4.2.1. Each round's T is the next one's a: five rounds a turn, so that
 * the five working variables are back in their places without being moved.
 */
export function compressSha1(state: usize, data: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16);
  for (; blocks > 0; blocks--, data += 64) {
    for (let t: usize = 0; t < 64; t += 4) store<u32>(SCHEDULE + t, bswap<u32>(load<u32>(data + t, 0, 1)));
    for (let w = SCHEDULE; w < SCHEDULE + 256; w += 8) {
      schedule(w);
      schedule(w + 4);
    }
    let a = h0, b = h1, c = h2, d = h3, e = h4;
    let w = SCHEDULE;
    for (; w < SCHEDULE + 80; w += 20) {
      e = temp(a, ch(b, c, d), ekw(e, 0x5a827999, w)); b = rotl<u32>(b, 30);
      d = temp(e, ch(a, b, c), ekw(d, 0x5a827999, w + 4)); a = rotl<u32>(a, 30);
      c = temp(d, ch(e, a, b), ekw(c, 0x5a827999, w + 8)); e = rotl<u32>(e, 30);
      b = temp(c, ch(d, e, a), ekw(b, 0x5a827999, w + 12)); d = rotl<u32>(d, 30);
      a = temp(b, ch(c, d, e), ekw(a, 0x5a827999, w + 16)); c = rotl<u32>(c, 30);
    }
    for (; w < SCHEDULE + 160; w += 20) {
      e = temp(a, parity(b, c, d), ekw(e, 0x6ed9eba1, w)); b = rotl<u32>(b, 30);
      d = temp(e, parity(a, b, c), ekw(d, 0x6ed9eba1, w + 4)); a = rotl<u32>(a, 30);
      c = temp(d, parity(e, a, b), ekw(c, 0x6ed9eba1, w + 8)); e = rotl<u32>(e, 30);
      b = temp(c, parity(d, e, a), ekw(b, 0x6ed9eba1, w + 12)); d = rotl<u32>(d, 30);
      a = temp(b, parity(c, d, e), ekw(a, 0x6ed9eba1, w + 16)); c = rotl<u32>(c, 30);
    }
    for (; w < SCHEDULE + 240; w += 20) {
      e = temp(a, maj(b, c, d), ekw(e, 0x8f1bbcdc, w)); b = rotl<u32>(b, 30);
      d = temp(e, maj(a, b, c), ekw(d, 0x8f1bbcdc, w + 4)); a = rotl<u32>(a, 30);
      c = temp(d, maj(e, a, b), ekw(c, 0x8f1bbcdc, w + 8)); e = rotl<u32>(e, 30);
      b = temp(c, maj(d, e, a), ekw(b, 0x8f1bbcdc, w + 12)); d = rotl<u32>(d, 30);
      a = temp(b, maj(c, d, e), ekw(a, 0x8f1bbcdc, w + 16)); c = rotl<u32>(c, 30);
    }
    for (; w < SCHEDULE + 320; w += 20) {
      e = temp(a, parity(b, c, d), ekw(e, 0xca62c1d6, w)); b = rotl<u32>(b, 30);
      d = temp(e, parity(a, b, c), ekw(d, 0xca62c1d6, w + 4)); a = rotl<u32>(a, 30);
      c = temp(d, parity(e, a, b), ekw(c, 0xca62c1d6, w + 8)); e = rotl<u32>(e, 30);
      b = temp(c, parity(d, e, a), ekw(b, 0xca62c1d6, w + 12)); d = rotl<u32>(d, 30);
      a = temp(b, parity(c, d, e), ekw(a, 0xca62c1d6, w + 16)); c = rotl<u32>(c, 30);
    }
    h0 += a; h1 += b; h2 += c; h3 += d; h4 += e;
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16);
}
