/*
 * Base64 with the standard alphabet and padding (RFC 4648 §4), as frameworks put it into cookies.
 */
import { base64Encode, decodeBase64 } from './encoding.js';
import { type BytesLike, decodeText, isBytes } from './text.js';

const CANONICAL = /^[A-Za-z\d+/]*={0,2}$/;

export function encodeStandardBase64(bytes: Uint8Array): string {
  const text = base64Encode(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** The bytes of text that {@link encodeStandardBase64} writes; `undefined` for any other. */
export function decodeStandardBase64(encoded: BytesLike): Uint8Array | undefined {
  const text = isBytes(encoded) ? decodeText(encoded) : encoded;
  if (text === undefined || text.length % 4 !== 0 || !CANONICAL.test(text)) return undefined;
  return decodeBase64(text.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_'));
}
