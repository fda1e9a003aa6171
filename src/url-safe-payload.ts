/*
 * The payload of the URL-safe serializers: base64url of the data, or "." and base64url of its zlib stream where that is
 * shorter.
 */
import { core, inputText, inputView, putInput } from './core.js';
import { base64Encode, decodeBase64 } from './encoding.js';
import { BadData, BadPayload } from './errors.js';
import { decodeText, encodeText } from './text.js';
import { compress, decompress, zlib } from './zlib.js';

const DOT = 0x2e;

/** @throws RangeError if there are more than `maxSize` bytes, which would not be read back */
export function encodePayload(data: Uint8Array, maxSize: number): Uint8Array {
  if (data.length > maxSize) {
    throw new RangeError(`The payload has ${data.length} bytes, more than the maxPayloadSize of ${maxSize}`);
  }
  // Shorter by more than the dot costs: itsdangerous's rule.
  const stream = compress(data, data.length - 1);
  return encodeText(stream === undefined ? base64Encode(data) : `.${base64Encode(stream)}`) as Uint8Array;
}

/** @throws BadPayload if encodePayload does not write it, or it holds more than `maxSize` bytes */
export function decodePayload(payload: Uint8Array, maxSize: number): Uint8Array {
  const compressed = payload[0] === DOT;
  const data = decodeBase64(compressed ? payload.subarray(1) : payload);
  if (data === undefined) {
    const message = 'Could not base64 decode the payload because of an exception';
    throw new BadPayload(message, new BadData('Invalid base64-encoded data'));
  }
  if (!compressed) {
    if (data.length <= maxSize) return data;
    throw new BadPayload(`Payload has more than the maxPayloadSize of ${maxSize} bytes`);
  }
  zlib();
  try {
    return decompress(data, maxSize);
  } catch (error) {
    throw new BadPayload('Could not zlib decompress the payload before decoding the payload', error);
  }
}

/**
 * Leaves the payload of text at the core's input and answers with its length; -1 where that is for encodePayload to make,
 * or to refuse.
 */
export function putTextPayload(data: string, maxSize: number): number {
  const c = core();
  const length = putInput(c, data);
  if (length < 0 || length > maxSize || length > c.ENCODE_SIZE) return -1;
  const stream = compress(inputView(c, length), length - 1);
  if (stream === undefined) return c.run.encodeInput(length);
  c.input.set(stream);
  const encoded = c.run.encodeInput(stream.length);
  c.input.set(inputView(c, encoded), 1);
  c.input[0] = DOT;
  return 1 + encoded;
}

/**
 * The text of the data of the payload of `length` bytes at the core's input; `undefined` where that is for decodePayload to
 * read, or to refuse.
 */
export function takeTextPayload(length: number, maxSize: number): string | undefined {
  const c = core();
  const compressed = c.input[0] === DOT;
  if (compressed) c.input.set(c.input.subarray(1, length));
  const size = c.run.decodeInput(compressed ? length - 1 : length);
  if (size < 0) return undefined;
  if (!compressed) return size <= maxSize ? inputText(c, size) : undefined;
  try {
    return decodeText(decompress(inputView(c, size), maxSize));
  } catch {
    return undefined;
  }
}
