/**
 * Reads bits, least significant first (RFC 1951 §3.1.1), from a value that arrives in pieces. Nothing is read bit by
 * bit across two pieces: while more is to come, the caller stops at MARGIN bytes before the end of a piece, and what is
 * left moves in front of the next one.
 */
import { piece } from './buffers';

/**
 * More than the longest thing read in one go, the header of a dynamic block: 17 + 19·3 + 316·14 bits (RFC 1951 §3.2.7).
 */
const MARGIN = 576;

/** The next byte to load, and the end of the bytes at hand. */
export let next: usize = 0;
let end: usize = 0;

/** Loaded bits: the low `held` bits of `hold`; above them there may be bits of the bytes from `next` on. */
export let hold: u32 = 0;
export let held: u32 = 0;

/** The last byte from which something may be read in one go, given what is known of the input. */
export let stop: usize = 0;

let complete = false;

/** How many bytes of the stream have come. */
export let streamLength: u32 = 0;

export function resetReader(): void {
  next = piece;
  end = piece;
  hold = 0;
  held = 0;
  stop = 0;
  streamLength = 0;
  complete = false;
}

/** Moves what is left to where the next piece will continue it. */
export function makeRoom(): void {
  next -= held >> 3;
  held &= 7;
  hold &= (1 << held) - 1;
  const left = end - next;
  memory.copy(piece - left, next, left);
  next = piece - left;
}

/** Goes on with a new piece of `length` bytes; `last` when none follows it. */
export function readPiece(length: u32, last: bool): void {
  end = piece + length;
  streamLength += length;
  complete = last;
  stop = last ? end : end - MARGIN;
}

/** Takes over from a loop that kept the reader in locals. */
@inline
export function setReader(newNext: usize, newHold: u32, newHeld: u32): void {
  next = newNext;
  hold = newHold;
  held = newHeld;
}

/** Makes at least 24 bits available. */
@inline
export function refill(): void {
  hold |= load<u32>(next, 0, 1) << held;
  next += (31 - held) >> 3;
  held |= 24;
}

@inline
export function drop(count: u32): void {
  hold >>= count;
  held -= count;
}

/** Reads up to 16 bits. */
export function readBits(count: u32): u32 {
  refill();
  const value = hold & ((1 << count) - 1);
  drop(count);
  return value;
}

/** Skips to the next byte boundary and gives back whole bytes that were loaded. */
export function alignToByte(): void {
  next -= held >> 3;
  hold = 0;
  held = 0;
}

/** Bytes at hand; only on a byte boundary, with no bits loaded. */
@inline
export function bytesLeft(): u32 {
  return <u32>(end - next);
}

@inline
export function skipBytes(count: u32): void {
  next += count;
}

/** Whether the next thing may be cut short by the end of the piece, with more to come. */
export function needsPiece(): bool {
  return !complete && next - (held >> 3) > stop;
}

/** Whether more bits were taken than the input has. */
export function isOverrun(): bool {
  return complete && next - (held >> 3) > end;
}

/** Whether the input ends within the next `count` bits. */
export function endsWithin(count: i32): bool {
  return complete && (<i32>(end - next) << 3) + <i32>held < count;
}

/** Whether every byte has been read, but for the unused bits of the last. */
export function isAtEnd(): bool {
  return complete && next - (held >> 3) == end;
}
