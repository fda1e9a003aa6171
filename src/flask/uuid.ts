/**
 * A UUID (RFC 9562), Python's `uuid.UUID`.
 *
 * ```ts
 * const id = new UUID(crypto.randomUUID());
 * `${id}`; // '9c8c1b0e-…', in lower case
 * ```
 */
export class UUID {
  /** The 32 hexadecimal digits, in lower case. */
  readonly hex: string;

  /**
   * @param text 32 hexadecimal digits; hyphens, braces around it and `urn:uuid:` before it are allowed, as in Python
   * @throws TypeError if it is anything else
   */
  constructor(text: string) {
    if (typeof text !== 'string') throw new TypeError('text must be a string');
    const hex = text
      .replace('urn:', '')
      .replace('uuid:', '')
      .replace(/^[{}]+|[{}]+$/g, '')
      .replaceAll('-', '');
    if (!/^[\da-f]{32}$/i.test(hex)) throw new TypeError('text must be a UUID of 32 hexadecimal digits');
    this.hex = hex.toLowerCase();
    Object.freeze(this);
  }

  /** Digits in groups of 8, 4, 4, 4 and 12, with hyphens between. */
  toString(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  toJSON(): string {
    return this.toString();
  }
}
