import { refusePromise, toArray, toOptions } from './arguments.js';
import {
  type BinarySerializer,
  dumpData,
  isTextSerializer,
  loadData,
  parseData,
  type TextSerializer,
  toDataSerializer,
  writeData,
} from './data-serializer.js';
import { BadData, BadSignature, SignatureExpired } from './errors.js';
import { pythonJSON } from './python-json.js';
import { Expiry, Refusal } from './refusal.js';
import { type StandardSchemaV1, toSchema, validate } from './schema.js';
import { type SecretKey, toSecretKeys } from './secret-key.js';
import {
  DEFAULT_MAX_PAYLOAD_SIZE,
  type DumpOptions,
  type FallbackSigner,
  isClassAndOptions,
  type LoadOptions,
  refuseMaxAge,
  type SerializerOptions,
  type SignerClass,
  toFallbackSigner,
  toSignerClass,
  toSignerOptions,
  toSize,
} from './serializer-options.js';
import { Signer, type SignerOptions, type UnsignFailure, type UnsignSuccess } from './signer.js';
import { readSource, type TokenSource } from './source.js';
import { type BytesLike, copyBytes, decodeText, encodeText, isBytes, isBytesLike, toBytes } from './text.js';
import type { Reading, TakeInput } from './token.js';

/** What {@link Serializer.tryLoads} found: the payload, or why there is none. */
export type LoadResult<T> = LoadSuccess<T> | LoadFailure;

export interface LoadSuccess<T> {
  readonly ok: true;
  readonly payload: T;
  /** Whether another signer or key than the newest has signed it, so that it had better be signed again. */
  readonly needsResign: boolean;
  /** Of tokens with a timestamp alone. */
  readonly dateSigned?: Date;
}

export interface LoadFailure {
  readonly ok: false;
  readonly error: BadData;
}

/**
 * What the methods of a class of the package's own do to the data of a value on its way into a token and back. As long
 * as nobody overrides them, text stays in the core, or text.
 *
 * @internal
 */
export interface PayloadForm {
  readonly dumpPayload: unknown;
  readonly loadPayload: unknown;
  readonly encode: (data: Uint8Array, maxSize: number) => Uint8Array;
  /** Leaves the payload at the core's input and answers with its length; -1 where `encode` must make it. */
  readonly putText: (data: string, maxSize: number) => number;
  /** The data of a payload of `length` bytes at the core's input; `undefined` where loadPayload must look at it. */
  readonly takeText: (length: number, maxSize: number) => string | undefined;
}

/**
 * The method `sign` of the package's own signers that a class signs with, and what that asks for the time of a token.
 *
 * @internal
 */
export interface OwnSign {
  readonly sign: unknown;
  /** Its own even where there is none, or it would be asked of the prototype of all objects. */
  readonly now: ((signer: never) => number) | undefined;
}

/**
 * Turns values into signed tokens and back. The payload is JSON as Python writes it unless told otherwise.
 *
 * ```ts
 * const serializer = new Serializer('secret key');
 * const token = serializer.dumps({ id: 5, name: 'itsdangerous' });
 * serializer.loads(token); // { id: 5, name: 'itsdangerous' }
 * ```
 */
export class Serializer<T = unknown, Format extends TextSerializer | BinarySerializer = TextSerializer> {
  static readonly defaultSerializer: TextSerializer | BinarySerializer = pythonJSON;
  static readonly defaultSigner: SignerClass = Signer;
  static readonly defaultFallbackSigners: readonly FallbackSigner[] = [];
  /**
   * Whether `maxAge` is an option.
   *
   * @internal
   */
  static readonly isTimed: boolean = false;

  readonly serializer: TextSerializer | BinarySerializer;
  readonly serializerArgs: readonly unknown[];
  readonly signer: SignerClass;
  readonly signerOptions: SignerOptions;
  readonly fallbackSigners: readonly FallbackSigner[];
  readonly schema: StandardSchemaV1<unknown, T> | undefined;
  readonly maxTokenSize: number;
  readonly maxPayloadSize: number;
  readonly #secretKeys: readonly Uint8Array[];
  readonly #salt: Uint8Array;
  /** The signers for this serializer's own salt, in the order of {@link iterUnsigners}. Made on first use. */
  #signers: readonly Signer[] | undefined;
  #payloadForm: PayloadForm | undefined;
  #takeInput: TakeInput | undefined;
  #ownSign: OwnSign = { sign: Signer.prototype.sign, now: undefined };
  /** Of the token that was loaded last: what an overridden `loads` does not tell. */
  #lastNeedsResign = false;

  /**
   * @param secretKey one key, or several from oldest to newest
   * @throws TypeError for an option of the wrong type
   * @throws RangeError for no key, an empty key, or a size that is no whole number
   */
  constructor(secretKey: SecretKey, options: SerializerOptions<T, Format> = {}) {
    const own = toOptions(options);
    const defaults = new.target as unknown as typeof Serializer;
    if (!defaults.isTimed) refuseMaxAge(own);
    this.#secretKeys = toSecretKeys(secretKey);
    this.#salt = copyBytes(toBytes(own.salt ?? 'itsdangerous', 'salt'));
    this.serializer = toDataSerializer(own.serializer ?? defaults.defaultSerializer, 'serializer');
    this.serializerArgs = toArray(own.serializerArgs ?? [], 'serializerArgs');
    this.signer = toSignerClass(own.signer ?? defaults.defaultSigner, 'signer');
    this.signerOptions = toSignerOptions(own.signerOptions ?? {}, 'signerOptions');
    this.fallbackSigners = toArray(own.fallbackSigners ?? defaults.defaultFallbackSigners, 'fallbackSigners').map(
      toFallbackSigner,
    );
    this.schema = toSchema(own.schema);
    this.maxTokenSize = toSize(own.maxTokenSize ?? Number.POSITIVE_INFINITY, 'maxTokenSize');
    this.maxPayloadSize = toSize(own.maxPayloadSize ?? DEFAULT_MAX_PAYLOAD_SIZE, 'maxPayloadSize');
  }

  /** Copies of all keys, oldest first. */
  get secretKeys(): readonly Uint8Array[] {
    return this.#secretKeys.map((key) => copyBytes(key));
  }

  /** A copy of the newest key. */
  get secretKey(): Uint8Array {
    return copyBytes(this.#secretKeys[this.#secretKeys.length - 1] as Uint8Array);
  }

  get salt(): Uint8Array {
    return copyBytes(this.#salt);
  }

  /**
   * The payload of a value. A subclass may override it.
   *
   * @throws TypeError if the serializer gives neither text nor bytes
   */
  dumpPayload(value: T): Uint8Array {
    return dumpData(this.serializer, value, this.serializerArgs);
  }

  /**
   * The value of a payload. A subclass may override it.
   *
   * @param serializer instead of this serializer's own
   * @throws BadPayload if the payload cannot be read
   */
  loadPayload(payload: Uint8Array, serializer?: TextSerializer | BinarySerializer): T {
    const format = serializer === undefined ? this.serializer : toDataSerializer(serializer, 'serializer');
    return loadData(format, payload) as T;
  }

  /** A signer for a salt, by default this serializer's own. A subclass may override it. */
  makeSigner(salt?: BytesLike): Signer {
    const Class = this.signer;
    return new Class(this.#secretKeys, { ...this.signerOptions, salt: salt ?? this.#salt });
  }

  /** The signers that a token is tried with, in their order. A subclass may override it. */
  *iterUnsigners(salt?: BytesLike): Iterable<Signer> {
    yield this.makeSigner(salt);
    for (const fallback of this.fallbackSigners) {
      const [Class, options] =
        typeof fallback === 'function'
          ? [fallback, this.signerOptions]
          : isClassAndOptions(fallback)
            ? fallback
            : [this.signer, fallback];
      for (const key of this.#secretKeys) {
        yield new Class(key, { ...options, ...timeOptions(options, this.signerOptions), salt: salt ?? this.#salt });
      }
    }
  }

  /**
   * The token of a value: text, or bytes with a {@link BinarySerializer}.
   *
   * @throws TypeError if the serializer cannot write the value
   * @throws RangeError if the token would have more than `maxTokenSize` bytes
   */
  dumps(value: T, options: DumpOptions = {}): Format extends TextSerializer ? string : Uint8Array {
    const { salt } = refuseMaxAge(toOptions(options));
    const form = this.#payloadForm;
    const token =
      form !== undefined && this.dumpPayload === form.dumpPayload
        ? this.#signData(writeData(this.serializer, value, this.serializerArgs), form, this.#signerFor(salt))
        : this.#signBytes(this.dumpPayload(value), this.#signerFor(salt));
    this.#checkSize(token);
    const wantsText = isTextSerializer(this.serializer);
    const result = wantsText && isBytes(token) ? decodeText(token) : token;
    if (result === undefined) throw new TypeError('The token is not UTF-8, so serializer must be a BinarySerializer');
    return result as Format extends TextSerializer ? string : Uint8Array;
  }

  /**
   * The value of a token.
   *
   * @throws BadSignature if no signer takes the token
   * @throws BadPayload if the signature is good, but what was signed cannot be read
   */
  loads(token: BytesLike, options: LoadOptions = {}): T {
    const result = this.#search(token, options);
    if (result.ok) return result.payload;
    throw result.error;
  }

  /** As {@link loads}, but answers with the error, made when it is asked for, instead of throwing it. */
  tryLoads(token: BytesLike, options: LoadOptions = {}): LoadResult<T> {
    if (this.loads === Serializer.prototype.loads) return this.#search(token, options);
    return Serializer.attempt(this, () => {
      const payload = this.loads(token, options);
      refusePromise(payload, 'loads');
      return { payload };
    });
  }

  /**
   * As {@link loads}, but what is signed badly is read too: for debugging alone. Never throws, whatever the token.
   *
   * @returns whether the signature is good, and the payload, or `undefined` where it cannot be read
   */
  loadsUnsafe(token: BytesLike, options: LoadOptions = {}): [signatureValid: boolean, payload: unknown] {
    const result = this.tryLoads(token, options);
    if (result.ok) return [true, result.payload];
    if (!(result.error instanceof BadSignature)) return [true, undefined];
    const { payload } = result.error;
    if (payload === undefined) return [false, undefined];
    try {
      return [false, this.#loadAndValidate(payload)];
    } catch {
      // Anybody can have made this payload, and a hook or a schema need not be ready for everything.
      return [false, undefined];
    }
  }

  /**
   * Writes the token of a value to anything with a method `write`.
   *
   * @returns what `write` returned
   */
  dump(
    value: T,
    sink: { write(chunk: Format extends TextSerializer ? string : Uint8Array): unknown },
    options: DumpOptions = {},
  ): unknown {
    if (typeof sink?.write !== 'function') throw new TypeError('sink must have a method write');
    return sink.write(this.dumps(value, options));
  }

  /** {@link loads} from a Blob, a Response, a ReadableStream or any iterable of chunks. */
  async load(source: TokenSource, options: LoadOptions = {}): Promise<T> {
    return this.loads(await readSource(source, this.maxTokenSize), options);
  }

  /** {@link loadsUnsafe} from the same sources as {@link load}. */
  async loadUnsafe(
    source: TokenSource,
    options: LoadOptions = {},
  ): Promise<[signatureValid: boolean, payload: unknown]> {
    return this.loadsUnsafe(await readSource(source, this.maxTokenSize), options);
  }

  /** The tokens of many values. */
  dumpsMany(values: readonly T[], options: DumpOptions = {}): (Format extends TextSerializer ? string : Uint8Array)[] {
    return toArray(values, 'values').map((value) => this.dumps(value, options));
  }

  /** {@link tryLoads} for many tokens: a bad one does not stop the rest. */
  tryLoadsMany(tokens: readonly BytesLike[], options: LoadOptions = {}): LoadResult<T>[] {
    return toArray(tokens, 'tokens').map((token) => this.tryLoads(token, options));
  }

  // What follows is for this class and TimedSerializer. Static, and called by the class's name, so that a method of a
  // subclass never takes its place.

  /**
   * Tries a token with each signer until one takes it.
   *
   * @internal
   */
  static search<T, Found extends Reading | UnsignSuccess<BytesLike> | UnsignFailure>(
    serializer: Serializer<T, TextSerializer | BinarySerializer>,
    token: BytesLike,
    salt: BytesLike | undefined,
    find: (signer: Signer, take: TakeInput | undefined) => Found,
  ): { ok: true; payload: T; needsResign: boolean; found: Extract<Found, { ok: true }> } | LoadFailure {
    const tooLong = serializer.#refuseLong(token);
    if (tooLong !== undefined) return tooLong;
    let refused: LoadFailure | undefined;
    for (const signer of serializer.#signersFor(salt)) {
      const found = find(toSigner(signer), serializer.#takesInput() ? serializer.#takeInput : undefined);
      refusePromise(found, 'tryUnsign');
      // What the tryUnsign of a subclass does not tell is asked of no prototype either.
      const result = found.ok
        ? serializer.#load(toOptions(found as Extract<Found, { ok: true }>), refused !== undefined)
        : (found as LoadFailure);
      if (result.ok) return result;
      refused = result;
      // A loadPayload that reads a header may call it a bad signature; then the next signer is tried, as in Python.
      if (endsSearch(refused)) break;
    }
    if (refused === undefined) throw new TypeError('iterUnsigners must give at least one signer');
    return refused;
  }

  /**
   * Turns what an overridden `loads` gives, or throws for a bad token, into a result.
   *
   * @internal
   */
  static attempt<T, Loaded>(
    serializer: Serializer<T, TextSerializer | BinarySerializer>,
    loads: () => Loaded,
  ): ({ ok: true; needsResign: boolean } & Loaded) | LoadFailure {
    serializer.#lastNeedsResign = false;
    try {
      const loaded = loads();
      return { ok: true, needsResign: serializer.#lastNeedsResign, ...loaded };
    } catch (error) {
      if (error instanceof BadData) return { ok: false, error };
      throw error;
    }
  }

  /**
   * For the constructors of the package's own classes.
   *
   * @internal
   */
  static passBy<T>(
    serializer: Serializer<T, TextSerializer | BinarySerializer>,
    payloadForm: PayloadForm | undefined,
    ownSign?: OwnSign,
  ): void {
    serializer.#ownSign = ownSign ?? serializer.#ownSign;
    if (payloadForm === undefined) return;
    serializer.#payloadForm = payloadForm;
    serializer.#takeInput = (length) => payloadForm.takeText(length, serializer.maxPayloadSize);
  }

  /** The token of the data of a value. */
  #signData(data: BytesLike, form: PayloadForm, signer: Signer): BytesLike {
    const encode = (): Uint8Array => form.encode(toBytes(data, 'what serializer gives'), this.maxPayloadSize);
    const own = this.#ownSign;
    if (typeof data !== 'string' || signer.sign !== own.sign) return this.#signBytes(encode(), signer);
    // Before the core is given anything: a clock may use it too.
    const seconds = own.now?.(signer as never);
    const token = Signer.makeTokenOfInput(signer, () => form.putText(data, this.maxPayloadSize), seconds);
    return token ?? Signer.makeToken(signer, encode(), seconds);
  }

  /** The token of a payload, by methods that may be overridden. */
  #signBytes(payload: unknown, signer: Signer): Uint8Array {
    if (!isBytes(payload)) throw new TypeError('dumpPayload must give a Uint8Array');
    const token: unknown = signer.sign(payload);
    refusePromise(token, 'sign');
    if (!isBytes(token)) throw new TypeError('sign must give a Uint8Array for a Uint8Array');
    return token;
  }

  #checkSize(token: BytesLike): void {
    const max = this.maxTokenSize;
    if (typeof token === 'string' && token.length * 3 <= max) return;
    const { length } = toBytes(token, 'token');
    if (length <= max) return;
    throw new RangeError(`The token has ${length} bytes, more than the maxTokenSize of ${max}`);
  }

  #search(token: BytesLike, options: LoadOptions): LoadResult<T> {
    const { salt } = refuseMaxAge(toOptions(options));
    const find = (signer: Signer, take: TakeInput | undefined): Reading | SignerFound | UnsignFailure =>
      Signer.find(signer, token, take) ?? (signer.tryUnsign(token) as SignerFound | UnsignFailure);
    const result = Serializer.search(this, token, salt, find);
    if (!result.ok) return result;
    const { payload, needsResign, found } = result;
    const dateSigned = (found as SignerFound).dateSigned;
    return { ok: true, payload, needsResign, ...(dateSigned && { dateSigned }) };
  }

  /** A signer derives its keys once, so those for this serializer's own salt are kept, unless a hook makes them. */
  get #keepsSigners(): boolean {
    const { makeSigner, iterUnsigners } = Serializer.prototype;
    return this.makeSigner === makeSigner && this.iterUnsigners === iterUnsigners;
  }

  #signersFor(salt: BytesLike | undefined): Iterable<Signer> {
    if (salt !== undefined || !this.#keepsSigners) return this.iterUnsigners(salt);
    if (this.#signers === undefined) {
      const signers: Signer[] = [];
      for (const signer of this.iterUnsigners()) signers.push(signer);
      this.#signers = signers;
    }
    return this.#signers;
  }

  #signerFor(salt: BytesLike | undefined): Signer {
    const [signer] = salt === undefined && this.#keepsSigners ? this.#signersFor(salt) : [this.makeSigner(salt)];
    return toSigner(signer);
  }

  #refuseLong(token: BytesLike): LoadFailure | undefined {
    const max = this.maxTokenSize;
    // UTF-8 has at least a byte and at most three for each unit of a string, so most need no closer look.
    const closer = typeof token === 'string' && token.length <= max && token.length * 3 > max;
    const measured = closer ? encodeText(token) : token;
    if (!isBytesLike(measured) || measured.length <= max) return undefined;
    return new Refusal(() => new BadSignature(`Token has more than the maxTokenSize of ${max} bytes`));
  }

  #load<Found extends Reading | UnsignSuccess<BytesLike>>(
    found: Found,
    byFallback: boolean,
  ): { ok: true; payload: T; needsResign: boolean; found: Found } | LoadFailure {
    try {
      const payload = this.#loadAndValidate(found.value, (found as Partial<Reading>).taken);
      this.#lastNeedsResign = found.needsResign || byFallback;
      return { ok: true, payload, needsResign: this.#lastNeedsResign, found };
    } catch (error) {
      if (error instanceof BadData) return { ok: false, error };
      throw error;
    }
  }

  /** Whether the data of a payload can be taken where the core has verified it. */
  #takesInput(): boolean {
    const form = this.#payloadForm;
    return form !== undefined && this.loadPayload === form.loadPayload && isTextSerializer(this.serializer);
  }

  /** @param data of the payload, if that is known already */
  #loadAndValidate(value: BytesLike, data?: string): T {
    const payload =
      data === undefined
        ? this.loadPayload(toBytes(value, 'value'))
        : (parseData(this.serializer as TextSerializer, data) as T);
    refusePromise(payload, 'loadPayload');
    return this.schema === undefined ? payload : validate(this.schema, payload);
  }
}

/** @throws TypeError if a hook gave no signer */
function toSigner(signer: unknown): Signer {
  refusePromise(signer, 'makeSigner');
  if (!(signer instanceof Signer)) throw new TypeError('makeSigner and iterUnsigners must give Signers');
  return signer;
}

/** Whether no other signer may take the token. A refusal of our own tells without making its error. */
function endsSearch(refused: LoadFailure): boolean {
  if (refused instanceof Refusal) return refused instanceof Expiry;
  return !(refused.error instanceof BadSignature) || refused.error instanceof SignatureExpired;
}

/** What a signer answers that may be a TimestampSigner. */
type SignerFound = UnsignSuccess<BytesLike> & { readonly dateSigned?: Date };

interface TimeOptions {
  readonly clock?: unknown;
  readonly clockTolerance?: unknown;
}

/** Fallback signers live in the same time as the first one, unless they are told otherwise. */
function timeOptions(own: TimeOptions & SignerOptions, first: TimeOptions & SignerOptions): TimeOptions {
  return { clock: own.clock ?? first.clock, clockTolerance: own.clockTolerance ?? first.clockTolerance };
}
