/*
 * What bad data raises, with itsdangerous's names and messages. Nothing here ever holds a key.
 */

/** The root of all that a token from outside can raise. */
export class BadData extends Error {
  declare readonly name: string;
  /** `ERR_` and the class name, for code that meets more than one copy of this package. */
  readonly code: string = 'ERR_BAD_DATA';
}

/** The signature is good, but what was signed cannot be read. */
export class BadPayload extends BadData {
  override readonly code: string = 'ERR_BAD_PAYLOAD';
  /** What went wrong on reading, also as the standard `cause`. */
  readonly originalError: unknown;

  constructor(message: string, originalError?: unknown) {
    super(message, originalError === undefined ? undefined : { cause: originalError });
    this.originalError = originalError;
  }
}

/** The signature is missing, malformed or wrong. */
export class BadSignature extends BadData {
  override readonly code: string = 'ERR_BAD_SIGNATURE';
  /** What was signed, as far as it could be read: text or bytes like the token. Not to be trusted. */
  readonly payload: string | Uint8Array | undefined;

  constructor(message: string, payload?: string | Uint8Array) {
    super(message);
    this.payload = payload;
  }
}

/** As {@link BadSignature} for a token with a timestamp, or the timestamp itself is missing or malformed. */
export class BadTimeSignature extends BadSignature {
  override readonly code: string = 'ERR_BAD_TIME_SIGNATURE';
  /** When the token says that it was signed. To be trusted in a {@link SignatureExpired} alone. */
  readonly dateSigned: Date | undefined;

  constructor(message: string, payload?: string | Uint8Array, dateSigned?: Date) {
    super(message, payload);
    this.dateSigned = dateSigned;
  }
}

/** The signature is good, but older than `maxAge`, or from the future. */
export class SignatureExpired extends BadTimeSignature {
  override readonly code: string = 'ERR_SIGNATURE_EXPIRED';
}

/** A signed header is invalid. Nothing here raises it; it is for serializers that put a header before the payload. */
export class BadHeader extends BadSignature {
  override readonly code: string = 'ERR_BAD_HEADER';
  readonly header: unknown;
  /** What went wrong on reading the header. */
  readonly originalError: unknown;

  constructor(message: string, payload?: string | Uint8Array, header?: unknown, originalError?: unknown) {
    super(message, payload);
    this.header = header;
    this.originalError = originalError;
  }
}

// On the prototype, where the host looks for it when it writes the first line of the stack.
for (const [errorClass, name] of [
  [BadData, 'BadData'],
  [BadPayload, 'BadPayload'],
  [BadSignature, 'BadSignature'],
  [BadTimeSignature, 'BadTimeSignature'],
  [SignatureExpired, 'SignatureExpired'],
  [BadHeader, 'BadHeader'],
] as const) {
  Object.defineProperty(errorClass.prototype, 'name', { value: name, configurable: true, writable: true });
}
