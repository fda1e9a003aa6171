/*
 * SHA-256, FIPS 180-4, and HMAC with it, of one message: four words of the schedule at a time, while the rounds go on beside
 * them.
 */
import { t1, t2 } from '../sha2-functions';
import { K, SCHEDULE, STATE } from './core';
import { bswap, message, rotr, words } from './vector';

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

/**
 * §6.2.2 over one block, its words in four vectors: the first four are sixteen words before those that are made first. Eight
 * rounds a turn, so that the eight working variables are back in their places.
 */
function compressBlock(state: usize, w16: v128, w12: v128, w8: v128, w4: v128): void {
  let kw = SCHEDULE, k = K;
  put(kw, k, w16);
  put(kw + 16, k + 32, w12);
  put(kw + 32, k + 64, w8);
  put(kw + 48, k + 96, w4);
  let a = load<u32>(state), b = load<u32>(state, 4), c = load<u32>(state, 8), d = load<u32>(state, 12);
  let e = load<u32>(state, 16), f = load<u32>(state, 20), g = load<u32>(state, 24), h = load<u32>(state, 28);
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
  store<u32>(state, load<u32>(state) + a); store<u32>(state, load<u32>(state, 4) + b, 4);
  store<u32>(state, load<u32>(state, 8) + c, 8); store<u32>(state, load<u32>(state, 12) + d, 12);
  store<u32>(state, load<u32>(state, 16) + e, 16); store<u32>(state, load<u32>(state, 20) + f, 20);
  store<u32>(state, load<u32>(state, 24) + g, 24); store<u32>(state, load<u32>(state, 28) + h, 28);
}

/** The same over `blocks` blocks of 64 bytes. */
export function compressSha256(state: usize, data: usize, blocks: i32): void {
  for (; blocks > 0; blocks--, data += 64) {
    compressBlock(state, message(data), message(data + 16), message(data + 32), message(data + 48));
  }
}

/** What macPadded of ../hmac.ts does. The inner hash becomes the outer block without a way through memory as bytes. */
export function macSha256(key: usize, data: usize, blocks: i32, out: usize): void {
  for (let i: usize = 0; i < 32; i += 4) store<u32>(STATE + i, load<u32>(key + i));
  compressSha256(STATE, data, blocks);
  // The inner hash, padded, in a message that had a block before (RFC 2104 §2 step 6, FIPS 180-4 §5.1.1).
  const w0 = words(STATE), w4 = words(STATE + 16), zero = i32x4.splat(0);
  for (let i: usize = 0; i < 32; i += 4) store<u32>(STATE + i, load<u32>(key + 32 + i));
  const w8 = i32x4.replace_lane(zero, 0, 0x80000000), w12 = i32x4.replace_lane(zero, 3, (64 + 32) * 8);
  compressBlock(STATE, w0, w4, w8, w12);
  v128.store(out, bswap(words(STATE)));
  v128.store(out, bswap(words(STATE + 16)), 16);
}
