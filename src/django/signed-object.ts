/*
 * The payload of a signed object: base64url of its data, or "." and base64url of their zlib stream where that was asked
 * for and is shorter.
 */
import {
  type BinarySerializer,
  dumpData,
  loadData,
  type TextSerializer,
  toDataSerializer,
} from '../data-serializer.js';
import { base64Encode } from '../encoding.js';
import { DEFAULT_MAX_PAYLOAD_SIZE } from '../serializer-options.js';
import { decodeText, encodeText } from '../text.js';
import { decodePayload, encodePayload } from '../url-safe-payload.js';
import { djangoJSON } from './json.js';

export interface UnsignObjectOptions {
  /** Turns the value into text or bytes and back. Default: JSON as Django writes it. */
  serializer?: TextSerializer | BinarySerializer | undefined;
}

export interface SignObjectOptions extends UnsignObjectOptions {
  /** Whether to compress where that is shorter. Default `false`. */
  compress?: boolean | undefined;
}

/** @throws TypeError if the serializer cannot write the value */
export function encodeObject(value: unknown, options: SignObjectOptions): string {
  const { compress = false } = options;
  if (typeof compress !== 'boolean') throw new TypeError('compress must be a boolean');
  const data = dumpData(toSerializer(options), value);
  return compress ? (decodeText(encodePayload(data, DEFAULT_MAX_PAYLOAD_SIZE)) as string) : base64Encode(data);
}

/** @throws BadPayload if there is no value to be read, or one of more than 16 MiB */
export function decodeObject(payload: string | Uint8Array, options: UnsignObjectOptions): unknown {
  const bytes = typeof payload === 'string' ? (encodeText(payload) as Uint8Array) : payload;
  return loadData(toSerializer(options), decodePayload(bytes, DEFAULT_MAX_PAYLOAD_SIZE));
}

function toSerializer({ serializer }: UnsignObjectOptions): TextSerializer | BinarySerializer {
  return toDataSerializer(serializer ?? djangoJSON, 'serializer');
}
