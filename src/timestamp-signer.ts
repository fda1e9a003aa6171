import { refusePromise, toArray, toOptions } from './arguments.js';
import { type BadSignature, BadTimeSignature, SignatureExpired } from './errors.js';
import { Expiry, Refusal } from './refusal.js';
import type { SecretKey } from './secret-key.js';
import { Signer, type SignerOptions, type UnsignFailure, type UnsignSuccess } from './signer.js';
import { type BytesLike, isBytesLike } from './text.js';
import { MALFORMED, MAX_TIMESTAMP, readTimestamp } from './timestamp.js';
import { BAD_SIGNATURE, type Reading, type TakeInput } from './token.js';

export interface TimestampSignerOptions extends SignerOptions {
  /** The time in milliseconds since the epoch. Default `Date.now`. One of seconds would make every age a thousand times less. */
  clock?: (() => number) | undefined;
  /** Whole seconds by which a token may lie in the future or over its age. Default 0. */
  clockTolerance?: number | undefined;
}

export interface UnsignOptions {
  /**
   * The age in seconds beyond which a token is expired. Not checked where it is `undefined` or `null`. An age in
   * milliseconds is a thousand times too long, which nothing can tell unless no token could be that old.
   */
  maxAge?: number | null | undefined;
}

/** What {@link TimestampSigner.tryUnsign} found. */
export type TimestampUnsignResult<Value extends BytesLike = string> = TimestampUnsignSuccess<Value> | UnsignFailure;

export interface TimestampUnsignSuccess<Value extends BytesLike = string> extends UnsignSuccess<Value> {
  readonly dateSigned: Date;
}

/**
 * A {@link Signer} that writes the time into each token, and refuses tokens that are too old.
 *
 * ```ts
 * const signer = new TimestampSigner('secret key');
 * const token = signer.sign('value'); // 'value.aVW4-w.…'
 * signer.unsign(token, { maxAge: 3600 }); // 'value', for an hour
 * ```
 */
export class TimestampSigner extends Signer {
  readonly #clock: () => number;
  readonly #clockTolerance: number;

  /**
   * @throws TypeError if `clock` is no function, or `clockTolerance` no number
   * @throws RangeError if `clockTolerance` is no whole number of seconds from 0
   */
  constructor(secretKey: SecretKey, options: TimestampSignerOptions = {}) {
    super(secretKey, options);
    const { clock: given, clockTolerance: tolerance } = toOptions(options);
    const clock = given ?? (() => Date.now());
    const clockTolerance = tolerance ?? 0;
    if (typeof clock !== 'function') throw new TypeError('clock must be a function that gives milliseconds');
    if (typeof clockTolerance !== 'number') throw new TypeError('clockTolerance must be a number of seconds');
    if (!isTime(clockTolerance)) throw new RangeError('clockTolerance must be a whole number of seconds from 0');
    this.#clock = clock;
    this.#clockTolerance = clockTolerance;
  }

  /**
   * The time in whole seconds since the epoch, rounded down. A subclass that overrides it is obeyed.
   *
   * @throws RangeError if the clock gives no whole number of milliseconds from 0 to 2^53 − 1
   */
  getTimestamp(): number {
    const clock = this.#clock;
    const milliseconds = clock();
    if (!isTime(milliseconds))
      throw new RangeError('clock must give a whole number of milliseconds from 0 to 2^53 - 1');
    return Math.floor(milliseconds / 1000);
  }

  /**
   * The date of a timestamp.
   *
   * @param timestamp whole seconds since the epoch
   * @throws RangeError if that is no date from 1970 to 9999
   */
  timestampToDate(timestamp: number): Date {
    if (!isTime(timestamp) || timestamp > MAX_TIMESTAMP) {
      throw new RangeError(`timestamp must be a whole number of seconds from 0 to ${MAX_TIMESTAMP}`);
    }
    return new Date(timestamp * 1000);
  }

  /**
   * The token of `value`: value, separator, timestamp, separator, signature.
   *
   * @throws TypeError if `value` is neither text nor bytes, or text with a lone surrogate
   * @throws RangeError if the clock gives no time
   */
  override sign(value: string): string;
  override sign(value: Uint8Array): Uint8Array;
  override sign(value: BytesLike): string | Uint8Array;
  override sign(value: BytesLike): string | Uint8Array {
    return Signer.makeToken(this, value, this.#now());
  }

  /**
   * The value of a token, and with `returnTimestamp` the date of its signature too.
   *
   * @throws BadSignature if the token is not one of this signer's; a BadTimeSignature if it has the form of one
   * @throws SignatureExpired if it is older than `maxAge` seconds, or from the future
   * @throws TypeError if `maxAge` is anything but a finite number, `undefined` or `null`
   * @throws RangeError if it is more than the seconds from 1970 to 9999
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
    const { maxAge, returnTimestamp } = toOptions(options);
    const found = this.#verify(signed, toMaxAge(maxAge));
    if (found instanceof Refusal) throw found.error;
    if (!returnTimestamp) return found.value;
    const dateSigned = this.#dateOf(found);
    if (dateSigned instanceof Refusal) throw dateSigned.error;
    return [found.value, dateSigned];
  }

  /** Whether {@link unsign} takes the token. */
  override validate(signed: BytesLike, options: UnsignOptions = {}): boolean {
    return this.tryUnsign(signed, options).ok;
  }

  /** As {@link unsign}, but answers with the error, made when it is asked for, instead of throwing it. */
  override tryUnsign(signed: string, options?: UnsignOptions): TimestampUnsignResult<string>;
  override tryUnsign(signed: Uint8Array, options?: UnsignOptions): TimestampUnsignResult<Uint8Array>;
  override tryUnsign(signed: BytesLike, options?: UnsignOptions): TimestampUnsignResult<string | Uint8Array>;
  override tryUnsign(signed: BytesLike, options: UnsignOptions = {}): TimestampUnsignResult<string | Uint8Array> {
    if (this.unsign !== TimestampSigner.prototype.unsign) {
      return Signer.attempt(this, () => {
        const pair: unknown = this.unsign(signed, { ...options, returnTimestamp: true });
        refusePromise(pair, 'unsign');
        const [value, dateSigned] = Array.isArray(pair) ? pair : [];
        if (isBytesLike(value) && dateSigned instanceof Date) return { ...Signer.success(this, value), dateSigned };
        throw new TypeError('unsign must give [value, date] for { returnTimestamp: true }');
      });
    }
    return this.#resultOf(this.#verify(signed, toMaxAge(toOptions(options).maxAge)));
  }

  /** The tokens of many values. */
  override signMany(values: readonly string[]): string[];
  override signMany(values: readonly Uint8Array[]): Uint8Array[];
  override signMany(values: readonly BytesLike[]): (string | Uint8Array)[];
  override signMany(values: readonly BytesLike[]): (string | Uint8Array)[] {
    return this.sign === TimestampSigner.prototype.sign
      ? Signer.makeTokens(this, toArray(values, 'values'), () => this.#now())
      : super.signMany(values);
  }

  /** {@link tryUnsign} for many tokens: a bad one does not stop the rest. */
  override tryUnsignMany(signed: readonly string[], options?: UnsignOptions): TimestampUnsignResult<string>[];
  override tryUnsignMany(signed: readonly Uint8Array[], options?: UnsignOptions): TimestampUnsignResult<Uint8Array>[];
  override tryUnsignMany(
    signed: readonly BytesLike[],
    options?: UnsignOptions,
  ): TimestampUnsignResult<string | Uint8Array>[];
  override tryUnsignMany(
    signed: readonly BytesLike[],
    options: UnsignOptions = {},
  ): TimestampUnsignResult<string | Uint8Array>[] {
    const tokens = toArray(signed, 'signed');
    const { unsign, tryUnsign } = TimestampSigner.prototype;
    if (this.unsign !== unsign || this.tryUnsign !== tryUnsign) {
      return tokens.map((token) => this.tryUnsign(token, options));
    }
    const maxAge = toMaxAge(toOptions(options).maxAge);
    return Signer.readMany(this, tokens, true, (token, reading) => {
      if (reading === BAD_SIGNATURE) return this.#refusal(token);
      return this.#resultOf(this.#judge(typeof reading === 'object' ? reading : this.#read(token), maxAge));
    });
  }

  // What follows is for signers with timestamps of another form. Static, and called by the class's name, as in Signer.

  /** @internal */
  static now(signer: TimestampSigner): number {
    return signer.#now();
  }

  /** @internal */
  static dateOf(
    signer: TimestampSigner,
    reading: Pick<Reading, 'value' | 'seconds'>,
  ): Date | Refusal<BadTimeSignature> {
    return signer.#dateOf(reading);
  }

  /**
   * As in {@link Signer}, for a token that is not too old.
   *
   * @internal
   */
  static override find(
    signer: TimestampSigner,
    signed: unknown,
    take: TakeInput | undefined,
    maxAge?: number,
  ): Reading | Refusal<BadSignature> | undefined {
    const { unsign, tryUnsign, timestampToDate } = TimestampSigner.prototype;
    if (signer.unsign !== unsign || signer.tryUnsign !== tryUnsign) return undefined;
    // A date that nobody wants need not be made, unless a method of somebody else's may refuse to.
    return signer.timestampToDate === timestampToDate ? signer.#verify(signed, maxAge, take) : undefined;
  }

  /** A subclass may have its own idea of time, so it is looked at wherever it is used. */
  #now(): number {
    const seconds = this.getTimestamp();
    if (!isTime(seconds)) throw new RangeError('getTimestamp must give a whole number of seconds from 0 to 2^53 - 1');
    return seconds;
  }

  /** What tryUnsign answers. */
  #resultOf(found: Reading | Refusal<BadSignature>): TimestampUnsignResult<string | Uint8Array> {
    if (found instanceof Refusal) return found;
    const dateSigned = this.#dateOf(found);
    if (dateSigned instanceof Refusal) return dateSigned;
    const { value, keyIndex, needsResign } = found;
    return { ok: true, value, keyIndex, needsResign, dateSigned };
  }

  /** What a token holds that is good and not too old, or what is wrong with it. */
  #verify(signed: unknown, maxAge: number | undefined, take?: TakeInput): Reading | Refusal<BadSignature> {
    return this.#judge(this.#read(signed, take), maxAge);
  }

  /** The same, unless it is too old. */
  #judge(found: Reading | Refusal<BadSignature>, maxAge: number | undefined): Reading | Refusal<BadSignature> {
    if (maxAge === undefined || found instanceof Refusal) return found;
    const age = this.#now() - found.seconds;
    const limit = age > maxAge + this.#clockTolerance ? `> ${maxAge}` : age < -this.#clockTolerance ? '< 0' : undefined;
    if (limit === undefined) return found;
    const dateSigned = this.#dateOf(found);
    if (dateSigned instanceof Refusal) return dateSigned;
    return new Expiry(() => new SignatureExpired(`Signature age ${age} ${limit} seconds`, found.value, dateSigned));
  }

  /** What a token with a good signature and timestamp holds, or what is wrong with it, as itsdangerous has it. */
  #read(signed: unknown, take?: TakeInput): Reading | Refusal<BadSignature> {
    const reading = Signer.read(this, signed, true, take);
    if (typeof reading === 'object') return reading;
    const whole = reading === BAD_SIGNATURE ? undefined : Signer.verify(this, signed);
    if (whole === undefined) return this.#refusal(signed);
    const parts = Signer.split(this, whole.value);
    if (parts === undefined) return new Refusal(() => new BadTimeSignature('timestamp missing', whole.value));
    const [value, timestamp] = parts;
    const seconds = readTimestamp(timestamp);
    if (seconds < 0) return malformed(value);
    return { ...whole, value, seconds };
  }

  /** Says why a token's signature is no good, with what can be read of its timestamp. */
  #refusal(signed: unknown): Refusal<BadSignature> {
    const refusal = Signer.refusal(this, signed);
    const explain = (): BadSignature => {
      const { message, payload } = refusal.error;
      const parts = payload === undefined ? undefined : Signer.split(this, payload);
      if (parts === undefined) return refusal.error;
      const [value, timestamp] = parts;
      const seconds = readTimestamp(timestamp);
      if (seconds === MALFORMED) return new BadTimeSignature(message, value);
      const dateSigned = seconds < 0 ? malformed(value) : this.#dateOf({ value, seconds });
      return dateSigned instanceof Refusal ? dateSigned.error : new BadTimeSignature(message, value, dateSigned);
    };
    // A subclass's method is called now: what it throws is no matter of the error that somebody looks at later.
    return new Refusal(this.timestampToDate === TimestampSigner.prototype.timestampToDate ? explain : explain());
  }

  /** The date of a timestamp that came over the wire: one that has none, by an overridden method too, is malformed. */
  #dateOf({ value, seconds }: Pick<Reading, 'value' | 'seconds'>): Date | Refusal<BadTimeSignature> {
    let date: unknown;
    try {
      date = this.timestampToDate(seconds);
    } catch (error) {
      if (error instanceof RangeError) return malformed(value);
      throw error;
    }
    if (!(date instanceof Date)) throw new TypeError('timestampToDate must give a Date');
    return date;
  }
}

function malformed(value: BytesLike): Refusal<BadTimeSignature> {
  return new Refusal(() => new BadTimeSignature('Malformed timestamp', value));
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/**
 * The `maxAge` that a programmer passed.
 *
 * @throws TypeError if it is anything but a finite number, `undefined` or `null`: under `NaN` no token would expire
 * @throws RangeError if no token can be that old: it is a point in time, or was meant in milliseconds
 */
export function toMaxAge(maxAge: number | null | undefined): number | undefined {
  if (maxAge === undefined || maxAge === null) return undefined;
  if (!Number.isFinite(maxAge)) throw new TypeError('maxAge must be a finite number of seconds');
  if (maxAge > MAX_TIMESTAMP) throw new RangeError(`maxAge must be in seconds, at most ${MAX_TIMESTAMP}`);
  return maxAge;
}
