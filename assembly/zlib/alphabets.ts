/**
 * The alphabets of RFC 1951 §3.2.5 and §3.2.7. A length or a distance is a code and some extra bits; both progressions
 * are logarithmic, so code, base and extra bits follow from the leading bits of the value and need no table.
 */

export const MIN_MATCH: u32 = 3;
export const MAX_MATCH: u32 = 258;

export const END_OF_BLOCK: u32 = 256;

/** Symbols that may occur: 256 literals, the end of the block, 29 lengths. */
export const LITERAL_SYMBOLS: u32 = 286;
export const DISTANCE_SYMBOLS: u32 = 30;
export const CODE_LENGTH_SYMBOLS: u32 = 19;

/** The fixed trees also give codes to two lengths and two distances that never occur (§3.2.6). */
export const FIXED_LITERAL_SYMBOLS: u32 = 288;
export const FIXED_DISTANCE_SYMBOLS: u32 = 32;

/** The longest code of literals and distances, and of code lengths. */
export const MAX_BITS: u32 = 15;
export const MAX_CODE_LENGTH_BITS: u32 = 7;

/** In the code length alphabet: repeat the previous length 3–6 times, zero 3–10 times, zero 11–138 times. */
export const REPEAT: u32 = 16;
export const ZEROS: u32 = 17;
export const MANY_ZEROS: u32 = 18;

/** The order in which the lengths of the code length codes are sent: those likely to be absent last. */
export const CODE_LENGTH_ORDER: usize = memory.data<u8>([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
]);

/** Length codes count from 0 here; as a symbol they follow the end of the block. */
export const FIRST_LENGTH_SYMBOL: u32 = END_OF_BLOCK + 1;
const LONGEST_LENGTH_CODE: u32 = 28;

/** Four codes for each power of two from 8 on; the longest length has a code of its own. */
@inline
export function lengthCode(length: u32): u32 {
  const value = length - MIN_MATCH;
  if (value < 8) return value;
  if (length == MAX_MATCH) return LONGEST_LENGTH_CODE;
  const exponent = 31 - clz(value);
  return ((exponent - 1) << 2) + ((value >> (exponent - 2)) & 3);
}

@inline
export function lengthExtraBits(code: u32): u32 {
  return code < 8 || code == LONGEST_LENGTH_CODE ? 0 : (code >> 2) - 1;
}

@inline
export function lengthBase(code: u32): u32 {
  if (code < 8) return MIN_MATCH + code;
  if (code == LONGEST_LENGTH_CODE) return MAX_MATCH;
  return MIN_MATCH + ((4 + (code & 3)) << lengthExtraBits(code));
}

/** Two codes for each power of two from 4 on. */
@inline
export function distanceCode(distance: u32): u32 {
  const value = distance - 1;
  if (value < 4) return value;
  const exponent = 31 - clz(value);
  return (exponent << 1) + ((value >> (exponent - 1)) & 1);
}

@inline
export function distanceExtraBits(code: u32): u32 {
  return code < 4 ? 0 : (code >> 1) - 1;
}

@inline
export function distanceBase(code: u32): u32 {
  return code < 4 ? 1 + code : 1 + ((2 + (code & 1)) << distanceExtraBits(code));
}

/** Extra bits of a code length symbol: how often REPEAT, ZEROS and MANY_ZEROS repeat. */
@inline
export function repeatExtraBits(symbol: u32): u32 {
  return symbol < REPEAT ? 0 : symbol == REPEAT ? 2 : symbol == ZEROS ? 3 : 7;
}

/** Writes the code lengths of the fixed literal/length tree, a byte each (§3.2.6). */
export function writeFixedLiteralLengths(lengths: usize): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
}

/** Writes the code lengths of the fixed distance tree. */
export function writeFixedDistanceLengths(lengths: usize): void {
  memory.fill(lengths, 5, FIXED_DISTANCE_SYMBOLS);
}

/** A code is packed starting with its most significant bit, everything else with its least (§3.1.1). */
@inline
export function reverseBits(code: u32, length: u32): u32 {
  code = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
  code = ((code & 0x3333) << 2) | ((code >> 2) & 0x3333);
  code = ((code & 0x0f0f) << 4) | ((code >> 4) & 0x0f0f);
  code = ((code & 0x00ff) << 8) | (code >> 8);
  return code >> (16 - length);
}
