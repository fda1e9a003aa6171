import { toOptions } from '../arguments.js';
import type { BinarySerializer, TextSerializer } from '../data-serializer.js';
import { BadData, BadPayload } from '../errors.js';
import type { SecretKey } from '../secret-key.js';
import { decodeStandardBase64, encodeStandardBase64 } from '../standard-base64.js';
import { encodeText } from '../text.js';
import { TimedSerializer, type TimedSerializerOptions } from '../timed-serializer.js';

export type SessionCookieOptions<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> = TimedSerializerOptions<T, Format>;

const DAY = 24 * 60 * 60;

/**
 * The session cookie of Starlette's `SessionMiddleware`, which is FastAPI's: JSON as Python writes it, in base64, signed
 * with the time.
 *
 * ```ts
 * const sessions = new SessionCookie('secret key');
 * const cookie = sessions.dumps({ user_id: 42 });
 * sessions.loads(cookie); // { user_id: 42 }, for two weeks
 * ```
 */
export class SessionCookie<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends TimedSerializer<T, Format> {
  /**
   * @param secretKey the middleware's `secret_key`; or several from oldest to newest, of which it has the newest
   * @param options as for a {@link TimedSerializer}, with Starlette's defaults: `maxAge` is 14 days (`null`: not checked),
   *   and `maxTokenSize` the 4096 bytes that a browser keeps
   */
  constructor(secretKey: SecretKey, options: SessionCookieOptions<T, Format> = {}) {
    const { salt, maxAge, maxTokenSize } = toOptions(options);
    super(secretKey, {
      ...options,
      // Starlette signs with a bare TimestampSigner.
      salt: salt ?? 'itsdangerous.Signer',
      maxAge: maxAge === undefined ? 14 * DAY : maxAge,
      maxTokenSize: maxTokenSize ?? 4096,
    });
  }

  override dumpPayload(value: T): Uint8Array {
    return encodeText(encodeStandardBase64(super.dumpPayload(value))) as Uint8Array;
  }

  /** @throws BadPayload if {@link dumpPayload} does not write it: where Starlette answers 500 */
  override loadPayload(payload: Uint8Array, serializer?: TextSerializer | BinarySerializer): T {
    const data = decodeStandardBase64(payload);
    if (data !== undefined) return super.loadPayload(data, serializer);
    const message = 'Could not base64 decode the payload because of an exception';
    throw new BadPayload(message, new BadData('Invalid base64-encoded data'));
  }
}
