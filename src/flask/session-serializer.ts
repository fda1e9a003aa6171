import { toOptions } from '../arguments.js';
import type { BinarySerializer, TextSerializer } from '../data-serializer.js';
import type { KeyDerivation } from '../key-derivation.js';
import type { SecretKey } from '../secret-key.js';
import type { TimedSerializerOptions, TimestampSignerClass } from '../timed-serializer.js';
import { TimestampSigner } from '../timestamp-signer.js';
import { URLSafeTimedSerializer } from '../url-safe-serializer.js';
import { TaggedJSON } from './tagged-json.js';

export type SessionSerializerOptions<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> = TimedSerializerOptions<T, Format>;

const DAY = 24 * 60 * 60;
const KEY_DERIVATION: KeyDerivation = 'hmac';

/** So that `fallbackSigners`, whose options stand alone, derive keys as Flask does too. */
class SessionSigner extends TimestampSigner {
  static override readonly defaultKeyDerivation: KeyDerivation = KEY_DERIVATION;
}

/**
 * The session cookie of Flask: what its `SecureCookieSessionInterface` writes and reads.
 *
 * ```ts
 * const sessions = new SessionSerializer('the SECRET_KEY of the app');
 * const cookie = sessions.dumps({ user_id: 42 });
 * sessions.loads(cookie); // { user_id: 42 }, for 31 days
 * ```
 */
export class SessionSerializer<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends URLSafeTimedSerializer<T, Format> {
  static override readonly defaultSerializer: TextSerializer | BinarySerializer = /* @__PURE__ */ new TaggedJSON();
  static override readonly defaultSigner: TimestampSignerClass = SessionSigner;

  /**
   * @param secretKey the app's `SECRET_KEY`; or all of its `SECRET_KEY_FALLBACKS` in their order, and then that
   * @param options as for a {@link URLSafeTimedSerializer}, with Flask's defaults: the salt is `cookie-session`, `maxAge`
   *   31 days (`null`: not checked), and `maxTokenSize` the 4096 bytes that a browser keeps
   */
  constructor(secretKey: SecretKey, options: SessionSerializerOptions<T, Format> = {}) {
    const { salt, maxAge, maxTokenSize, signerOptions: given } = toOptions(options);
    const signerOptions = toOptions(given ?? {}, 'signerOptions');
    super(secretKey, {
      ...options,
      salt: salt ?? 'cookie-session',
      maxAge: maxAge === undefined ? 31 * DAY : maxAge,
      maxTokenSize: maxTokenSize ?? 4096,
      // For a signer of the user's own, too.
      signerOptions: { ...signerOptions, keyDerivation: signerOptions.keyDerivation ?? KEY_DERIVATION },
    });
  }
}
