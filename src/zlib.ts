import instantiate from '#zlib.wasm';

/** What assembly/zlib/index.ts exports. Functions take and return 32-bit integers; globals hold addresses and sizes. */
interface ZlibModule {
  readonly memory: WebAssembly.Memory;
  readonly PIECE_SIZE: WebAssembly.Global<'i32'>;
  readonly piece: WebAssembly.Global<'i32'>;
  readonly inflated: WebAssembly.Global<'i32'>;
  inflateStart(): void;
  inflatePiece(length: number, last: number): void;
  inflate(): number;
  inflatedLength(): number;
}

/** The module with its memory and addresses read once. Its memory never grows, so that the view stays valid. */
interface Zlib {
  readonly module: ZlibModule;
  readonly memory: Uint8Array;
  readonly piece: number;
  readonly pieceSize: number;
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
    inflated: module.inflated.value,
  };
}

/** assembly/zlib/status.ts: what inflate() answers. */
const NEEDS_INPUT = 1;
const OUTPUT_FULL = 2;
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
  for (;;) {
    const status = module.inflate();
    if (status === NEEDS_INPUT) {
      const end = Math.min(offset + pieceSize, stream.length);
      memory.set(offset === 0 && end === stream.length ? stream : stream.subarray(offset, end), piece);
      module.inflatePiece(end - offset, end === stream.length ? 1 : 0);
      offset = end;
      continue;
    }
    if (status < 0) throw new Error(REASONS[-1 - status]);
    const length = module.inflatedLength();
    size += length;
    if (size > maxSize) throw new Error(`stream expands to more than ${maxSize} bytes`);
    chunks.push(memory.slice(inflated, inflated + length));
    if (status !== OUTPUT_FULL) return chunks.length === 1 && chunks[0] ? chunks[0] : concat(chunks, size);
  }
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
