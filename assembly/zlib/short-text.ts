/**
 * Tells of most short texts that they do not become shorter, without looking for matches or building codes, which takes some
 * five times as long. It is a bound: what it says is so, and what it does not say may be so too.
 *
 * Let the text have n bytes, each with some frequency f, and R positions whose next three bytes stood before. Then no more than
 * R matches are possible; M of them cover at most R + 2M bytes, among which no byte value occurs for the first time.
 */
import { piece } from './buffers';
import { codeLengthCodeBits, COUNTS_BITS, LOG2 } from './least-bits';

/** Longer values are not looked at. */
export const MAX_SHORT = 58;

/** Nor are texts with more positions that may begin a match. */
const MAX_REPEATED: u32 = 4;

/** ⌈16 ((f + 1) log₂ (f + 1) − f log₂ f)⌉ for f up to 63. */
const GROWTH: usize = memory.data<u8>([
  0, 32, 45, 52, 58, 63, 67, 70, 73, 76, 78, 80, 82, 84, 85, 87, 88, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 102,
  103, 104, 105, 105, 106, 107, 107, 108, 108, 109, 110, 110, 111, 111, 112, 112, 113, 113, 114, 114, 115, 115, 115, 116, 116,
  117, 117, 118, 118, 118, 119, 119, 119,
]);

/** How often each byte occurs (u8); 0 between two texts. */
const frequencies: usize = memory.data(256);

/** With which text a hash of three bytes occurred last (u8), so that it need not be cleared for each. */
const SEEN_BITS = 12;
const seen: usize = memory.data(1 << SEEN_BITS);
let text: u32 = 0;

/** What a stream has beside the data of its block: two bytes before and four behind it (RFC 1950 §2.2), and a block's own 3 bits. */
const FRAME_BITS = 8 * (2 + 4) + 3;

/** Whether the stream of the `length` bytes at `piece`, which then are wiped, has `below` bytes or more. */
export function cannotPay(length: i32, below: i32): bool {
  if (length > MAX_SHORT) return false;
  if (++text > 0xff) {
    memory.fill(seen, 0, 1 << SEEN_BITS);
    text = 1;
  }
  // Without a branch that depends on the text: most of the time would go into those that are foretold wrongly.
  let bytes: u32 = 0, repeated: u32 = 0, logarithms: u32 = 0, lower: u64 = 0, upper: u64 = 0;
  const end = piece + length;
  for (let at = piece; at < end; at++) {
    const three = load<u32>(at, 0, 1) << 8;
    const byte = (three >> 8) & 0xff;
    bytes |= byte;
    const frequency = load<u8>(frequencies + byte);
    store<u8>(frequencies + byte, frequency + 1);
    logarithms += load<u8>(GROWTH + frequency);
    const bit = <u64>1 << byte;
    const isUpper = -<u64>(byte >> 6);
    lower |= bit & ~isUpper;
    upper |= bit & isUpper;
    const hash = seen + ((three * 0x9e3779b1) >> (32 - SEEN_BITS));
    repeated += <u32>(load<u8>(hash) == text);
    store<u8>(hash, text);
  }
  for (let at = piece; at < end; at++) store<u8>(frequencies + load<u8>(at), 0);
  // Control characters and bytes beyond ASCII are not foreseen by the bound of the lengths.
  if (bytes >= 0x80 || (lower & 0x7ff) != 0 || repeated > MAX_REPEATED) return false;

  const least = min(fixedBits(length, repeated), lengthsBits(lower, upper, repeated) + codesBits(length, repeated, logarithms));
  if (<i32>((FRAME_BITS + least + 7) >> 3) < below) return false;
  memory.fill(piece, 0, length);
  return true;
}

/**
 * The least that fixed codes take (RFC 1951 §3.2.6): 7 bits for the end, 8 a byte, 12 a match. As M is at most R,
 * 8 (R + 2M) − 12 M is at most 12 R.
 */
// @ts-ignore: decorator
@inline function fixedBits(length: u32, repeated: u32): u32 {
  return 7 + 8 * length - 12 * repeated;
}

/**
 * The least that a dynamic block takes before its codes (§3.2.7): HLIT, HDIST and HCLEN, the lengths of the code of lengths,
 * and the lengths of the byte values in use, of those between them, and of the block's end.
 */
// @ts-ignore: decorator
@inline function lengthsBits(lower: u64, upper: u64, repeated: u32): u32 {
  // Byte values whose next lower one is in use, or next two, and so on.
  const lower1 = lower << 1, upper1 = (upper << 1) | (lower >> 63);
  const lower2 = lower << 2, upper2 = (upper << 2) | (lower >> 62);
  const lower3 = lower << 3, upper3 = (upper << 3) | (lower >> 61);
  const lower4 = lower << 4, upper4 = (upper << 4) | (lower >> 60);
  const used = <u32>(popcnt(lower) + popcnt(upper));
  // A length takes one bit, unless it repeats those before: from the fifth of a run on it may come with the fourth.
  const repeats = <u32>(popcnt(lower & lower1 & lower2 & lower3 & lower4) + popcnt(upper & upper1 & upper2 & upper3 & upper4));
  // Zeros between two of them take a bit, three and more four; many take eight, as do those before the first, which are counted
  // with four, and those behind the last.
  const gaps = <u32>(popcnt(lower & ~lower1) + popcnt(upper & ~upper1));
  const wide = <u32>(popcnt(lower & ~(lower1 | lower2 | lower3)) + popcnt(upper & ~(upper1 | upper2 | upper3)));
  return COUNTS_BITS + codeLengthCodeBits(used + 1 + repeated) + (used - repeats) + (gaps + 3 * wide) + 4 + 8 + 1;
}

/**
 * The least that the codes themselves take. Of T = n + 1 literals, the end of the block among them, Shannon's bound is
 * T log₂ T − Σ f log₂ f. A match is a symbol more, of log₂ T + 1.44 − log₂ M bits at least, and a bit for its distance. A byte
 * that it covers is a literal less, of log₂ (T + M) + 1.44 − 2 bits at most, for the first of its value is not covered. All
 * that is least where M is R.
 */
// @ts-ignore: decorator
@inline function codesBits(length: u32, repeated: u32, logarithms: u32): u32 {
  const total = length + 1;
  const log2 = <i32>load<u8>(LOG2 + total);
  const covered = repeated * (3 * <i32>load<u8>(LOG2 + total + repeated) - log2 + load<u8>(LOG2 + repeated) - 61);
  return max<i32>(0, total * log2 - logarithms - covered) >> 4;
}
