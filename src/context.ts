import { type BytesLike, concatBytes, encodeText, toBytes } from './text.js';

/**
 * A salt made of several parts, which binds a token to a purpose and, say, a subject. Each part is written as a
 * netstring (its length in bytes, a colon, the part, a comma), so different parts never give the same salt, as
 * `'ab' + 'c'` and `'a' + 'bc'` do. In Python: `b"".join(b"%d:%b," % (len(p), p) for p in parts)`.
 *
 * ```ts
 * new Signer(key, { salt: context('password-reset', '42') }); // salt '14:password-reset,2:42,'
 * ```
 *
 * @throws TypeError if there is no part, or one is neither text nor bytes
 */
export function context(...parts: BytesLike[]): Uint8Array {
  if (parts.length === 0) throw new TypeError('context must have at least one part');
  return concatBytes(
    parts.map((part, index) => {
      const bytes = toBytes(part, `part ${index + 1} of context`);
      return concatBytes([encodeText(`${bytes.length}:`), bytes, encodeText(',')] as Uint8Array[]);
    }),
  );
}
