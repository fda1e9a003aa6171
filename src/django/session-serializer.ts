import { toOptions } from '../arguments.js';
import type { BinarySerializer, TextSerializer } from '../data-serializer.js';
import { TimedSerializer, type TimedSerializerOptions, type TimestampSignerClass } from '../timed-serializer.js';
import { decodePayload, encodePayload } from '../url-safe-payload.js';
import { Base62TimestampSigner } from './base62-timestamp-signer.js';
import { djangoJSON } from './json.js';
import { type ClockOption, type KeyOptions, toBaseOptions, toSecretKeys } from './options.js';

/** Those of a {@link TimedSerializer}, with Django's way to say what signs. */
export interface SessionSerializerOptions<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends Omit<TimedSerializerOptions<T, Format>, 'signer' | 'signerOptions' | 'fallbackSigners'>,
    KeyOptions,
    ClockOption {}

const TWO_WEEKS = 14 * 24 * 60 * 60;

/**
 * The session cookie of a Django site with `SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'`, which is
 * called `sessionid` there unless `SESSION_COOKIE_NAME` says otherwise. A {@link TimedSerializer}, with all its methods.
 *
 * ```ts
 * const sessions = new SessionSerializer({ key: SECRET_KEY });
 * const cookie = sessions.dumps({ user: 'ada' }); // 'eyJ1c2VyIjoiYWRhIn0:1vb66i:…'
 * sessions.loads(cookie); // { user: 'ada' }, for two weeks
 * ```
 */
export class SessionSerializer<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends TimedSerializer<T, Format> {
  static override readonly defaultSerializer: TextSerializer | BinarySerializer = djangoJSON;
  static override readonly defaultSigner: TimestampSignerClass = Base62TimestampSigner;

  /**
   * @param options with Django's defaults: `maxAge` is two weeks, as `SESSION_COOKIE_AGE` (`null`: not checked), and
   *   `maxTokenSize` the 4096 bytes that a browser keeps
   * @throws TypeError for an option of the wrong type, an unknown algorithm
   * @throws RangeError for an empty key, or a size that is no whole number
   */
  constructor(options: SessionSerializerOptions<T, Format>) {
    const keys = toSecretKeys(options);
    const { clock, maxAge, maxTokenSize } = toOptions(options);
    const { salt, ...signerOptions } = toBaseOptions(options, 'django.contrib.sessions.backends.signed_cookies');
    super(keys, {
      ...options,
      salt,
      signerOptions: { ...signerOptions, clock },
      maxAge: maxAge === undefined ? TWO_WEEKS : maxAge,
      maxTokenSize: maxTokenSize ?? 4096,
    });
  }

  /** @throws RangeError also for more than `maxPayloadSize` bytes */
  override dumpPayload(value: T): Uint8Array {
    return encodePayload(super.dumpPayload(value), this.maxPayloadSize);
  }

  override loadPayload(payload: Uint8Array, serializer?: TextSerializer | BinarySerializer): T {
    return super.loadPayload(decodePayload(payload, this.maxPayloadSize), serializer);
  }
}
