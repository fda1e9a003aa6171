/*
 * The six digests behind one interface. A digest is a number, its place in the list below; the shell's list is the same.
 */
import { INPUT, OUTPUT, STATE } from './memory';
import * as sha1 from './sha1';
import * as sha2 from './sha2';

export const SHA1 = 0;
const SHA224 = 1;
export const SHA256 = 2;
const SHA384 = 3;
const SHA512 = 4;

/** Bytes. */
// @ts-ignore: decorator
@inline export function blockSize(digest: i32): i32 {
  return digest < SHA384 ? 64 : 128;
}

/** Bytes of a state. */
// @ts-ignore: decorator
@inline export function stateSize(digest: i32): i32 {
  return digest == SHA1 ? 20 : digest < SHA384 ? 32 : 64;
}

/** Bytes. */
export function outputSize(digest: i32): i32 {
  if (digest == SHA1) return 20;
  if (digest == SHA224) return 28;
  if (digest == SHA384) return 48;
  if (digest == SHA512) return 64;
  return 32;
}

/** The half of each of eight words of 64 bits of which the first is at `from`. */
function copyHalves(from: usize, to: usize): void {
  for (let i: usize = 0; i < 32; i += 4) store<u32>(to + i, load<u32>(from + 2 * i));
}

/** FIPS 180-4 §5.3. */
export function init(digest: i32, state: usize): void {
  if (digest == SHA1) {
    memory.copy(state, sha1.H0, 20);
  } else if (digest == SHA224) {
    copyHalves(sha2.H0_SHA384, state);
  } else if (digest == SHA256) {
    copyHalves(sha2.H0_SHA512 + sha2.UPPER, state);
  } else if (digest == SHA384) {
    memory.copy(state, sha2.H0_SHA384, 64);
  } else if (digest == SHA512) {
    memory.copy(state, sha2.H0_SHA512, 64);
  } else {
    memory.copy(state, sha2.H0_SHA512_256, 64);
  }
}

/** Through the table, where the shell puts functions that take vectors, if the host has them: see simd/index.ts. */
export function compress(digest: i32, state: usize, data: usize, blocks: i32): void {
  if (digest == SHA1) {
    call_indirect<void>(sha1.compressSha1.index, state, data, blocks);
  } else if (digest <= SHA256) {
    call_indirect<void>(sha2.compressSha256.index, state, data, blocks);
  } else {
    sha2.compress<u64>(state, data, blocks);
  }
}

/**
 * Pads the last `length` bytes of a message of `total` bytes (§5.1), behind them, in place: up to MAX_PADDING bytes. Returns
 * how many blocks they are then. Of the length field of SHA-384 and SHA-512, 128 bits, the upper half is never needed.
 */
export function pad(digest: i32, data: usize, length: i32, total: u64): i32 {
  const wide = <i32>(digest >= SHA384);
  // The bit that ends the message, its length, and what fills the block: a block, and a byte and the length field more.
  const blocks = (length + (72 << wide)) >> (6 + wide);
  const end = data + length;
  const lengthAt = data + (blocks << (6 + wide)) - 8;
  store<u64>(end, 0x80, 0, 1);
  for (let at = lengthAt - 8; at > end; at -= 8) store<u64>(at, 0, 0, 1);
  store<u64>(lengthAt, bswap<u64>(total << 3), 0, 1);
  return blocks;
}

/** Hashes the last `length` bytes of a message of `total` bytes, with room behind them for the padding. */
export function finish(digest: i32, state: usize, data: usize, length: i32, total: u64): void {
  compress(digest, state, data, pad(digest, data, length, total));
}

/** Writes the digest that `state` holds, big-endian and cut to its size (§6.2.2 step 4, §6.3, §6.5, §6.7). */
export function write(digest: i32, state: usize, out: usize): void {
  const size = outputSize(digest);
  if (digest < SHA384) {
    for (let i = 0; i < size; i += 4) store<u32>(out + i, bswap<u32>(load<u32>(state + i)), 0, 1);
  } else {
    for (let i = 0; i < size; i += 8) store<u64>(out + i, bswap<u64>(load<u64>(state + i)), 0, 1);
  }
}

/** Hashes `length` bytes at `data`, with room behind them for the padding, to `out`. */
export function hash(digest: i32, data: usize, length: i32, out: usize): void {
  init(digest, STATE);
  finish(digest, STATE, data, length, length);
  write(digest, STATE, out);
}

// A message of any length: streamInit, streamUpdate for whole blocks, streamFinish for what is left.

/** Bytes that the stream has taken so far. */
let streamed: u64 = 0;

/** Starts from a state: an initial hash value, or one that stands for `before` bytes. */
export function streamFrom(before: i32): void {
  streamed = before;
}

export function streamInit(digest: i32): void {
  init(digest, STATE);
  streamFrom(0);
}

/** Takes the first `length` bytes of INPUT, which are whole blocks. */
export function streamUpdate(digest: i32, length: i32): void {
  compress(digest, STATE, INPUT, length / blockSize(digest));
  streamed += length;
}

/** Takes the last `length` bytes of the message. */
export function streamEnd(digest: i32, length: i32): void {
  finish(digest, STATE, INPUT, length, streamed + length);
}

/** As streamEnd, with the digest at OUTPUT. */
export function streamFinish(digest: i32, length: i32): void {
  streamEnd(digest, length);
  write(digest, STATE, OUTPUT);
}
