/**
 * Decoding tables. Codes of few bits, nearly all that occur, are looked up at once by the next bits of the stream; the
 * longer ones are found by counting through the canonical code (RFC 1951 §3.2.2).
 *
 * What a lookup gives is an entry that says what to do without asking for the symbol again:
 *
 *     bits 0–3    length of the code; 0: none so short
 *     bit  4, 5   LITERAL, END; neither: a length or a distance
 *     bits 8–15   how many extra bits follow
 *     bits 16–31  the literal, or the base of the length or distance
 */
import {
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  FIXED_LITERAL_SYMBOLS,
  LITERAL_SYMBOLS,
  MAX_BITS,
  distanceBase,
  distanceExtraBits,
  lengthBase,
  lengthExtraBits,
  reverseBits,
} from './alphabets';
import { CONTINUE, OVER_SUBSCRIBED, UNDER_SUBSCRIBED } from './status';

export const LITERAL: u32 = 0x10;
export const END: u32 = 0x20;

/** How many bits each table looks up at once. */
export const LITERAL_LOOKUP_BITS = 9;
export const DISTANCE_LOOKUP_BITS = 7;
export const CODE_LENGTH_LOOKUP_BITS = 7;

/**
 * A table: the number of codes of each length (u16), the symbols in the order of their codes (u16), the lookup (u32).
 */
const COUNTS = 0;
const SYMBOLS = COUNTS + 2 * (MAX_BITS + 1);
const LOOKUP = SYMBOLS + 2 * FIXED_LITERAL_SYMBOLS;
export const TABLE_SIZE: i32 = LOOKUP + 4 * (1 << LITERAL_LOOKUP_BITS);

/** The three alphabets; each says what its symbols mean. */
export const LITERALS_AND_LENGTHS = 0;
export const DISTANCES = 1;
export const CODE_LENGTHS = 2;

/** While a table is built: where in SYMBOLS the next symbol of each length goes (u16), and its code (u16). */
const offsets: usize = memory.data(2 * (MAX_BITS + 1), 2);
const codes: usize = memory.data(2 * (MAX_BITS + 1), 2);

/** The entry of a symbol without its code length; 0 for a symbol that must not occur. */
function meaning(alphabet: i32, symbol: u32): u32 {
  if (alphabet == CODE_LENGTHS) return (symbol << 16) | LITERAL;
  if (alphabet == DISTANCES) {
    return symbol < DISTANCE_SYMBOLS ? (distanceBase(symbol) << 16) | (distanceExtraBits(symbol) << 8) : 0;
  }
  if (symbol < END_OF_BLOCK) return (symbol << 16) | LITERAL;
  if (symbol == END_OF_BLOCK) return END;
  if (symbol >= LITERAL_SYMBOLS) return 0;
  const code = symbol - FIRST_LENGTH_SYMBOL;
  return (lengthBase(code) << 16) | (lengthExtraBits(code) << 8);
}

/** Builds a table from the code lengths of `size` symbols, a byte each. */
export function buildTable(table: usize, alphabet: i32, lookupBits: u32, lengths: usize, size: u32): i32 {
  memory.fill(table + COUNTS, 0, SYMBOLS);
  for (let symbol: u32 = 0; symbol < size; symbol++) {
    const count = table + COUNTS + ((<usize>load<u8>(lengths + symbol)) << 1);
    store<u16>(count, load<u16>(count) + 1);
  }
  const absent = load<u16>(table + COUNTS);
  store<u16>(table + COUNTS, 0);

  // Of the codes of each length, `free` are left over for longer ones.
  let free: i32 = 1;
  let code: u32 = 0;
  let offset: u32 = 0;
  for (let length: u32 = 1; length <= MAX_BITS; length++) {
    const count: u32 = load<u16>(table + COUNTS + (length << 1));
    store<u16>(codes + (length << 1), <u16>code);
    store<u16>(offsets + (length << 1), <u16>offset);
    code = (code + count) << 1;
    offset += count;
    free = (free << 1) - count;
    if (free < 0) return OVER_SUBSCRIBED;
  }
  // Only where a block has one distance or none (§3.2.7), or nothing but its end, is the tree not full.
  if (free > 0) {
    const used = size - absent;
    const single = used == 1 && load<u16>(table + COUNTS + 2) == 1;
    if (alphabet == CODE_LENGTHS || (used > 0 && !single)) return UNDER_SUBSCRIBED;
  }

  const lookup = table + LOOKUP;
  memory.fill(lookup, 0, 4 << lookupBits);
  for (let symbol: u32 = 0; symbol < size; symbol++) {
    const length: u32 = load<u8>(lengths + symbol);
    if (length == 0) continue;
    const at = offsets + (length << 1);
    const place: u32 = load<u16>(at);
    store<u16>(at, <u16>(place + 1));
    store<u16>(table + SYMBOLS + (place << 1), <u16>symbol);
    const codeAt = codes + (length << 1);
    const code: u32 = load<u16>(codeAt);
    store<u16>(codeAt, <u16>(code + 1));
    if (length > lookupBits) continue;
    const what = meaning(alphabet, symbol);
    if (what == 0) continue;
    for (let i = reverseBits(code, length); i < <u32>1 << lookupBits; i += 1 << length) {
      store<u32>(lookup + (i << 2), what | length);
    }
  }
  return CONTINUE;
}

/** The entry for the bits that come next; 0 if no code begins with them. */
@inline
export function lookUp(table: usize, alphabet: i32, lookupBits: u32, bits: u32): u32 {
  const entry = load<u32>(table + ((bits & ((1 << lookupBits) - 1)) << 2), LOOKUP);
  return entry != 0 ? entry : countThrough(table, alphabet, bits);
}

/** Decodes canonically, one bit of the code after the other: `first` is the first code of each length. */
function countThrough(table: usize, alphabet: i32, bits: u32): u32 {
  let code: i32 = 0;
  let first: i32 = 0;
  let place: i32 = 0;
  for (let length: u32 = 1; length <= MAX_BITS; length++) {
    code |= bits & 1;
    bits >>= 1;
    const count: i32 = load<u16>(table + COUNTS + (length << 1));
    if (code - first < count) {
      const what = meaning(alphabet, load<u16>(table + SYMBOLS + ((place + code - first) << 1)));
      return what == 0 ? 0 : what | length;
    }
    place += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return 0;
}
