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
  let outside = 0, repeated: u32 = 0, logarithms: u32 = 0, used1: u32 = 0, used2: u32 = 0, used3: u32 = 0;
  const end = piece + length;
  for (let at = piece; at < end; at++) {
    const three = load<u32>(at, 0, 1) << 8;
    const byte = (three >> 8) & 0xff;
    outside |= (byte - 0x20) | (0x7f - byte);
    const frequency = load<u8>(frequencies + byte);
    store<u8>(frequencies + byte, frequency + 1);
    logarithms += load<u8>(GROWTH + frequency);
    const bit = 1 << byte, word = byte >> 5;
    used1 |= bit & -<i32>(word == 1);
    used2 |= bit & -<i32>(word == 2);
    used3 |= bit & -<i32>(word == 3);
    const hash = seen + ((three * 0x9e3779b1) >> (32 - SEEN_BITS));
    repeated += <u32>(load<u8>(hash) == text);
    store<u8>(hash, text);
  }
  for (let at = piece; at < end; at++) store<u8>(frequencies + load<u8>(at), 0);
  // Control characters and bytes beyond ASCII are not foreseen by the bound of the lengths.
  if (outside < 0 || repeated > MAX_REPEATED) return false;

  const used = popcnt(used1) + popcnt(used2) + popcnt(used3);
  const lengths = usedBits(used1, 0) + usedBits(used2, used1) + usedBits(used3, used2);
  const dynamic = headerBits(used, repeated) + lengths + codesBits(length, repeated, logarithms);
  const least = min(fixedBits(length, repeated), dynamic);
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
 * The least that a dynamic block takes before the lengths of the `used` byte values (§3.2.7): HLIT, HDIST and HCLEN, and the
 * lengths of the code of lengths. And the end of the block: its length, a bit, and for the many zeros before it a symbol with 7
 * extra bits; of those before the first byte value in use, usedBits has but four of eight bits.
 */
// @ts-ignore: decorator
@inline function headerBits(used: u32, repeated: u32): u32 {
  return COUNTS_BITS + codeLengthCodeBits(used + 1 + repeated) + 1 + 8 + 4;
}

/** The least that the lengths of 32 byte values take, of which `used` are in use, and `below` of the 32 before them. */
function usedBits(used: u32, below: u32): u32 {
  // Those whose next lower one is in use, or next two, and so on.
  const next1 = (used << 1) | (below >> 31), next2 = (used << 2) | (below >> 30);
  const next3 = (used << 3) | (below >> 29), next4 = (used << 4) | (below >> 28);
  // A length takes one bit, unless it repeats those before: from the fifth of a run on it may come with the fourth.
  const lengths = popcnt(used) - popcnt(used & next1 & next2 & next3 & next4);
  // Zeros before it take a bit, three and more of them four.
  return lengths + popcnt(used & ~next1) + 3 * popcnt(used & ~(next1 | next2 | next3));
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
