/** The literals and matches of the current block, and how often each symbol occurs among them. */
import {
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LITERAL_SYMBOLS,
  distanceCode,
  distanceExtraBits,
  lengthCode,
  lengthExtraBits,
} from './alphabets';

/** A block ends with this many, as zlib's does with the memory that it uses by default. */
export const BLOCK_SYMBOLS = 16383;

/** Each a word: the literal, or the distance above the length. */
export const symbols: usize = memory.data(4 * BLOCK_SYMBOLS, 4);

/** The end of those of the current block. */
export let symbolsEnd: usize = 0;

/** Of each literal and length, and after them of each distance (u16). */
export const literalFrequencies: usize = memory.data(2 * (LITERAL_SYMBOLS + DISTANCE_SYMBOLS), 4);
export const distanceFrequencies: usize = literalFrequencies + 2 * LITERAL_SYMBOLS;

/** How many bits the block's extra bits take, and how many all of it with the fixed codes (RFC 1951 §3.2.6). */
export let extraBits: u32 = 0;
export let fixedBits: u32 = 0;

export function resetSymbols(): void {
  symbolsEnd = symbols;
  memory.fill(literalFrequencies, 0, 2 * (LITERAL_SYMBOLS + DISTANCE_SYMBOLS));
  store<u16>(literalFrequencies + 2 * END_OF_BLOCK, 1);
  extraBits = 0;
  fixedBits = 7;
}

@inline
function countOne(frequencies: usize, symbol: u32): void {
  const at = frequencies + (symbol << 1);
  store<u16>(at, load<u16>(at) + 1);
}

/** Adds a literal; answers whether the block is full. */
@inline
export function addLiteral(byte: u32): bool {
  store<u32>(symbolsEnd, byte);
  symbolsEnd += 4;
  countOne(literalFrequencies, byte);
  fixedBits += byte < 144 ? 8 : 9;
  return symbolsEnd == symbols + 4 * BLOCK_SYMBOLS;
}

/** Adds a match; answers whether the block is full. */
@inline
export function addMatch(distance: u32, length: u32): bool {
  store<u32>(symbolsEnd, (distance << 16) | length);
  symbolsEnd += 4;
  const lengthSymbol = FIRST_LENGTH_SYMBOL + lengthCode(length);
  const distanceSymbol = distanceCode(distance);
  countOne(literalFrequencies, lengthSymbol);
  countOne(distanceFrequencies, distanceSymbol);
  const extra = lengthExtraBits(lengthSymbol - FIRST_LENGTH_SYMBOL) + distanceExtraBits(distanceSymbol);
  extraBits += extra;
  fixedBits += (lengthSymbol < 280 ? 7 : 8) + 5 + extra;
  return symbolsEnd == symbols + 4 * BLOCK_SYMBOLS;
}
