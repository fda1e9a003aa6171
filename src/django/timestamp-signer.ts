import { toOptions } from '../arguments.js';
import type { BytesLike } from '../text.js';
import type { UnsignOptions } from '../timestamp-signer.js';
import { Base62TimestampSigner } from './base62-timestamp-signer.js';
import { type ClockOption, type SignerOptions, toBaseOptions, toSecretKeys } from './options.js';
import { decodeObject, encodeObject, type SignObjectOptions, type UnsignObjectOptions } from './signed-object.js';

export interface TimestampSignerOptions extends SignerOptions, ClockOption {}

/**
 * `django.core.signing.TimestampSigner`: a signer with Django's options, defaults and timestamps, and otherwise the main
 * entry's.
 *
 * ```ts
 * const signer = new TimestampSigner({ key: SECRET_KEY });
 * const token = signer.sign('hello'); // 'hello:1vb66i:…'
 * signer.unsign(token, { maxAge: 3600 }); // 'hello', for an hour
 * ```
 */
export class TimestampSigner extends Base62TimestampSigner {
  /**
   * @throws TypeError for an option of the wrong type, an unknown algorithm
   * @throws RangeError for an empty key, or a separator that may be part of a signature
   */
  constructor(options: TimestampSignerOptions) {
    const keys = toSecretKeys(options);
    const { clock } = toOptions(options);
    super(keys, { ...toBaseOptions(options, 'django.core.signing.TimestampSigner'), clock });
  }

  /**
   * Django's `sign_object`: the token of any value that JSON can carry.
   *
   * @throws TypeError if the serializer cannot write the value
   */
  signObject(value: unknown, options: SignObjectOptions = {}): string {
    return this.sign(encodeObject(value, toOptions(options)));
  }

  /**
   * Django's `unsign_object`: the value of a token of {@link signObject}, compressed or not.
   *
   * @throws BadSignature if the token is not one of this signer's
   * @throws SignatureExpired if it is older than `maxAge` seconds
   * @throws BadPayload if the signature is good, but what was signed cannot be read
   */
  unsignObject(signed: BytesLike, options: UnsignObjectOptions & UnsignOptions = {}): unknown {
    const own = toOptions(options);
    return decodeObject(this.unsign(signed, own), own);
  }
}
