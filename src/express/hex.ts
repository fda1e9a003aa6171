/*
 * Base 16 in lower case, as Node.js writes it (RFC 4648 §8 has capitals).
 */

const CANONICAL = /^(?:[\da-f]{2})*$/;

export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of text that {@link encodeHex} writes; `undefined` for any other. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (!CANONICAL.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}
