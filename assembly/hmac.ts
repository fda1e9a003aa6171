/*
 * HMAC, RFC 2104, on midstates. H(K ⊕ ipad ‖ text) and the outer hash begin with a block that depends on the key alone,
 * so the two states after that block stand for the key: the inner one, and 64 bytes on the outer one.
 */
import { blockSize, compress, finish, hash, init, outputSize, streamEnd, streamFrom, write } from './digest';
import { BLOCK, INPUT, MAC, MIDSTATES, OUTPUT, STATE } from './memory';

const OUTER = 64;

/** State and midstates are wiped and copied as eight words: less than the cost of a call to memory.copy. */
// @ts-ignore: decorator
@inline function copyState(to: usize, from: usize): void {
  for (let i: usize = 0; i < 64; i += 8) store<u64>(to + i, load<u64>(from + i));
}

/** K ⊕ pad, through the hash (§2, steps 2 and 5). */
function padState(digest: i32, state: usize, key: usize, length: i32, pad: u8): void {
  memory.fill(BLOCK, pad, blockSize(digest));
  for (let i = 0; i < length; i++) store<u8>(BLOCK + i, load<u8>(key + i) ^ pad);
  init(digest, state);
  compress(digest, state, BLOCK, 1);
}

/** The midstates of the key of `length` bytes at `key`; a key longer than a block is hashed in its place (§2). */
export function midstates(digest: i32, key: usize, length: i32, out: usize): void {
  if (length > blockSize(digest)) {
    hash(digest, key, length, key);
    length = outputSize(digest);
  }
  padState(digest, out, key, length, 0x36);
  padState(digest, out + OUTER, key, length, 0x5c);
}

/** Turns STATE, the finished inner hash, into the code at MAC. */
function finishOuter(digest: i32, key: usize): void {
  const size = outputSize(digest);
  write(digest, STATE, BLOCK);
  copyState(STATE, key + OUTER);
  finish(digest, STATE, BLOCK, size, blockSize(digest) + size);
  write(digest, STATE, MAC);
}

/** The code of `length` bytes at `data`, with room behind them for the padding, under the midstates at `key`. */
export function mac(digest: i32, key: usize, data: usize, length: i32): void {
  copyState(STATE, key);
  finish(digest, STATE, data, length, blockSize(digest) + length);
  finishOuter(digest, key);
}

// A message of any length under the first key of MIDSTATES: hmacInit, streamUpdate, hmacFinish.

export function hmacInit(digest: i32): void {
  copyState(STATE, MIDSTATES);
  streamFrom(blockSize(digest));
}

/** The code at OUTPUT. */
export function hmacFinish(digest: i32, length: i32): void {
  streamEnd(digest, length);
  finishOuter(digest, MIDSTATES);
  memory.copy(OUTPUT, MAC, outputSize(digest));
}

/** The midstates of the key of `length` bytes at INPUT, at OUTPUT. */
export function prepareKey(digest: i32, length: i32): void {
  midstates(digest, INPUT, length, OUTPUT);
}
