import { toOptions } from '../arguments.js';
import { BadTimeSignature, SignatureExpired } from '../errors.js';
import { Refusal } from '../refusal.js';
import { Signer } from '../signer.js';
import { type BytesLike, decodeLossy, isBytesLike } from '../text.js';
import { TimestampSigner, toMaxAge, type UnsignOptions } from '../timestamp-signer.js';
import { base62Decode, base62Encode } from './base62.js';

/**
 * The main entry's {@link TimestampSigner} with Django's timestamps: base 62, checked after the signature, and as in Django
 * a token from the future is not yet too old.
 */
export class Base62TimestampSigner extends TimestampSigner {
  override sign(value: string): string;
  override sign(value: Uint8Array): Uint8Array;
  override sign(value: BytesLike): string | Uint8Array;
  override sign(value: BytesLike): string | Uint8Array {
    if (!isBytesLike(value)) throw new TypeError('value must be a string or a Uint8Array');
    return Signer.makeToken(this, Signer.join(this, value, base62Encode(TimestampSigner.now(this))));
  }

  /**
   * The value of a token, and with `returnTimestamp` the date of its signature too.
   *
   * @throws BadSignature if the token is not one of this signer's
   * @throws BadTimeSignature if it has no timestamp, or none that Django writes
   * @throws SignatureExpired if it is older than `maxAge` seconds
   * @throws TypeError if `maxAge` is anything but a finite number, `undefined` or `null`
   */
  override unsign(signed: string, options?: UnsignOptions & { returnTimestamp?: false | undefined }): string;
  override unsign(signed: Uint8Array, options?: UnsignOptions & { returnTimestamp?: false | undefined }): Uint8Array;
  override unsign(
    signed: BytesLike,
    options?: UnsignOptions & { returnTimestamp?: false | undefined },
  ): string | Uint8Array;
  override unsign(
    signed: string,
    options: UnsignOptions & { returnTimestamp: true },
  ): [value: string, dateSigned: Date];
  override unsign(
    signed: Uint8Array,
    options: UnsignOptions & { returnTimestamp: true },
  ): [value: Uint8Array, dateSigned: Date];
  override unsign(
    signed: BytesLike,
    options: UnsignOptions & { returnTimestamp: true },
  ): [value: string | Uint8Array, dateSigned: Date];
  override unsign(
    signed: BytesLike,
    options: UnsignOptions & { returnTimestamp?: boolean | undefined } = {},
  ): string | Uint8Array | [value: string | Uint8Array, dateSigned: Date] {
    const { maxAge: given, returnTimestamp } = toOptions(options);
    const maxAge = toMaxAge(given);
    const dated: string | Uint8Array = Signer.prototype.unsign.call(this, signed);
    const parts = Signer.split(this, dated);
    if (parts === undefined) throw new BadTimeSignature('timestamp missing', dated);
    const [value, timestamp] = parts;
    const seconds = base62Decode(typeof timestamp === 'string' ? timestamp : decodeLossy(timestamp));
    if (seconds === undefined) throw new BadTimeSignature('Malformed timestamp', value);
    const dateSigned = TimestampSigner.dateOf(this, { value, seconds });
    if (dateSigned instanceof Refusal) throw dateSigned.error;
    if (maxAge !== undefined) {
      const age = TimestampSigner.now(this) - seconds;
      if (age > maxAge) throw new SignatureExpired(`Signature age ${age} > ${maxAge} seconds`, value, dateSigned);
    }
    return returnTimestamp ? [value, dateSigned] : value;
  }

  /** Also of a time before 1970: Django writes it, with its clock set wrong, and it is well past any age. */
  override timestampToDate(timestamp: number): Date {
    const distance = super.timestampToDate(Math.abs(timestamp)).getTime();
    return new Date(timestamp < 0 ? -distance : distance);
  }
}
