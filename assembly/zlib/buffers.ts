/**
 * The two buffers that everything streams through. Compressing and decompressing share them: one value or stream is
 * done with before the next is begun.
 */

/** The farthest that a match reaches back (RFC 1951 §2). */
export const WINDOW_SIZE = 32768;

/** Bytes that the shell hands over at a time; every piece but a value's last is this long. */
export const PIECE_SIZE = 32768;

/** Words are compared up to this far past the last byte of the window. */
const OVERREAD = 8;

/**
 * What comes before the piece: for compressing the window, for decompressing the few bytes of the piece before that
 * could not be used yet.
 */
export const window: usize = memory.data(WINDOW_SIZE + PIECE_SIZE + OVERREAD, 4);

/** Where the shell writes a piece of input. */
export const piece: usize = window + WINDOW_SIZE;

/**
 * For compressing, room for all that a piece can complete (see deflate.ts); for decompressing, the window and output.
 */
export const OUTPUT_SIZE = 98304;

/** Behind the piece, for of a stream that is cut short more is read (see bit-reader.ts) before that is seen. */
export const output: usize = memory.data(OUTPUT_SIZE, 4);

export function wipeBuffers(): void {
  memory.fill(window, 0, WINDOW_SIZE + PIECE_SIZE + OVERREAD);
  memory.fill(output, 0, OUTPUT_SIZE);
}
