/*
 * base64url without padding, RFC 4648 §5 and §3.2. Decoding is strict: what encode would not write is refused, padding
 * (§3.2), foreign characters (§3.3) and unused bits that are not zero (§3.5) with it.
 */
import { INPUT, INPUT_SIZE } from './memory';

/** Table 2 of §5: A–Z, a–z, 0–9, "-", "_". */
const ALPHABET: usize = memory.data<u8>([
  0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50,
  0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66,
  0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76,
  0x77, 0x78, 0x79, 0x7a, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x2d, 0x5f,
], 16);

const INVALID: i32 = 64;

/** The value of each ASCII character, or INVALID. */
const VALUE: usize = memory.data<u8>([
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 64,
  52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 64, 64, 64,
  64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
  15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, 64, 64, 64, 63,
  64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
  41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64,
]);

// @ts-ignore: decorator
@inline function character(value: i32): u8 {
  return load<u8>(ALPHABET + (value & 63));
}

// @ts-ignore: decorator
@inline function value(at: usize): i32 {
  const c = load<u8>(at);
  return c < 128 ? <i32>load<u8>(VALUE + c) : INVALID;
}

/** Characters that `length` bytes become. */
// @ts-ignore: decorator
@inline export function encodedLength(length: i32): i32 {
  return (length * 4 + 2) / 3;
}

/**
 * Encodes `length` bytes at `from` to `to`, which may be `from`: the end comes first, and what is written lies behind what
 * is still to be read. Returns the number of characters.
 */
export function encode(from: usize, length: i32, to: usize): i32 {
  const characters = encodedLength(length);
  const groups = length / 3;
  const rest = length - 3 * groups;
  from += 3 * groups;
  to += 4 * groups;
  if (rest > 0) {
    const bits = (<i32>load<u8>(from) << 16) | (rest == 2 ? <i32>load<u8>(from, 1) << 8 : 0);
    store<u8>(to, character(bits >> 18));
    store<u8>(to, character(bits >> 12), 1);
    if (rest == 2) store<u8>(to, character(bits >> 6), 2);
  }
  for (let group = 0; group < groups; group++) {
    from -= 3;
    to -= 4;
    // Of the four bytes that are loaded at once, three are of use: nothing that is encoded ends where memory does.
    const bits = bswap<u32>(load<u32>(from, 0, 1));
    store<u8>(to, character(bits >> 26));
    store<u8>(to, character(bits >> 20), 1);
    store<u8>(to, character(bits >> 14), 2);
    store<u8>(to, character(bits >> 8), 3);
  }
  return characters;
}

/** Decodes `length` characters at `from` to `to` (which may be `from`); returns the number of bytes, or -1. */
export function decode(from: usize, length: i32, to: usize): i32 {
  const start = to;
  for (; length >= 4; length -= 4, from += 4, to += 3) {
    const a = value(from), b = value(from + 1), c = value(from + 2), d = value(from + 3);
    if ((a | b | c | d) & INVALID) return -1;
    store<u8>(to, (a << 2) | (b >> 4));
    store<u8>(to, (b << 4) | (c >> 2), 1);
    store<u8>(to, (c << 6) | d, 2);
  }
  if (length == 1) return -1;
  if (length > 1) {
    const a = value(from), b = value(from + 1), c = length == 3 ? value(from + 2) : 0;
    const unused = length == 3 ? c & 3 : b & 15;
    if ((a | b | c) & INVALID || unused != 0) return -1;
    store<u8>(to, (a << 2) | (b >> 4));
    if (length == 3) store<u8>(to, (b << 4) | (c >> 2), 1);
    to += length - 1;
  }
  return <i32>(to - start);
}

/** The most bytes that encodeInput takes: INPUT holds their text. */
export const ENCODE_SIZE: i32 = INPUT_SIZE / 4 * 3;

/** Encodes the first `length` bytes of INPUT, at most ENCODE_SIZE, in place; returns the number of characters. */
export function encodeInput(length: i32): i32 {
  return encode(INPUT, length, INPUT);
}

/** Decodes the first `length` characters of INPUT in place; returns the number of bytes, or -1. */
export function decodeInput(length: i32): i32 {
  return decode(INPUT, length, INPUT);
}
