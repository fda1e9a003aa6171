/*
 * zlib streams (RFC 1950), the same bytes as stock zlib's at level 6.
 */
import { deflate, Inflate } from 'pako';

/** The zlib stream of `data`, or `undefined` where that would have `below` bytes or more. */
export function compress(data: Uint8Array, below: number): Uint8Array | undefined {
  const stream = deflate(data);
  return stream.length < below ? stream : undefined;
}

/** The most bytes that decompressing is ahead of the limit's check. */
const CHUNK_SIZE = 16384;

/**
 * What a zlib stream holds.
 *
 * @throws Error if it is no zlib stream, has bytes after its end, or holds more than `maxSize` bytes, which is noticed
 *   while it is read
 */
export function decompress(stream: Uint8Array, maxSize: number): Uint8Array {
  // Named, the window size keeps pako from taking gzip streams too.
  const inflate = new Inflate({ chunkSize: CHUNK_SIZE, windowBits: 15 });
  const onData = inflate.onData.bind(inflate);
  let size = 0;
  inflate.onData = (chunk) => {
    size += (chunk as Uint8Array).length;
    if (size > maxSize) throw new Error(`more than ${maxSize} bytes`);
    onData(chunk);
  };
  inflate.push(stream, true);
  if (inflate.err) throw new Error(inflate.msg || 'not a zlib stream');
  const { ended, strm } = inflate as unknown as { ended: boolean; strm: { avail_in: number } };
  if (!ended) throw new Error('the stream is truncated');
  if (strm.avail_in > 0) throw new Error('bytes after the end of the stream');
  return inflate.result as Uint8Array;
}
