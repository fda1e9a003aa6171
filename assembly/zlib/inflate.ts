/** INFLATE (RFC 1951) in a zlib wrapper (RFC 1950): input and output stream through the fixed buffers. */
import { ADLER32_INIT, adler32 } from './adler32';
import {
  MAX_BITS,
  FIXED_DISTANCE_SYMBOLS,
  FIXED_LITERAL_SYMBOLS,
  MAX_MATCH,
  writeFixedDistanceLengths,
  writeFixedLiteralLengths,
} from './alphabets';
import {
  alignToByte,
  bytesLeft,
  held,
  hold,
  isAtEnd,
  endsWithin,
  isOverrun,
  makeRoom,
  needsPiece,
  next,
  readBits,
  readPiece,
  resetReader,
  setReader,
  skipBytes,
  stop,
  streamLength,
} from './bit-reader';
import { OUTPUT_SIZE, PIECE_SIZE, WINDOW_SIZE, output, piece, wipeBuffers } from './buffers';
import { readDynamicTrees } from './dynamic-header';
import {
  DISTANCES,
  DISTANCE_LOOKUP_BITS,
  END,
  LITERAL,
  LITERALS_AND_LENGTHS,
  LITERAL_LOOKUP_BITS,
  TABLE_SIZE,
  buildTable,
  lookUp,
} from './huffman-decoder';
import {
  BAD_BLOCK_TYPE,
  BAD_HEADER,
  BAD_STORED_LENGTH,
  CONTINUE,
  DISTANCE_TOO_FAR,
  DONE,
  NEEDS_INPUT,
  OUTPUT_FULL,
  PRESET_DICTIONARY,
  TRAILING_BYTES,
  TRUNCATED,
  UNUSED_CODE,
  WRONG_ADLER32,
} from './status';

/** What comes next in the stream. */
const STREAM_HEADER = 0;
const BLOCK_HEADER = 1;
const STORED_DATA = 2;
const CODED_DATA = 3;
const TRAILER = 4;

let expected: i32 = 0;
let lastBlock = false;
let storedLeft: u32 = 0;

/** New output begins behind the window; a match may start anywhere before `full` and copies whole words. */
export const inflated: usize = output + WINDOW_SIZE;
const OVERWRITE = 4;
const end: usize = output + OUTPUT_SIZE;
const full: usize = end - MAX_MATCH - OVERWRITE;

/** Where the next byte goes; where the output at hand begins; up to where the checksum goes. */
let out: usize = 0;
let oldest: usize = 0;
let summed: usize = 0;
let checksum: u32 = 0;

const dynamicLiterals: usize = memory.data(TABLE_SIZE, 4);
const dynamicDistances: usize = memory.data(TABLE_SIZE, 4);
const fixedLiterals: usize = memory.data(TABLE_SIZE, 4);
const fixedDistances: usize = memory.data(TABLE_SIZE, 4);
const fixedLengths: usize = memory.data(FIXED_LITERAL_SYMBOLS);
let fixedTablesBuilt = false;

/** The tables of the current block. */
let literals: usize = 0;
let distances: usize = 0;

/** Begins a stream. */
export function inflateStart(): void {
  resetReader();
  expected = STREAM_HEADER;
  lastBlock = false;
  out = inflated;
  oldest = inflated;
  summed = inflated;
  checksum = ADLER32_INIT;
}

/** Says that the next `length` bytes of the stream are at `piece`; `last` is not 0 when none follow. */
export function inflatePiece(length: i32, last: i32): void {
  readPiece(length, last != 0);
}

/** How many bytes of output are at `inflated`. */
export function inflatedLength(): i32 {
  return <i32>(out - inflated);
}

/**
 * Decodes until the stream is done or bad, or needs its next piece, or the output is full. Calling again after that
 * lets go of the output, but for the window.
 */
export function inflate(): i32 {
  if (out >= full) slide();
  while (true) {
    if (out >= full) return OUTPUT_FULL;
    if (needsPiece()) {
      makeRoom();
      return NEEDS_INPUT;
    }
    const status = step();
    if (isOverrun()) return TRUNCATED;
    if (status != CONTINUE) return status;
  }
}

/** Wipes the stream and its output from the buffers. What stays are the trees of its last block. */
export function inflateEnd(): void {
  const read = streamLength;
  if (read <= <u32>PIECE_SIZE && oldest == inflated) {
    memory.fill(piece, 0, read);
    memory.fill(inflated, 0, out - inflated + OVERWRITE);
  } else {
    wipeBuffers();
  }
}

function step(): i32 {
  switch (expected) {
    case STREAM_HEADER:
      return readStreamHeader();
    case BLOCK_HEADER:
      return readBlockHeader();
    case STORED_DATA:
      return copyStored();
    case CODED_DATA:
      return decode();
    default:
      return readTrailer();
  }
}

/**
 * RFC 1950 §2.2: CMF and FLG. The window that the stream declares is taken as a hint, as zlib does: ours is the
 * largest.
 */
function readStreamHeader(): i32 {
  const cmf = readBits(8);
  const flg = readBits(8);
  if ((cmf & 15) != 8 || cmf >> 4 > 7 || ((cmf << 8) | flg) % 31 != 0) return BAD_HEADER;
  if ((flg & 0x20) != 0) return PRESET_DICTIONARY;
  expected = BLOCK_HEADER;
  return CONTINUE;
}

/** RFC 1951 §3.2.3. */
function readBlockHeader(): i32 {
  if (lastBlock) {
    expected = TRAILER;
    return CONTINUE;
  }
  lastBlock = readBits(1) != 0;
  const type = readBits(2);
  if (type == 0) return readStoredHeader();
  expected = CODED_DATA;
  if (type == 1) {
    useFixedTables();
    return CONTINUE;
  }
  if (type == 2) {
    literals = dynamicLiterals;
    distances = dynamicDistances;
    return readDynamicTrees(literals, distances);
  }
  return BAD_BLOCK_TYPE;
}

/** RFC 1951 §3.2.4: LEN and its complement. */
function readStoredHeader(): i32 {
  alignToByte();
  storedLeft = readBits(16);
  const complement = readBits(16);
  if (storedLeft != (~complement & 0xffff)) return BAD_STORED_LENGTH;
  alignToByte();
  expected = STORED_DATA;
  return CONTINUE;
}

function copyStored(): i32 {
  const length = min(min(storedLeft, bytesLeft()), <u32>(end - out));
  if (length == 0 && storedLeft != 0) return TRUNCATED;
  memory.copy(out, next, length);
  skipBytes(length);
  out += length;
  storedLeft -= length;
  if (storedLeft == 0) expected = BLOCK_HEADER;
  return CONTINUE;
}

function useFixedTables(): void {
  if (!fixedTablesBuilt) {
    writeFixedLiteralLengths(fixedLengths);
    buildTable(fixedLiterals, LITERALS_AND_LENGTHS, LITERAL_LOOKUP_BITS, fixedLengths, FIXED_LITERAL_SYMBOLS);
    writeFixedDistanceLengths(fixedLengths);
    buildTable(fixedDistances, DISTANCES, DISTANCE_LOOKUP_BITS, fixedLengths, FIXED_DISTANCE_SYMBOLS);
    fixedTablesBuilt = true;
  }
  literals = fixedLiterals;
  distances = fixedDistances;
}

/** Decodes literals and matches (RFC 1951 §3.2.3) with the reader's state in locals, where it is fast. */
function decode(): i32 {
  const literalTable = literals;
  const distanceTable = distances;
  let from = next;
  let bits = hold;
  let count = held;
  let to = out;
  let status: i32 = CONTINUE;
  while (from - (count >> 3) <= stop && to < full) {
    bits |= load<u32>(from, 0, 1) << count;
    from += (31 - count) >> 3;
    count |= 24;
    let entry = lookUp(literalTable, LITERALS_AND_LENGTHS, LITERAL_LOOKUP_BITS, bits);
    bits >>= entry & 15;
    count -= entry & 15;
    if ((entry & LITERAL) != 0) {
      store<u8>(to++, <u8>(entry >> 16));
      continue;
    }
    if ((entry & END) != 0) {
      expected = BLOCK_HEADER;
      break;
    }
    if (entry == 0) {
      status = UNUSED_CODE;
      break;
    }
    let extra = (entry >> 8) & 15;
    const length = (entry >> 16) + (bits & ((1 << extra) - 1));
    bits >>= extra;
    count -= extra;

    bits |= load<u32>(from, 0, 1) << count;
    from += (31 - count) >> 3;
    count |= 24;
    entry = lookUp(distanceTable, DISTANCES, DISTANCE_LOOKUP_BITS, bits);
    bits >>= entry & 15;
    count -= entry & 15;
    if (entry == 0) {
      status = UNUSED_CODE;
      break;
    }
    bits |= load<u32>(from, 0, 1) << count;
    from += (31 - count) >> 3;
    count |= 24;
    extra = (entry >> 8) & 15;
    const distance = (entry >> 16) + (bits & ((1 << extra) - 1));
    bits >>= extra;
    count -= extra;

    if (distance > <u32>(to - oldest)) {
      status = DISTANCE_TOO_FAR;
      break;
    }
    copyMatch(to, distance, length);
    to += length;
  }
  setReader(from, bits, count);
  out = to;
  // What follows the end of the input is no code that the stream has.
  return status == UNUSED_CODE && endsWithin(MAX_BITS) ? TRUNCATED : status;
}

/** Repeats what was written `distance` bytes ago; may write up to three bytes too many, which later output covers. */
@inline
function copyMatch(to: usize, distance: u32, length: u32): void {
  const past = to + length;
  if (distance >= 4) {
    for (; to < past; to += 4) store<u32>(to, load<u32>(to - distance, 0, 1), 0, 1);
  } else {
    for (; to < past; to++) store<u8>(to, load<u8>(to - distance));
  }
}

/** RFC 1950 §2.2: ADLER32, most significant byte first, then nothing. */
function readTrailer(): i32 {
  alignToByte();
  sum();
  const high = (readBits(8) << 8) | readBits(8);
  const low = (readBits(8) << 8) | readBits(8);
  if (isOverrun()) return TRUNCATED;
  if (((high << 16) | low) != checksum) return WRONG_ADLER32;
  return isAtEnd() ? DONE : TRAILING_BYTES;
}

/** Brings the checksum up to the output. */
function sum(): void {
  checksum = adler32(checksum, summed, <u32>(out - summed));
  summed = out;
}

/** Keeps the window of a full output, and lets go of the rest. */
function slide(): void {
  sum();
  memory.copy(output, out - WINDOW_SIZE, WINDOW_SIZE);
  oldest = output;
  out = inflated;
  summed = inflated;
}
