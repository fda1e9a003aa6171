import { refusePromise, toOptions } from './arguments.js';
import type { BinarySerializer, TextSerializer } from './data-serializer.js';
import type { SecretKey } from './secret-key.js';
import { type LoadFailure, type LoadSuccess, Serializer } from './serializer.js';
import { isClassAndOptions, type LoadOptions, type SerializerOptions, toSignerClass } from './serializer-options.js';
import type { TokenSource } from './source.js';
import type { BytesLike } from './text.js';
import {
  TimestampSigner,
  type TimestampSignerOptions,
  type TimestampUnsignSuccess,
  toMaxAge,
  type UnsignOptions,
} from './timestamp-signer.js';
import type { Reading } from './token.js';

/** A {@link TimestampSigner} or a subclass of it. */
export type TimestampSignerClass = new (secretKey: SecretKey, options?: TimestampSignerOptions) => TimestampSigner;

/** The options of a {@link Serializer}, with signers that know the time. */
export interface TimedSerializerOptions<T = unknown, Format extends TextSerializer | BinarySerializer = TextSerializer>
  extends Omit<SerializerOptions<T, Format>, 'signer' | 'signerOptions' | 'fallbackSigners'> {
  /** Default `defaultSigner` of the class. */
  signer?: TimestampSignerClass | undefined;
  /** For the signer. The salt is the serializer's own option. */
  signerOptions?: Omit<TimestampSignerOptions, 'salt'> | undefined;
  /** As in {@link SerializerOptions}. They have the clock and the tolerance of `signerOptions`, unless they say otherwise. */
  fallbackSigners?:
    | readonly (
        | Omit<TimestampSignerOptions, 'salt'>
        | TimestampSignerClass
        | readonly [TimestampSignerClass, Omit<TimestampSignerOptions, 'salt'>]
      )[]
    | undefined;
  /** The age in seconds beyond which a token is expired, where `loads` and its like are not told one. Default: none. */
  maxAge?: number | null | undefined;
}

export interface TimedLoadOptions extends LoadOptions, UnsignOptions {}

/** What {@link TimedSerializer.tryLoads} found. */
export type TimedLoadResult<T> = (LoadSuccess<T> & { readonly dateSigned: Date }) | LoadFailure;

/**
 * A {@link Serializer} that writes the time into each token, and refuses tokens that are too old.
 *
 * ```ts
 * const serializer = new TimedSerializer('secret key');
 * serializer.loads(serializer.dumps({ id: 5 }), { maxAge: 3600 }); // { id: 5 }, for an hour
 * ```
 */
export class TimedSerializer<
  T = unknown,
  Format extends TextSerializer | BinarySerializer = TextSerializer,
> extends Serializer<T, Format> {
  static override readonly defaultSigner: TimestampSignerClass = TimestampSigner;
  /** @internal */
  static override readonly isTimed: boolean = true;

  /** In seconds; `undefined` where age is not checked unless a call asks for it. */
  readonly maxAge: number | undefined;

  /**
   * @throws TypeError also for a signer that is no {@link TimestampSigner}, or a `maxAge` that is no finite number
   * @throws RangeError also for a `maxAge` that no token can have
   */
  constructor(secretKey: SecretKey, options: TimedSerializerOptions<T, Format> = {}) {
    super(secretKey, options);
    this.maxAge = toMaxAge(toOptions(options).maxAge);
    Serializer.passBy(this, undefined, { sign: TimestampSigner.prototype.sign, now: TimestampSigner.now });
    toSignerClass(this.signer, 'signer', TimestampSigner, 'TimestampSigner');
    for (const fallback of this.fallbackSigners) {
      const Class = isClassAndOptions(fallback) ? fallback[0] : fallback;
      if (typeof Class === 'function') toSignerClass(Class, 'fallbackSigners', TimestampSigner, 'TimestampSigner');
    }
  }

  /**
   * The value of a token, and with `returnTimestamp` the date of its signature too.
   *
   * @throws BadSignature if no signer takes the token; an expired one ends the search
   * @throws SignatureExpired if it is older than `maxAge` seconds, or from the future
   * @throws BadPayload if the signature is good, but what was signed cannot be read
   * @throws TypeError if `maxAge` is anything but a finite number, `undefined` or `null`
   */
  override loads(token: BytesLike, options?: TimedLoadOptions & { returnTimestamp?: false | undefined }): T;
  override loads(
    token: BytesLike,
    options: TimedLoadOptions & { returnTimestamp: true },
  ): [payload: T, dateSigned: Date];
  override loads(
    token: BytesLike,
    options: TimedLoadOptions & { returnTimestamp?: boolean | undefined } = {},
  ): T | [payload: T, dateSigned: Date] {
    const result = this.#search(token, options);
    if (!result.ok) throw result.error;
    return toOptions(options).returnTimestamp ? [result.payload, dateOf(result.found)] : result.payload;
  }

  override tryLoads(token: BytesLike, options: TimedLoadOptions = {}): TimedLoadResult<T> {
    if (this.loads === TimedSerializer.prototype.loads) {
      const result = this.#search(token, options);
      if (!result.ok) return result;
      const { payload, needsResign, found } = result;
      return { ok: true, payload, needsResign, dateSigned: dateOf(found) };
    }
    return Serializer.attempt(this, () => {
      const pair: unknown = this.loads(token, { ...options, returnTimestamp: true });
      refusePromise(pair, 'loads');
      const [payload, dateSigned] = Array.isArray(pair) ? pair : [];
      if (dateSigned instanceof Date) return { payload: payload as T, dateSigned };
      throw new TypeError('loads must give [payload, date] for { returnTimestamp: true }');
    });
  }

  override loadsUnsafe(token: BytesLike, options: TimedLoadOptions = {}): [signatureValid: boolean, payload: unknown] {
    return super.loadsUnsafe(token, options);
  }

  override load(source: TokenSource, options?: TimedLoadOptions & { returnTimestamp?: false | undefined }): Promise<T>;
  override load(
    source: TokenSource,
    options: TimedLoadOptions & { returnTimestamp: true },
  ): Promise<[payload: T, dateSigned: Date]>;
  override load(
    source: TokenSource,
    options: TimedLoadOptions & { returnTimestamp?: boolean | undefined } = {},
  ): Promise<T | [payload: T, dateSigned: Date]> {
    return super.load(source, options);
  }

  override loadUnsafe(
    source: TokenSource,
    options: TimedLoadOptions = {},
  ): Promise<[signatureValid: boolean, payload: unknown]> {
    return super.loadUnsafe(source, options);
  }

  override tryLoadsMany(tokens: readonly BytesLike[], options: TimedLoadOptions = {}): TimedLoadResult<T>[] {
    return super.tryLoadsMany(tokens, options) as TimedLoadResult<T>[];
  }

  #search(
    token: BytesLike,
    options: TimedLoadOptions,
  ): { ok: true; payload: T; needsResign: boolean; found: Reading | TimestampUnsignSuccess<BytesLike> } | LoadFailure {
    const { salt, maxAge: given } = toOptions(options);
    const maxAge = given === undefined ? this.maxAge : toMaxAge(given);
    return Serializer.search(this, token, salt, (signer, take) => {
      // A hook may give any signer, and one without a clock would let every token pass.
      if (!(signer instanceof TimestampSigner)) {
        throw new TypeError('The signers of a TimedSerializer must be TimestampSigners');
      }
      return TimestampSigner.find(signer, token, take, maxAge) ?? signer.tryUnsign(token, { maxAge });
    });
  }
}

function dateOf(found: Reading | TimestampUnsignSuccess<BytesLike>): Date {
  return 'dateSigned' in found ? found.dateSigned : new Date(found.seconds * 1000);
}
