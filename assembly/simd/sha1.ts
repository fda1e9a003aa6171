/*
 * SHA-1, FIPS 180-4, and HMAC with it, of one message. A block's rounds, and its schedule beside them, are written by
 * sha1-rounds.js.
 */
import { compressBlock } from '../../build/sha1-rounds';
import { STATE } from './core';
import { bswap as bswapWords, message, words } from './vector';

/** §6.1.2 over `blocks` blocks of 64 bytes. */
export function compressSha1(state: usize, data: usize, blocks: i32): void {
  for (; blocks > 0; blocks--, data += 64) {
    compressBlock(state, message(data), message(data + 16), message(data + 32), message(data + 48));
  }
}

// @ts-ignore: decorator
@inline function copyState(from: usize): void {
  for (let i: usize = 0; i < 20; i += 4) store<u32>(STATE + i, load<u32>(from + i));
}

/** What macPadded of ../hmac.ts does. The inner hash becomes the outer block without a way through memory as bytes. */
export function macSha1(key: usize, data: usize, blocks: i32, out: usize): void {
  copyState(key);
  compressSha1(STATE, data, blocks);
  // The inner hash, padded, in a message that had a block before (RFC 2104 §2 step 6, FIPS 180-4 §5.1.1).
  const w0 = words(STATE);
  const w4 = i32x4.replace_lane(v128.load_zero<u32>(STATE + 16), 1, 0x80000000);
  const w12 = i32x4.replace_lane(i32x4.splat(0), 3, (64 + 20) * 8);
  copyState(key + 20);
  compressBlock(STATE, w0, w4, i32x4.splat(0), w12);
  v128.store(out, bswapWords(words(STATE)));
  store<u32>(out, bswap<u32>(load<u32>(STATE + 16)), 16);
}
