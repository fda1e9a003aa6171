/*
 * The messages of a batch. Each is moved to blocks of its own and padded there once, so that its code can be made under one
 * key after the other, and of four messages at a time where the host can do that (simd/hmac-lanes.ts).
 */
import { blockSize, pad, SHA1 } from './digest';
import { macPadded } from './hmac';
import { MAC_STEP, MACS, MESSAGE_SLACK, MESSAGES } from './memory';

// What the list at MESSAGES has of each, in four words.
const ADDRESS: usize = 0;
const BLOCKS: usize = 4;
const LENGTH: usize = 8;
const INDEX: usize = 12;

/**
 * Bytes from the place of one message of up to `length` bytes to that of the next: full blocks of 128 bytes, in which it
 * finds room for MAX_SEP bytes, a timestamp of 11 and the shortest padding, of 17.
 */
// @ts-ignore: decorator
@inline export function placeSize(length: i32): i32 {
  return (length + MESSAGE_SLACK) & -128;
}

/**
 * Moves `length` bytes from `from` to `to`, which is the same or lies 44 bytes behind it or more: from the end, eight at a
 * time, so that up to seven before them are copied too.
 */
// @ts-ignore: decorator
@inline export function moveUp(from: usize, length: i32, to: usize): void {
  for (let i = length - 8; i > -8; i -= 8) store<u64>(to + i, load<u64>(from + i, 0, 1), 0, 1);
}

// @ts-ignore: decorator
@inline function entry(number: i32): usize {
  return MESSAGES + 16 * number;
}

// @ts-ignore: decorator
@inline export function addressOf(number: i32): usize {
  return load<i32>(entry(number), ADDRESS);
}

/** Bytes without the padding. */
// @ts-ignore: decorator
@inline export function lengthOf(number: i32): i32 {
  return load<i32>(entry(number), LENGTH);
}

/** Of which value or token of the batch it is. */
// @ts-ignore: decorator
@inline export function indexOf(number: i32): i32 {
  return load<i32>(entry(number), INDEX);
}

// @ts-ignore: decorator
@inline export function macOf(number: i32): usize {
  return MACS + MAC_STEP * number;
}

/** Makes the `length` bytes at `address` message `number`: pads them. */
export function setMessage(number: i32, digest: i32, address: usize, length: i32, index: i32): void {
  store<i32>(entry(number), <i32>address, ADDRESS);
  store<i32>(entry(number), pad(digest, address, length, blockSize(digest) + length), BLOCKS);
  store<i32>(entry(number), length, LENGTH);
  store<i32>(entry(number), index, INDEX);
}

/** Makes message `number`, as it is, message `to`. */
export function renumber(number: i32, to: i32): void {
  store<u64>(entry(to), load<u64>(entry(number)));
  store<u64>(entry(to), load<u64>(entry(number), 8), 8);
}

/** Makes the codes, at MACS, of the first `count` messages under the midstates at `key`. */
export function macMany(digest: i32, key: usize, count: i32): void {
  // Through the table, as compress: see digest.ts.
  if (digest == SHA1) call_indirect<void>(macManySha1.index, key, count);
  else macEach(digest, key, count);
}

export function macManySha1(key: usize, count: i32): void {
  macEach(SHA1, key, count);
}

function macEach(digest: i32, key: usize, count: i32): void {
  for (let number = 0; number < count; number++) {
    macPadded(digest, key, addressOf(number), load<i32>(entry(number), BLOCKS), macOf(number));
  }
}
