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
  let size = 0;
  for await (const chunk of chunksOf(source)) {
    if (typeof chunk === 'string') texts.push(chunk);
    else if (isBytes(chunk)) pieces.push(chunk);
    else throw new TypeError('source must give strings or Uint8Arrays');
    size += chunk.length;
    if (size > maxSize) break;
  }
  if (texts.length > 0 && pieces.length > 0) throw new TypeError('source must give strings or Uint8Arrays, not both');
  return pieces.length > 0 ? concatBytes(pieces) : texts.join('');
}

function chunksOf(source: unknown): AsyncIterable<unknown> | Iterable<unknown> {
  const { stream, body, getReader } = (source ?? {}) as {
    stream?: unknown;
    body?: ByteStream | null;
    getReader?: unknown;
  };
  if (typeof stream === 'function') return streamChunks((source as { stream(): ByteStream }).stream());
  if (typeof getReader === 'function') return streamChunks(source as ByteStream);
  if (body === null) return [];
  if (typeof body?.getReader === 'function') return streamChunks(body);
  const iterable = source as Partial<AsyncIterable<unknown> & Iterable<unknown>> | undefined;
  if (typeof (iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator]) !== 'function') {
    throw new TypeError('source must be a Blob, a Response, a ReadableStream or an iterable of chunks');
  }
  return iterable as AsyncIterable<unknown>;
}

/** Not every host lets a stream be iterated. */
async function* streamChunks(stream: ByteStream): AsyncGenerator<unknown> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Left early, the rest is not wanted; at the end this does nothing.
    await reader.cancel();
    reader.releaseLock();
  }
}
