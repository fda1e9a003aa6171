import { inflateSync } from 'node:zlib';

/** What node:zlib makes of a stream: undefined where it refuses it, or does not use all of it. */
export function nodeInflate(stream: Uint8Array, maxOutputLength: number): Uint8Array | undefined {
  try {
    // The types do not know what `info` changes.
    const result: unknown = inflateSync(stream, { info: true, maxOutputLength });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    return engine.bytesWritten === stream.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}
