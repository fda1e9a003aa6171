/**
 * DEFLATE (RFC 1951) in a zlib wrapper (RFC 1950): byte for byte what zlib writes at level 6 with its largest window
 * and its usual memory, given the whole value at once.
 *
 * A piece of input completes at most 96,600 bytes of output: the block left open by the pieces before takes at most 31
 * bits for each of its 16,383 symbols, 63,487 bytes, and the blocks after it are made of the piece and of 262 bytes
 * before it alone, and no longer than those stored.
 */
import { ADLER32_INIT, adler32 } from './adler32';
import { emptyOutput, padToByte, resetWriter, sizeAfter, writeBits } from './bit-writer';
import { startBlocks } from './block';
import { output, piece, wipeBuffers } from './buffers';
import { keepWindow, matchPiece, startMatching, valueLength } from './lazy-matching';
import { BLOCK_SYMBOLS, symbols, symbolsEnd } from './symbols';

/** CMF: deflate with a window of 32 KiB; FLG: default algorithm; together a multiple of 31 (RFC 1950 §2.2). */
const CMF: u32 = 0x78;
const FLG: u32 = 0x9c;

/** What deflatePiece() answers when the stream is not worth having. */
const TOO_LONG = -1;

let checksum: u32 = 0;

/** Begins a stream that is wanted only if it is shorter than `below` bytes. */
export function deflateStart(below: i32): void {
  resetWriter();
  startMatching();
  startBlocks(below);
  checksum = ADLER32_INIT;
  writeBits(CMF | (FLG << 8), 16);
}

/**
 * Compresses the next `length` bytes of the value, which are at `piece`: PIECE_SIZE of them, or any number if they are
 * the `last`. Answers how many bytes of the stream are at `output`, or TOO_LONG.
 */
export function deflatePiece(length: i32, last: i32): i32 {
  if (!matchPiece(length, last != 0)) return TOO_LONG;
  checksum = adler32(checksum, piece, length);
  if (last == 0) {
    keepWindow();
  } else {
    padToByte();
    for (let shift = 24; shift >= 0; shift -= 8) writeBits((checksum >> shift) & 0xff, 8);
  }
  return emptyOutput();
}

/**
 * Wipes the value, its symbols and its stream from the buffers, once the shell has taken the output. What stays, until
 * the next value covers it, is where hashes of three bytes stood (hash-chains.ts), how often bytes occurred (symbols.ts)
 * and the trees of the last block.
 */
export function deflateEnd(): void {
  const length = valueLength();
  if (length < BLOCK_SYMBOLS) {
    memory.fill(piece, 0, length);
    memory.fill(output, 0, sizeAfter(0));
    memory.fill(symbols, 0, symbolsEnd - symbols);
  } else {
    wipeBuffers();
    memory.fill(symbols, 0, 4 * BLOCK_SYMBOLS);
  }
}
