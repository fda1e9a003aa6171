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

/** §6.1.2 over `blocks` blocks of 64 bytes, with K of §4.2.1. */
export function compressSha1(state: usize, data: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16);
  for (; blocks > 0; blocks--, data += 64) {
    for (let t: usize = 0; t < 64; t += 4) store<u32>(SCHEDULE + t, bswap<u32>(load<u32>(data + t, 0, 1)));
    let w = SCHEDULE;
    for (; w < SCHEDULE + 256; w += 8) {
      schedule(w);
      schedule(w + 4);
    }
    let a = h0, b = h1, c = h2, d = h3, e = h4;
    w = SCHEDULE;
    for (; w < SCHEDULE + 80; w += 4) {
      const t = temp(a, ch(b, c, d), ekw(e, 0x5a827999, w));
      e = d; d = c; c = rotl<u32>(b, 30); b = a; a = t;
    }
    for (; w < SCHEDULE + 160; w += 4) {
      const t = temp(a, parity(b, c, d), ekw(e, 0x6ed9eba1, w));
      e = d; d = c; c = rotl<u32>(b, 30); b = a; a = t;
    }
    for (; w < SCHEDULE + 240; w += 4) {
      const t = temp(a, maj(b, c, d), ekw(e, 0x8f1bbcdc, w));
      e = d; d = c; c = rotl<u32>(b, 30); b = a; a = t;
    }
    for (; w < SCHEDULE + 320; w += 4) {
      const t = temp(a, parity(b, c, d), ekw(e, 0xca62c1d6, w));
      e = d; d = c; c = rotl<u32>(b, 30); b = a; a = t;
    }
    h0 += a; h1 += b; h2 += c; h3 += d; h4 += e;
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16);
}
