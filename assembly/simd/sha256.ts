/*
 * SHA-256, FIPS 180-4, of one message: four words of the schedule at a time, while the rounds go on beside them.
 */
import { t1, t2 } from '../sha2-functions';
import { K, SCHEDULE } from './core';
import { message, rotr } from './vector';

// §4.1.2, σ0 and σ1.
// @ts-ignore: decorator
@inline function sigma0(x: v128): v128 {
  return v128.xor(v128.xor(rotr(x, 7), rotr(x, 18)), i32x4.shr_u(x, 3));
}
// @ts-ignore: decorator
@inline function sigma1(x: v128): v128 {
  return v128.xor(v128.xor(rotr(x, 17), rotr(x, 19)), i32x4.shr_u(x, 10));
}

/**
 * W of §6.2.2 step 1, four words of it, from the vectors that begin 4, 8, 12 and 16 words before them. The last two take the
 * first two, so their σ1 is added when these are known.
 */
// @ts-ignore: decorator
@inline function schedule(w4: v128, w8: v128, w12: v128, w16: v128): v128 {
  const zero = i32x4.splat(0);
  const w7 = v128.shuffle<i32>(w8, w4, 1, 2, 3, 4);
  const w15 = v128.shuffle<i32>(w16, w12, 1, 2, 3, 4);
  const sum = i32x4.add(i32x4.add(w16, w7), sigma0(w15));
  const firstTwo = i32x4.add(sum, sigma1(v128.shuffle<i32>(w4, zero, 2, 3, 4, 4)));
  return i32x4.add(firstTwo, sigma1(v128.shuffle<i32>(firstTwo, zero, 4, 4, 0, 1)));
}

/** Leaves K + W of four rounds at `kw`; their constants are at `k`. */
// @ts-ignore: decorator
@inline function put(kw: usize, k: usize, w: v128): void {
  v128.store(kw, i32x4.add(w, v128.shuffle<i32>(v128.load(k), v128.load(k, 16), 1, 3, 5, 7)));
}

/** §6.2.2 over `blocks` blocks of 64 bytes. Eight rounds a turn, so that the eight working variables are back in their places. */
export function compressSha256(state: usize, data: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16), h5 = load<u32>(state, 20), h6 = load<u32>(state, 24), h7 = load<u32>(state, 28);
  for (; blocks > 0; blocks--, data += 64) {
    let w16 = message(data), w12 = message(data + 16), w8 = message(data + 32), w4 = message(data + 48);
    let kw = SCHEDULE, k = K;
    put(kw, k, w16);
    put(kw + 16, k + 32, w12);
    put(kw + 32, k + 64, w8);
    put(kw + 48, k + 96, w4);
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    for (let t = 0; t < 64; t += 8, kw += 32, k += 64) {
      if (t < 48) {
        const w0 = schedule(w4, w8, w12, w16), next = schedule(w0, w4, w8, w12);
        put(kw + 64, k + 128, w0);
        put(kw + 80, k + 160, next);
        w16 = w8; w12 = w4; w8 = w0; w4 = next;
      }
      h = t1<u32>(e, f, g, h, load<u32>(kw)); d += h; h += t2<u32>(a, b, c);
      g = t1<u32>(d, e, f, g, load<u32>(kw, 4)); c += g; g += t2<u32>(h, a, b);
      f = t1<u32>(c, d, e, f, load<u32>(kw, 8)); b += f; f += t2<u32>(g, h, a);
      e = t1<u32>(b, c, d, e, load<u32>(kw, 12)); a += e; e += t2<u32>(f, g, h);
      d = t1<u32>(a, b, c, d, load<u32>(kw, 16)); h += d; d += t2<u32>(e, f, g);
      c = t1<u32>(h, a, b, c, load<u32>(kw, 20)); g += c; c += t2<u32>(d, e, f);
      b = t1<u32>(g, h, a, b, load<u32>(kw, 24)); f += b; b += t2<u32>(c, d, e);
      a = t1<u32>(f, g, h, a, load<u32>(kw, 28)); e += a; a += t2<u32>(b, c, d);
    }
    h0 += a; h1 += b; h2 += c; h3 += d; h4 += e; h5 += f; h6 += g; h7 += h;
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16); store<u32>(state, h5, 20); store<u32>(state, h6, 24); store<u32>(state, h7, 28);
}
