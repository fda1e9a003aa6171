/*
 * The payload of the URL-safe serializers: base64url of the data, or "." and base64url of its zlib stream where that is
 * shorter.
 */
import { base64Encode, decodeBase64 } from './encoding.js';
import { BadData, BadPayload } from './errors.js';
import { encodeText } from './text.js';
import { compress, decompress } from './zlib.js';

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
  try {
    return decompress(data, maxSize);
  } catch (error) {
    throw new BadPayload('Could not zlib decompress the payload before decoding the payload', error);
  }
}
