/** zlib by pako, which writes and reads what stock zlib does. */
import pako from 'pako';
import { Buffer } from './buffer.js';

const bytes = (data) => (typeof data === 'string' ? new TextEncoder().encode(data) : data);

export const deflateSync = (data, options) => Buffer.from(pako.deflate(bytes(data), options));
export const gzipSync = (data, options) => Buffer.from(pako.gzip(bytes(data), options));
export const gunzipSync = (data) => Buffer.from(pako.ungzip(data));

/** With `info`, beside the bytes, how many were read. */
export function inflateSync(data, { info = false } = {}) {
  const inflate = new pako.Inflate();
  if (!inflate.push(data, true) || inflate.err) throw new Error(inflate.msg || 'unexpected end of file');
  const buffer = Buffer.from(inflate.result);
  return info ? { buffer, engine: { bytesWritten: inflate.strm.total_in } } : buffer;
}
