import { toBigInt } from './big-integer.js';
import { core, inputText, putInput } from './core.js';
import { BadData } from './errors.js';
import { type BytesLike, copyBytes, encodeText, isBytes, toBytes } from './text.js';

/** 2^64, which is a double. */
const END_OF_UINT64 = 2 ** 64;

/**
 * Bytes as base64url without padding (RFC 4648 §5), itsdangerous's `base64_encode`.
 *
 * ```ts
 * base64Encode('>?'); // 'Pj8'
 * ```
 *
 * @throws TypeError if `data` is neither text nor bytes
 */
export function base64Encode(data: BytesLike): string {
  const c = core();
  const bytes = toBytes(data, 'data');
  let text = '';
  for (let at = 0; at < bytes.length; at += c.ENCODE_SIZE) {
    const piece = bytes.subarray(at, at + c.ENCODE_SIZE);
    c.input.set(piece);
    text += inputText(c, c.run.encodeInput(piece.length));
  }
  return text;
}

/**
 * The bytes of base64url text, itsdangerous's `base64_decode`, but strict: only text that {@link base64Encode} writes is
 * taken. Padding, other characters and unused bits that are not zero are refused, so that bytes have one spelling.
 *
 * @throws BadData if `text` is anything else, of whatever type
 */
export function base64Decode(text: BytesLike): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new BadData('Invalid base64-encoded data');
  return bytes;
}

/** As {@link base64Decode}, with `undefined` for what it refuses: throwing takes longer than decoding. */
export function decodeBase64(text: unknown): Uint8Array | undefined {
  const characters = typeof text === 'string' ? encodeText(text) : isBytes(text) ? text : undefined;
  if (characters === undefined) return undefined;
  const c = core();
  const bytes = new Uint8Array(Math.floor((characters.length * 3) / 4));
  for (let at = 0, to = 0; at < characters.length; at += c.INPUT_SIZE) {
    const length = putInput(c, characters.subarray(at, at + c.INPUT_SIZE));
    const size = c.run.decodeInput(length);
    if (size < 0) return undefined;
    bytes.set(c.input.subarray(0, size), to);
    to += size;
  }
  return bytes;
}

/**
 * A whole number as big-endian bytes without leading zeros, itsdangerous's `int_to_bytes`. 0 is no bytes at all.
 *
 * @throws TypeError if `num` is no whole number
 * @throws RangeError if it is negative, a number over 2^53 − 1 or a bigint over 2^64 − 1
 */
export function intToBytes(num: number | bigint): Uint8Array {
  if (typeof num !== 'bigint' && !Number.isInteger(num)) throw new TypeError('num must be a whole number or a bigint');
  if (num < 0 || num >= (typeof num === 'bigint' ? END_OF_UINT64 : 2 ** 53)) {
    throw new RangeError('num must be from 0 to 2^53 - 1, or to 2^64 - 1 as a bigint');
  }
  const hex = num > 0 ? num.toString(16) : '';
  const bytes = new Uint8Array(Math.ceil(hex.length / 2));
  for (let i = bytes.length - 1, end = hex.length; i >= 0; i--, end -= 2) {
    bytes[i] = Number.parseInt(hex.slice(Math.max(0, end - 2), end), 16);
  }
  return bytes;
}

/**
 * The whole number that big-endian bytes make, itsdangerous's `bytes_to_int`: a number to 2^53 − 1, a bigint beyond.
 *
 * @throws TypeError if `bytes` is no Uint8Array
 * @throws RangeError if it has more than 8 bytes, or makes a bigint where the host has none
 */
export function bytesToInt(bytes: Uint8Array): number | bigint {
  if (!isBytes(bytes)) throw new TypeError('bytes must be a Uint8Array');
  if (bytes.length > 8) throw new RangeError('bytes must be at most 8 bytes');
  let hex = '0x0';
  for (let i = 0; i < bytes.length; i++) hex += ((bytes[i] as number) + 0x100).toString(16).slice(1);
  return Number(hex) <= Number.MAX_SAFE_INTEGER ? Number(hex) : toBigInt(hex);
}

/**
 * The UTF-8 bytes of a string, or a copy of bytes, itsdangerous's `want_bytes`.
 *
 * @throws TypeError if `value` is neither, or has a lone surrogate
 */
export function wantBytes(value: BytesLike): Uint8Array {
  return copyBytes(toBytes(value, 'value'));
}
