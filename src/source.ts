import { concatBytes, isBytes } from './text.js';

/** What a token can be read from. The chunks are all text or all bytes. */
export type TokenSource =
  | { stream(): ByteStream }
  | { readonly body: ByteStream | null }
  | ByteStream
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>;

/** The part of a ReadableStream that is used, so that these types need not the DOM's. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: unknown }>;
    cancel(): Promise<void>;
    releaseLock(): void;
  };
}

/**
 * All that a source gives. Reading ends early once there are more than `maxSize` bytes or characters, so that the token can
 * be seen to be too long.
 *
 * @throws TypeError if `source` is none of the sources, or gives other chunks than text or bytes, or both
 * @internal
 */
export async function readSource(source: TokenSource, maxSize: number): Promise<string | Uint8Array> {
  const texts: string[] = [];
  const pieces: Uint8Array[] = [];
  const chunks = chunksOf(source);
  let size = 0;
  // What `for await` does; that one, and an async generator, would be two kilobytes of helpers in the script.
  while (size <= maxSize) {
    const { done, value } = await chunks.next();
    if (done) break;
    const chunk: unknown = await value;
    if (typeof chunk === 'string') {
      texts.push(chunk);
      size += chunk.length;
    } else if (isBytes(chunk)) {
      pieces.push(chunk);
      size += chunk.length;
    } else {
      await end(chunks);
      throw new TypeError('source must give strings or Uint8Arrays');
    }
    if (size > maxSize) await end(chunks);
  }
  if (texts.length > 0 && pieces.length > 0) throw new TypeError('source must give strings or Uint8Arrays, not both');
  return pieces.length > 0 ? concatBytes(pieces) : texts.join('');
}

/** The part of an iterator that is used: one that awaits, or one that does not. */
interface Chunks {
  next(): Promise<Chunk> | Chunk;
  return?(): unknown;
}

interface Chunk {
  readonly done?: boolean | undefined;
  readonly value?: unknown;
}

/** What is wrong with the chunks so far is to be known, not with what would follow. */
async function end(chunks: Chunks): Promise<void> {
  try {
    await chunks.return?.();
  } catch {}
}

function chunksOf(source: unknown): Chunks {
  const { stream, body, getReader } = (source ?? {}) as {
    stream?: unknown;
    body?: ByteStream | null;
    getReader?: unknown;
  };
  if (typeof stream === 'function') return streamChunks((source as { stream(): ByteStream }).stream());
  if (typeof getReader === 'function') return streamChunks(source as ByteStream);
  if (typeof body?.getReader === 'function') return streamChunks(body);
  const iterable = (body === null ? [] : source) as Partial<AsyncIterable<unknown> & Iterable<unknown>> | undefined;
  const iterate: unknown = iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator];
  if (typeof iterate !== 'function') {
    throw new TypeError('source must be a Blob, a Response, a ReadableStream or an iterable of chunks');
  }
  return iterate.call(iterable);
}

/** Not every host lets a stream be iterated. */
function streamChunks(stream: ByteStream): Chunks {
  const reader = stream.getReader();
  return {
    next: () =>
      reader.read().then((chunk) => {
        if (chunk.done) reader.releaseLock();
        return chunk;
      }),
    // The rest is not wanted.
    return: () => reader.cancel().then(() => reader.releaseLock()),
  };
}
