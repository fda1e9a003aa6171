/*
 * HMAC-SHA-1, RFC 2104, of four messages at once, under the midstates of ../hmac.ts. The messages stand in the core's memory,
 * each padded and by itself: see ../messages.ts, which has the layout of the list of them too.
 */
import { LANES, MACS, MESSAGES } from './core';
import { blockWord, compress, stateWord } from './sha1-lanes';
import { bswap, gather } from './vector';

/** Bytes of an entry in the list of messages. It begins with the message's address and its number of blocks. */
const MESSAGE: usize = 16;
const BLOCKS: usize = 4;

/** Bytes from one code to the next. */
const MAC: usize = 64;

/** One state, in all lanes. */
function setState(lanes: usize, state: usize): void {
  for (let t: usize = 0; t < 5; t++) v128.store(stateWord(lanes, t), v128.load_splat<u32>(state + 4 * t));
}

/** A block of each message, at the addresses in `at`. */
// @ts-ignore: decorator
@inline function loadBlocks(lanes: usize, at: v128): void {
  const a: usize = i32x4.extract_lane(at, 0), b: usize = i32x4.extract_lane(at, 1);
  const c: usize = i32x4.extract_lane(at, 2), d: usize = i32x4.extract_lane(at, 3);
  for (let t: usize = 0; t < 16; t++) {
    v128.store(blockWord(lanes, t), bswap(gather(a + 4 * t, b + 4 * t, c + 4 * t, d + 4 * t)));
  }
}

/** The block that the outer hash takes (§2 step 6): the inner hash, padded, in a message that had a block before. */
// @ts-ignore: decorator
@inline function setOuterBlock(lanes: usize): void {
  for (let t: usize = 0; t < 5; t++) v128.store(blockWord(lanes, t), v128.load(stateWord(lanes, t)));
  v128.store(blockWord(lanes, 5), i32x4.splat(0x80000000));
  for (let t: usize = 6; t < 15; t++) v128.store(blockWord(lanes, t), i32x4.splat(0));
  v128.store(blockWord(lanes, 15), i32x4.splat((64 + 20) * 8));
}

/** The states of the four lanes, as bytes. */
// @ts-ignore: decorator
@inline function writeCodes(lanes: usize, macs: usize): void {
  for (let t: usize = 0; t < 5; t++) {
    const words = bswap(v128.load(stateWord(lanes, t)));
    const to = macs + 4 * t;
    v128.store_lane<u32>(to, words, 0);
    v128.store_lane<u32>(to, words, 1, MAC);
    v128.store_lane<u32>(to, words, 2, 2 * MAC);
    v128.store_lane<u32>(to, words, 3, 3 * MAC);
  }
}

/**
 * The codes, at MACS, of the first `count` messages under the midstates at `key`: a multiple of four codes, for where the list
 * ends its last message is taken again. The lanes wipe what they held.
 */
export function macManySha1(key: usize, count: i32): void {
  const lanes = LANES;
  const last = MESSAGES + (count - 1) * <i32>MESSAGE;
  for (let a = MESSAGES, macs = MACS; a <= last; a += 4 * MESSAGE, macs += 4 * MAC) {
    const b = min(a + MESSAGE, last), c = min(a + 2 * MESSAGE, last), d = min(a + 3 * MESSAGE, last);
    let at = gather(a, b, c, d);
    let left = gather(a + BLOCKS, b + BLOCKS, c + BLOCKS, d + BLOCKS);
    setState(lanes, key);
    while (v128.any_true(left)) {
      loadBlocks(lanes, at);
      // All bits, which is minus one, while the lane's message has blocks left. When it has none, the lane waits.
      const live = i32x4.gt_s(left, i32x4.splat(0));
      compress(lanes, live);
      left = i32x4.add(left, live);
      at = i32x4.add(at, v128.and(live, i32x4.splat(64)));
    }
    setOuterBlock(lanes);
    setState(lanes, key + 20);
    compress(lanes, i32x4.splat(-1));
    writeCodes(lanes, macs);
  }
  for (let t: usize = 0; t < 5; t++) v128.store(stateWord(lanes, t), i32x4.splat(0));
}
