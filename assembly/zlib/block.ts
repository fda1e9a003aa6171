/** Chooses how a block is written, the shortest of three ways (RFC 1951 §3.2.3), and writes it. */
import {
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  FIXED_DISTANCE_SYMBOLS,
  FIXED_LITERAL_SYMBOLS,
  LITERAL_SYMBOLS,
  MAX_BITS,
  distanceBase,
  distanceCode,
  distanceExtraBits,
  lengthBase,
  lengthCode,
  lengthExtraBits,
  writeFixedDistanceLengths,
  writeFixedLiteralLengths,
} from './alphabets';
import { padToByte, sizeAfter, writeBits, writeBytes } from './bit-writer';
import { assignCodes } from './canonical-codes';
import { encodeLengths, writeLengths } from './code-lengths';
import { buildLengths, treeBits } from './huffman-tree';
import { leastDynamicBits } from './least-bits';
import {
  distanceFrequencies,
  extraBits,
  fixedBits,
  literalFrequencies,
  resetSymbols,
  symbols,
  symbolsEnd,
} from './symbols';

const STORED = 0;
const FIXED = 1;
const DYNAMIC = 2;

/** The bits before a block's data: whether it is the last one, and its type. */
const HEADER_BITS: u32 = 3;

/** LEN and NLEN, and the stream's checksum. */
const STORED_LENGTHS_SIZE: u32 = 4;
const CHECKSUM_SIZE: u32 = 4;

/** Code lengths (u8) and codes (u32) of the fixed trees and of the block's own. */
const fixedLiteralLengths: usize = memory.data(FIXED_LITERAL_SYMBOLS);
const fixedDistanceLengths: usize = memory.data(FIXED_DISTANCE_SYMBOLS);
const fixedLiteralCodes: usize = memory.data(4 * FIXED_LITERAL_SYMBOLS, 4);
const fixedDistanceCodes: usize = memory.data(4 * FIXED_DISTANCE_SYMBOLS, 4);
let fixedTreesBuilt = false;

const literalLengths: usize = memory.data(LITERAL_SYMBOLS);
const distanceLengths: usize = memory.data(DISTANCE_SYMBOLS);
const literalCodes: usize = memory.data(4 * LITERAL_SYMBOLS, 4);
const distanceCodes: usize = memory.data(4 * DISTANCE_SYMBOLS, 4);

/** The stream is not wanted if it has this many bytes. */
let limit: i32 = 0;

export function startBlocks(below: i32): void {
  limit = below;
  if (fixedTreesBuilt) return;
  writeFixedLiteralLengths(fixedLiteralLengths);
  writeFixedDistanceLengths(fixedDistanceLengths);
  assignCodes(fixedLiteralLengths, FIXED_LITERAL_SYMBOLS, fixedLiteralCodes);
  assignCodes(fixedDistanceLengths, FIXED_DISTANCE_SYMBOLS, fixedDistanceCodes);
  fixedTreesBuilt = true;
}

/**
 * Ends the block of the symbols collected, which stand for `length` bytes. Only once its length is known is anything
 * written: nothing, and the answer is false, if the stream becomes too long.
 */
export function endBlock(bytes: usize, length: u32, last: bool): bool {
  const least = min(min(fixedBits, leastDynamicBits()), (STORED_LENGTHS_SIZE + length) << 3);
  if (<i32>(sizeAfter(HEADER_BITS + least) + CHECKSUM_SIZE) >= limit) return false;

  const literalCount = buildLengths(literalFrequencies, LITERAL_SYMBOLS, MAX_BITS, literalLengths);
  let dynamicBits = treeBits + extraBits;
  const distanceCount = buildLengths(distanceFrequencies, DISTANCE_SYMBOLS, MAX_BITS, distanceLengths);
  dynamicBits += treeBits;
  dynamicBits += encodeLengths(literalLengths, literalCount, distanceLengths, distanceCount);

  // Compared in whole bytes, as if the block began on one; at a tie the simpler way wins.
  const fixedSize = (HEADER_BITS + fixedBits + 7) >> 3;
  const dynamicSize = (HEADER_BITS + dynamicBits + 7) >> 3;
  let type = fixedSize <= dynamicSize ? FIXED : DYNAMIC;
  let size: u32;
  if (length + STORED_LENGTHS_SIZE <= min(fixedSize, dynamicSize)) {
    type = STORED;
    size = sizeAfter(HEADER_BITS) + STORED_LENGTHS_SIZE + length;
  } else {
    size = sizeAfter(HEADER_BITS + (type == FIXED ? fixedBits : dynamicBits));
  }
  if (<i32>(size + CHECKSUM_SIZE) >= limit) return false;

  writeBits(<u32>last | (type << 1), HEADER_BITS);
  if (type == STORED) {
    padToByte();
    writeBits(length, 16);
    writeBits(~length & 0xffff, 16);
    writeBytes(bytes, length);
  } else if (type == FIXED) {
    writeSymbols(fixedLiteralCodes, fixedDistanceCodes);
  } else {
    writeLengths(literalCount, distanceCount);
    assignCodes(literalLengths, literalCount, literalCodes);
    assignCodes(distanceLengths, distanceCount, distanceCodes);
    writeSymbols(literalCodes, distanceCodes);
  }
  if (!last) resetSymbols();
  return true;
}

/** Writes a code and up to 9 extra bits. */
@inline
function writeCode(codes: usize, symbol: u32, extra: u32 = 0, extraCount: u32 = 0): void {
  const code = load<u32>(codes + (symbol << 2));
  const length = code >> 16;
  writeBits((code & 0xffff) | (extra << length), length + extraCount);
}

/** Writes the block's literals and matches, and its end (RFC 1951 §3.2.3). */
function writeSymbols(literals: usize, distances: usize): void {
  for (let at = symbols; at < symbolsEnd; at += 4) {
    const symbol = load<u32>(at);
    const distance = symbol >> 16;
    const value = symbol & 0xffff;
    if (distance == 0) {
      writeCode(literals, value);
      continue;
    }
    let code = lengthCode(value);
    writeCode(literals, FIRST_LENGTH_SYMBOL + code, value - lengthBase(code), lengthExtraBits(code));
    code = distanceCode(distance);
    writeCode(distances, code);
    writeBits(distance - distanceBase(code), distanceExtraBits(code));
  }
  writeCode(literals, END_OF_BLOCK);
}
