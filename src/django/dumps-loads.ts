import { toOptions } from '../arguments.js';
import type { BytesLike } from '../text.js';
import type { UnsignOptions } from '../timestamp-signer.js';
import type { ClockOption, KeyOptions } from './options.js';
import type { SignObjectOptions, UnsignObjectOptions } from './signed-object.js';
import { TimestampSigner } from './timestamp-signer.js';

interface SigningOptions extends KeyOptions, ClockOption {
  /** Separates the tokens of one purpose from those of another. Default `django.core.signing`. */
  salt?: BytesLike | undefined;
}

export interface DumpsOptions extends SigningOptions, SignObjectOptions {}
export interface LoadsOptions extends SigningOptions, UnsignObjectOptions, UnsignOptions {}

/**
 * `django.core.signing.dumps`: the token of any value that JSON can carry. For many tokens,
 * {@link TimestampSigner.signObject} spares making a signer for each.
 *
 * ```ts
 * dumps({ id: 5 }, { key: SECRET_KEY, salt: 'invitation' }); // 'eyJpZCI6NX0:1vb66i:…'
 * ```
 *
 * @throws TypeError if the serializer cannot write the value, or for an option of the wrong type
 */
export function dumps(value: unknown, options: DumpsOptions): string {
  return makeSigner(options).signObject(value, options);
}

/**
 * `django.core.signing.loads`: the value of a token of {@link dumps}.
 *
 * @throws BadSignature if the token is not one of this key's and salt's
 * @throws SignatureExpired if it is older than `maxAge` seconds
 * @throws BadPayload if the signature is good, but what was signed cannot be read
 * @throws TypeError for an option of the wrong type
 */
export function loads(token: BytesLike, options: LoadsOptions): unknown {
  return makeSigner(options).unsignObject(token, options);
}

function makeSigner(options: SigningOptions): TimestampSigner {
  const own = toOptions(options);
  return new TimestampSigner({ ...own, salt: own.salt ?? 'django.core.signing' });
}
