import { toOptions } from '../arguments.js';
import { refuseMaxAge } from '../serializer-options.js';
import { Signer as BaseSigner } from '../signer.js';
import type { BytesLike } from '../text.js';
import { type SignerOptions, toBaseOptions, toSecretKeys } from './options.js';
import { decodeObject, encodeObject, type SignObjectOptions, type UnsignObjectOptions } from './signed-object.js';

/**
 * `django.core.signing.Signer`: a signer with Django's options and defaults, and otherwise the main entry's.
 *
 * ```ts
 * const signer = new Signer({ key: SECRET_KEY, salt: 'extra' });
 * signer.sign('My string'); // 'My string:…'
 * ```
 */
export class Signer extends BaseSigner {
  /**
   * @throws TypeError for an option of the wrong type, an unknown algorithm
   * @throws RangeError for an empty key, or a separator that may be part of a signature
   */
  constructor(options: SignerOptions) {
    super(toSecretKeys(options), toBaseOptions(options, 'django.core.signing.Signer'));
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
   * @throws BadPayload if the signature is good, but what was signed cannot be read
   */
  unsignObject(signed: BytesLike, options: UnsignObjectOptions = {}): unknown {
    const own = refuseMaxAge(toOptions(options));
    return decodeObject(this.unsign(signed), own);
  }
}
