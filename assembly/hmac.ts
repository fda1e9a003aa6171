/*
 * HMAC, RFC 2104, on midstates. H(K ⊕ ipad ‖ text) and the outer hash begin with a block that depends on the key alone,
 * so the two states after that block stand for the key: the inner one, and behind it the outer one.
 */
import {
  blockSize, compress, finish, hash, init, outputSize, pad, SHA1, SHA256, stateSize, streamEnd, streamFrom, write,
} from './digest';
import { BLOCK, INPUT, MAC, OUTPUT, SIGNER, STATE } from './memory';

/** Four bytes at a time: less than the cost of a call to memory.copy. */
// @ts-ignore: decorator
@inline function copyState(digest: i32, from: usize): void {
  const size = stateSize(digest);
  for (let i = 0; i < size; i += 4) store<u32>(STATE + i, load<u32>(from + i));
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
  padState(digest, out + stateSize(digest), key, length, 0x5c);
}

/** Turns STATE, the finished inner hash, into the code at `out`. */
function finishOuter(digest: i32, key: usize, out: usize): void {
  const size = outputSize(digest);
  write(digest, STATE, BLOCK);
  copyState(digest, key + stateSize(digest));
  finish(digest, STATE, BLOCK, size, blockSize(digest) + size);
  write(digest, STATE, out);
}

/** The code, at `out`, of a message under the midstates at `key`: `blocks` blocks at `data`, in which it is padded. */
export function macPadded(digest: i32, key: usize, data: usize, blocks: i32, out: usize): void {
  // Through the table, as compress: see digest.ts.
  if (digest == SHA1) call_indirect<void>(macSha1.index, key, data, blocks, out);
  else if (digest == SHA256) call_indirect<void>(macSha256.index, key, data, blocks, out);
  else macWith(digest, key, data, blocks, out);
}

export function macSha256(key: usize, data: usize, blocks: i32, out: usize): void {
  macWith(SHA256, key, data, blocks, out);
}

export function macSha1(key: usize, data: usize, blocks: i32, out: usize): void {
  macWith(SHA1, key, data, blocks, out);
}

function macWith(digest: i32, key: usize, data: usize, blocks: i32, out: usize): void {
  copyState(digest, key);
  compress(digest, STATE, data, blocks);
  finishOuter(digest, key, out);
}

/** The code, at MAC, of `length` bytes at `data`, with room behind them for the padding. */
export function mac(digest: i32, key: usize, data: usize, length: i32): void {
  macPadded(digest, key, data, pad(digest, data, length, blockSize(digest) + length), MAC);
}

// A message of any length under midstates at SIGNER: hmacInit, streamUpdate, hmacFinish.

export function hmacInit(digest: i32): void {
  copyState(digest, SIGNER);
  streamFrom(blockSize(digest));
}

/** The code at OUTPUT. */
export function hmacFinish(digest: i32, length: i32): void {
  streamEnd(digest, length);
  finishOuter(digest, SIGNER, OUTPUT);
}

/** The midstates of the key of `length` bytes at INPUT, at OUTPUT; returns their length. */
export function prepareKey(digest: i32, length: i32): i32 {
  midstates(digest, INPUT, length, OUTPUT);
  return 2 * stateSize(digest);
}
