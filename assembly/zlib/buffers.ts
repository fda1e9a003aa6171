/**
 * The two buffers that everything streams through. Compressing and decompressing share them: a call of either begins and
 * ends before the next one starts.
 */

/** The farthest that a match reaches back (RFC 1951 §2). */
export const WINDOW_SIZE = 32768;

/** Bytes that the shell hands over at a time; every piece but a value's last is this long. */
export const PIECE_SIZE = 32768;

/** Words are read up to this far past the last byte of a buffer. */
const OVERREAD = 8;

/**
 * What precedes the piece: compressing keeps the window there, decompressing the few bytes of the piece before that it
 * could not use yet.
 */
export const before: usize = memory.data(WINDOW_SIZE + PIECE_SIZE + OVERREAD, 4);

/** Where the shell writes a piece of input. */
export const piece: usize = before + WINDOW_SIZE;

/** Room for output: for compressing, all that one piece can complete (see deflate.ts); for decompressing, window and output. */
export const OUTPUT_SIZE = 98304;

export const output: usize = memory.data(OUTPUT_SIZE, 4);

export function wipeBuffers(): void {
  memory.fill(before, 0, WINDOW_SIZE + PIECE_SIZE + OVERREAD);
  memory.fill(output, 0, OUTPUT_SIZE);
}
