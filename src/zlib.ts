/*
 * zlib streams (RFC 1950): stock zlib's own at level 6 when written, any when read. The module that does it is
 * instantiated on first use.
 */
import { instantiateZlib, type ZlibExports } from './backend.js';
import { concatBytes, copyBytes } from './text.js';

/** The module, and its addresses and sizes by their names there. */
interface Zlib {
  readonly run: ZlibExports;
  /** All of its memory. It never grows, so a view of it lasts. */
  readonly memory: Uint8Array;
  readonly PIECE_SIZE: number;
  readonly piece: number;
  readonly output: number;
  readonly inflated: number;
  readonly MAX_SHORT: number;
}

let loaded: Zlib | undefined;

/**
 * Makes the module ready. Whoever blames the stream for what {@link decompress} throws calls it before.
 *
 * @throws Error where the host runs no WebAssembly
 */
export function zlib(): Zlib {
  loaded ??= load(instantiateZlib());
  return loaded;
}

function load(run: ZlibExports): Zlib {
  return {
    run,
    memory: new Uint8Array(run.memory.buffer),
    PIECE_SIZE: run.PIECE_SIZE.value,
    piece: run.piece.value,
    output: run.output.value,
    inflated: run.inflated.value,
    MAX_SHORT: run.MAX_SHORT.value,
  };
}

/** See assembly/zlib/hash-chains.ts. */
const MAX_SIZE = 2 ** 30;

/** More than any stream has: the module counts in 32 bits. */
const NO_LIMIT = 2 ** 31 - 1;

/**
 * Compresses to a zlib stream (RFC 1950), byte for byte what zlib writes at its default level 6.
 *
 * @param data up to 1 GiB, as far as the module counts its positions
 * @param below how short the stream must be to be of use, in bytes
 * @returns the stream, or undefined where it would have `below` bytes or more
 * @throws RangeError if `data` is longer
 */
export function compress(data: Uint8Array, below: number): Uint8Array | undefined {
  if (data.length > MAX_SIZE) throw new RangeError(`data must be at most ${MAX_SIZE} bytes`);
  const { run, memory, PIECE_SIZE, piece, output, MAX_SHORT } = zlib();
  const limit = Math.max(0, Math.min(below, NO_LIMIT));
  if (data.length <= MAX_SHORT) {
    memory.set(data, piece);
    if (run.cannotPay(data.length, limit) === 1) return undefined;
  }
  const chunks: Uint8Array[] = [];
  let offset = 0;
  run.deflateStart(limit);
  try {
    do {
      const end = Math.min(offset + PIECE_SIZE, data.length);
      memory.set(end - offset === data.length ? data : data.subarray(offset, end), piece);
      const length = run.deflatePiece(end - offset, end === data.length ? 1 : 0);
      if (length < 0) return undefined;
      chunks.push(copyBytes(memory, output, output + length));
      offset = end;
    } while (offset < data.length);
  } finally {
    run.deflateEnd();
  }
  return chunks.length === 1 ? chunks[0] : concatBytes(chunks);
}

/** assembly/zlib/status.ts: what inflate() answers. */
const NEEDS_INPUT = 1;
const DONE = 3;
const REASONS = [
  'stream is truncated',
  'bad zlib header',
  'stream needs a preset dictionary',
  'bad block type',
  'stored block length does not match its complement',
  'too many length or distance codes',
  'over-subscribed Huffman tree',
  'under-subscribed Huffman tree',
  'code length repeated where there is none or no room',
  'no end-of-block code',
  'unused Huffman code',
  'distance too far back',
  'wrong Adler-32 checksum',
  'bytes after the end of the stream',
];

/**
 * Decompresses one zlib stream (RFC 1950), of any level and window size.
 *
 * @param stream the whole stream and nothing else
 * @param maxSize the most bytes it may expand to; decompression stops within one buffer (64 KiB) of it
 * @throws Error that says what is wrong with the stream, or that it expands to more than `maxSize` bytes
 */
export function decompress(stream: Uint8Array, maxSize: number): Uint8Array {
  const { run, memory, PIECE_SIZE, piece, inflated } = zlib();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let offset = 0;
  run.inflateStart();
  try {
    for (;;) {
      const status = run.inflate();
      if (status < 0) throw new Error(REASONS[-1 - status]);
      if (status === NEEDS_INPUT) {
        const end = Math.min(offset + PIECE_SIZE, stream.length);
        memory.set(end - offset === stream.length ? stream : stream.subarray(offset, end), piece);
        run.inflatePiece(end - offset, end === stream.length ? 1 : 0);
        offset = end;
      } else {
        const length = run.inflatedLength();
        size += length;
        if (size > maxSize) throw new Error(`more than ${maxSize} bytes`);
        chunks.push(copyBytes(memory, inflated, inflated + length));
        if (status === DONE) return chunks.length === 1 ? (chunks[0] as Uint8Array) : concatBytes(chunks);
      }
    }
  } finally {
    run.inflateEnd();
  }
}
