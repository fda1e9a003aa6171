/** Reads the trees of a block with dynamic Huffman codes (RFC 1951 §3.2.7). */
import {
  CODE_LENGTH_ORDER,
  CODE_LENGTH_SYMBOLS,
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  LITERAL_SYMBOLS,
  MANY_ZEROS,
  REPEAT,
} from './alphabets';
import { drop, hold, readBits, refill } from './bit-reader';
import {
  CODE_LENGTHS,
  CODE_LENGTH_LOOKUP_BITS,
  DISTANCES,
  DISTANCE_LOOKUP_BITS,
  LITERALS_AND_LENGTHS,
  LITERAL_LOOKUP_BITS,
  TABLE_SIZE,
  buildTable,
  lookUp,
} from './huffman-decoder';
import { BAD_REPEAT, NO_END_OF_BLOCK, TOO_MANY_CODES } from './status';

const codeLengthTable: usize = memory.data(TABLE_SIZE, 4);

/** Code lengths as read: those of the code lengths, then those of literals and distances. */
const codeLengthLengths: usize = memory.data(CODE_LENGTH_SYMBOLS);
const lengths: usize = memory.data(LITERAL_SYMBOLS + DISTANCE_SYMBOLS);

/** Reads both trees and builds their tables. */
export function readDynamicTrees(literalTable: usize, distanceTable: usize): i32 {
  const literals = readBits(5) + 257;
  const distances = readBits(5) + 1;
  const codeLengths = readBits(4) + 4;
  if (literals > LITERAL_SYMBOLS || distances > DISTANCE_SYMBOLS) return TOO_MANY_CODES;

  memory.fill(codeLengthLengths, 0, CODE_LENGTH_SYMBOLS);
  for (let i: u32 = 0; i < codeLengths; i++) {
    store<u8>(codeLengthLengths + load<u8>(CODE_LENGTH_ORDER + i), <u8>readBits(3));
  }
  let status = buildTable(
    codeLengthTable,
    CODE_LENGTHS,
    CODE_LENGTH_LOOKUP_BITS,
    codeLengthLengths,
    CODE_LENGTH_SYMBOLS,
  );
  if (status < 0) return status;

  // Repetitions run on from the literals into the distances.
  const total = literals + distances;
  for (let at: u32 = 0; at < total; ) {
    refill();
    const entry = lookUp(codeLengthTable, CODE_LENGTHS, CODE_LENGTH_LOOKUP_BITS, hold);
    drop(entry & 15);
    const symbol = entry >> 16;
    if (symbol < REPEAT) {
      store<u8>(lengths + at++, <u8>symbol);
      continue;
    }
    let length: u8 = 0;
    let count: u32;
    if (symbol == REPEAT) {
      if (at == 0) return BAD_REPEAT;
      length = load<u8>(lengths + at - 1);
      count = 3 + readBits(2);
    } else {
      count = symbol == MANY_ZEROS ? 11 + readBits(7) : 3 + readBits(3);
    }
    if (at + count > total) return BAD_REPEAT;
    memory.fill(lengths + at, length, count);
    at += count;
  }
  if (load<u8>(lengths + END_OF_BLOCK) == 0) return NO_END_OF_BLOCK;

  status = buildTable(literalTable, LITERALS_AND_LENGTHS, LITERAL_LOOKUP_BITS, lengths, literals);
  if (status < 0) return status;
  return buildTable(distanceTable, DISTANCES, DISTANCE_LOOKUP_BITS, lengths + literals, distances);
}
