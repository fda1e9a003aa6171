import instantiate from '#zlib.wasm';

/** What assembly/zlib/index.ts exports. Functions take and return 32-bit integers; globals hold addresses and sizes. */
interface ZlibModule {
  readonly memory: WebAssembly.Memory;
  readonly PIECE_SIZE: WebAssembly.Global<'i32'>;
  readonly piece: WebAssembly.Global<'i32'>;
  readonly output: WebAssembly.Global<'i32'>;
  readonly inflated: WebAssembly.Global<'i32'>;
  deflateStart(below: number): void;
  deflatePiece(length: number, last: number): number;
  deflateEnd(): void;
  inflateStart(): void;
  inflatePiece(length: number, last: number): void;
  inflate(): number;
  inflatedLength(): number;
  inflateEnd(): void;
}

/** The module with its memory and addresses read once. Its memory never grows, so that the view stays valid. */
interface Zlib {
  readonly module: ZlibModule;
  readonly memory: Uint8Array;
  readonly piece: number;
  readonly pieceSize: number;
  readonly output: number;
  readonly inflated: number;
}

let zlib: Zlib | undefined;

function load(): Zlib {
  const module = instantiate({}).exports as unknown as ZlibModule;
  return {
    module,
    memory: new Uint8Array(module.memory.buffer),
    piece: module.piece.value,
    pieceSize: module.PIECE_SIZE.value,
    output: module.output.value,
    inflated: module.inflated.value,
  };
}

/** The stream's length is counted in 32 bits, signed. */
const NO_LIMIT = 2 ** 31 - 1;

/**
 * Compresses to a zlib stream (RFC 1950), byte for byte what zlib writes at its default level 6.
 *
 * @param data up to 1 GiB
 * @param below how short the stream must be to be of use, in bytes
 * @returns the stream, or undefined where it would have `below` bytes or more
 */
export function compress(data: Uint8Array, below: number): Uint8Array | undefined {
  zlib ??= load();
  const { module, memory, piece, pieceSize, output } = zlib;
  const chunks: Uint8Array[] = [];
  let offset = 0;
  module.deflateStart(Math.min(below, NO_LIMIT));
  try {
    do {
      const end = Math.min(offset + pieceSize, data.length);
      memory.set(end - offset === data.length ? data : data.subarray(offset, end), piece);
      const length = module.deflatePiece(end - offset, end === data.length ? 1 : 0);
      if (length < 0) return undefined;
      chunks.push(memory.slice(output, output + length));
      offset = end;
    } while (offset < data.length);
  } finally {
    module.deflateEnd();
  }
  return concat(chunks);
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
  zlib ??= load();
  const { module, memory, piece, pieceSize, inflated } = zlib;
  const chunks: Uint8Array[] = [];
  let size = 0;
  let offset = 0;
  module.inflateStart();
  try {
    for (;;) {
      const status = module.inflate();
      if (status < 0) throw new Error(REASONS[-1 - status]);
      if (status === NEEDS_INPUT) {
        const end = Math.min(offset + pieceSize, stream.length);
        memory.set(end - offset === stream.length ? stream : stream.subarray(offset, end), piece);
        module.inflatePiece(end - offset, end === stream.length ? 1 : 0);
        offset = end;
      } else {
        const length = module.inflatedLength();
        size += length;
        if (size > maxSize) throw new Error(`stream expands to more than ${maxSize} bytes`);
        chunks.push(memory.slice(inflated, inflated + length));
        if (status === DONE) return concat(chunks);
      }
    }
  } finally {
    module.inflateEnd();
  }
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
