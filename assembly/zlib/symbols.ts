/** The literals and matches of the current block, and how often each symbol occurs among them. */
import {
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LITERAL_SYMBOLS,
  distanceCode,
  lengthCode,
} from './alphabets';

/** A block ends with this many, as zlib's does with the memory that it uses by default. */
const BLOCK_SYMBOLS = 16383;

/** Each a word: the literal, or the distance above the length. */
export const symbols: usize = memory.data(4 * BLOCK_SYMBOLS, 4);

/** The end of those of the current block. */
export let symbolsEnd: usize = 0;

/** Of each literal and length, and of each distance (u16). */
export const literalFrequencies: usize = memory.data(2 * LITERAL_SYMBOLS, 4);
export const distanceFrequencies: usize = memory.data(2 * DISTANCE_SYMBOLS, 4);

export function resetSymbols(): void {
  symbolsEnd = symbols;
  memory.fill(literalFrequencies, 0, 2 * LITERAL_SYMBOLS);
  memory.fill(distanceFrequencies, 0, 2 * DISTANCE_SYMBOLS);
  store<u16>(literalFrequencies + 2 * END_OF_BLOCK, 1);
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
  return symbolsEnd == symbols + 4 * BLOCK_SYMBOLS;
}

/** Adds a match; answers whether the block is full. */
@inline
export function addMatch(distance: u32, length: u32): bool {
  store<u32>(symbolsEnd, (distance << 16) | length);
  symbolsEnd += 4;
  countOne(literalFrequencies, FIRST_LENGTH_SYMBOL + lengthCode(length));
  countOne(distanceFrequencies, distanceCode(distance));
  return symbolsEnd == symbols + 4 * BLOCK_SYMBOLS;
}
