/** The code lengths of a dynamic block's trees, run-length encoded (RFC 1951 §3.2.7). */
import {
  CODE_LENGTH_ORDER,
  CODE_LENGTH_SYMBOLS,
  DISTANCE_SYMBOLS,
  LITERAL_SYMBOLS,
  MANY_ZEROS,
  MAX_CODE_LENGTH_BITS,
  REPEAT,
  ZEROS,
  repeatExtraBits,
} from './alphabets';
import { writeBits } from './bit-writer';
import { assignCodes } from './canonical-codes';
import { buildLengths, treeBits } from './huffman-tree';

/** Symbols of the code length alphabet, each a u16: the symbol, above it the extra bits. */
const runs: usize = memory.data(2 * (LITERAL_SYMBOLS + DISTANCE_SYMBOLS), 2);
let runsEnd: usize = 0;

/** Of the symbols of the code length alphabet: frequencies (u16, an even number), lengths (u8), codes (u32). */
const frequencies: usize = memory.data(2 * (CODE_LENGTH_SYMBOLS + 1), 4);
const lengths: usize = memory.data(CODE_LENGTH_SYMBOLS);
const codes: usize = memory.data(4 * CODE_LENGTH_SYMBOLS, 4);

/** How many of the lengths of the code length codes are sent, at least 4. */
let sent: u32 = 0;

/** Encodes the lengths of both trees; answers how many bits that takes. */
export function encodeLengths(literals: usize, literalCount: u32, distances: usize, distanceCount: u32): u32 {
  runsEnd = runs;
  memory.fill(frequencies, 0, 2 * CODE_LENGTH_SYMBOLS);
  encodeTree(literals, literalCount);
  encodeTree(distances, distanceCount);
  buildLengths(frequencies, CODE_LENGTH_SYMBOLS, MAX_CODE_LENGTH_BITS, lengths);

  sent = CODE_LENGTH_SYMBOLS;
  while (sent > 4 && load<u8>(lengths + load<u8>(CODE_LENGTH_ORDER + sent - 1)) == 0) sent--;

  let bits = 5 + 5 + 4 + 3 * sent + treeBits;
  for (let symbol = REPEAT; symbol <= MANY_ZEROS; symbol++) {
    bits += load<u16>(frequencies + (symbol << 1)) * repeatExtraBits(symbol);
  }
  return bits;
}

/** Writes what was encoded last. */
export function writeLengths(literalCount: u32, distanceCount: u32): void {
  writeBits(literalCount - 257, 5);
  writeBits(distanceCount - 1, 5);
  writeBits(sent - 4, 4);
  for (let i: u32 = 0; i < sent; i++) writeBits(load<u8>(lengths + load<u8>(CODE_LENGTH_ORDER + i)), 3);

  assignCodes(lengths, CODE_LENGTH_SYMBOLS, codes);
  for (let run = runs; run < runsEnd; run += 2) {
    const symbol: u32 = load<u8>(run);
    const code = load<u32>(codes + (symbol << 2));
    const length = code >> 16;
    writeBits((code & 0xffff) | (<u32>load<u8>(run, 1) << length), length + repeatExtraBits(symbol));
  }
}

/** Encodes one tree. The format would let runs go on from one tree into the next; zlib does not make use of that. */
function encodeTree(treeLengths: usize, size: u32): void {
  for (let symbol: u32 = 0; symbol < size; ) {
    const length: u32 = load<u8>(treeLengths + symbol);
    let end = symbol + 1;
    const four = 0x01010101 * length;
    while (end + 4 <= size && load<u32>(treeLengths + end, 0, 1) == four) end += 4;
    while (end < size && load<u8>(treeLengths + end) == length) end++;
    if (length == 0) encodeZeros(end - symbol);
    else encodeRun(length, end - symbol);
    symbol = end;
  }
}

function encodeZeros(count: u32): void {
  while (count >= 3) {
    const run = min(count, 138);
    if (run <= 10) add(ZEROS, run - 3);
    else add(MANY_ZEROS, run - 11);
    count -= run;
  }
  for (; count > 0; count--) add(0, 0);
}

function encodeRun(length: u32, count: u32): void {
  add(length, 0);
  count--;
  while (count >= 3) {
    const run = min(count, 6);
    add(REPEAT, run - 3);
    count -= run;
  }
  for (; count > 0; count--) add(length, 0);
}

@inline
function add(symbol: u32, extra: u32): void {
  store<u16>(runsEnd, <u16>((extra << 8) | symbol));
  runsEnd += 2;
  const at = frequencies + (symbol << 1);
  store<u16>(at, load<u16>(at) + 1);
}
