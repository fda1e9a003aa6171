/*
 * A timestamp as itsdangerous writes it: whole seconds since the epoch, big-endian without leading zero bytes, in
 * base64url. 0 is the empty text.
 */
import { decode, encode } from './base64url';
import { INPUT, OUTPUT, RESULT } from './memory';

/** The longest timestamp: eight bytes. */
export const MAX_TEXT: i32 = 11;

/** 9999-12-31T23:59:59Z, the last second that a date of Python's has. */
const MAX_SECONDS: u64 = 253402300799;

export const READ: i32 = 0;
export const MALFORMED: i32 = 1;
/** Well written, but no date. */
export const OUT_OF_RANGE: i32 = 2;

const BYTES: usize = memory.data(16, 16);

/** Writes the text of `seconds` to `to`; returns its length. */
export function write(seconds: u64, to: usize): i32 {
  const length = 8 - <i32>(clz<u64>(seconds) >> 3);
  store<u64>(BYTES, bswap<u64>(seconds));
  return encode(BYTES + 8 - length, length, to);
}

/** Reads `length` characters at `from`: READ with the seconds in RESULT (low word, high word), or why not. */
export function read(from: usize, length: i32): i32 {
  if (length > MAX_TEXT) return MALFORMED;
  const size = decode(from, length, BYTES);
  if (size < 0 || (size > 0 && load<u8>(BYTES) == 0)) return MALFORMED;
  let seconds: u64 = 0;
  for (let i = 0; i < size; i++) seconds = (seconds << 8) | load<u8>(BYTES + i);
  if (seconds > MAX_SECONDS) return OUT_OF_RANGE;
  store<u64>(RESULT, seconds);
  return READ;
}

/** The text at OUTPUT of the seconds that `low` and `high` make; returns its length. */
export function writeTimestamp(low: i32, high: i32): i32 {
  return write((<u64>(<u32>high) << 32) | <u32>low, OUTPUT);
}

/** Reads the first `length` characters of INPUT. */
export function readTimestamp(length: i32): i32 {
  return read(INPUT, length);
}
