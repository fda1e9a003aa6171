/*
 * What serializers are told: the options' types, and the functions that look at what a programmer passed for them.
 */
import { ownProperties, toOptions } from './arguments.js';
import type { BinarySerializer, TextSerializer } from './data-serializer.js';
import type { StandardSchemaV1 } from './schema.js';
import type { SecretKey } from './secret-key.js';
import { Signer, type SignerOptions } from './signer.js';
import type { BytesLike } from './text.js';

/** A {@link Signer} or a subclass of it. */
export type SignerClass = new (secretKey: SecretKey, options?: SignerOptions) => Signer;

/** A signer that is tried after the first: its options, its class, or both. */
export type FallbackSigner =
  | Omit<SignerOptions, 'salt'>
  | SignerClass
  | readonly [SignerClass, Omit<SignerOptions, 'salt'>];

export interface SerializerOptions<T = unknown, Format extends TextSerializer | BinarySerializer = TextSerializer> {
  /** Separates the tokens of one purpose from those of another; need not be secret. Default `itsdangerous`. */
  salt?: BytesLike | undefined;
  /** Turns values into text or bytes and back. Default `defaultSerializer` of the class. */
  serializer?: Format | undefined;
  /** Further arguments for the serializer's `stringify` or `encode`. */
  serializerArgs?: readonly unknown[] | undefined;
  /** Default `defaultSigner` of the class. */
  signer?: SignerClass | undefined;
  /** For the signer. The salt is the serializer's own option. */
  signerOptions?: Omit<SignerOptions, 'salt'> | undefined;
  /** Tried in this order, each with every key from the oldest on, when the first signer refuses a token. */
  fallbackSigners?: readonly FallbackSigner[] | undefined;
  /** What a payload is checked against after its signature; what it makes of it is what is loaded. */
  schema?: StandardSchemaV1<unknown, T> | undefined;
  /** Bytes that a token may have, both ways. Default: no limit. A browser keeps cookies to 4096. */
  maxTokenSize?: number | undefined;
  /** Bytes that the payload of a URL-safe serializer may have once it is decompressed, both ways. Default 16 MiB. */
  maxPayloadSize?: number | undefined;
}

/** Bytes that a payload may have unless told otherwise, once it is decompressed. */
export const DEFAULT_MAX_PAYLOAD_SIZE: number = 16 * 2 ** 20;

export interface DumpOptions {
  /** Instead of the serializer's own salt. */
  salt?: BytesLike | undefined;
}

export type LoadOptions = DumpOptions;

/**
 * @throws TypeError if `signer` is neither the class `base` nor a subclass of it
 * @internal
 */
export function toSignerClass(
  signer: SignerClass,
  name: string,
  base: SignerClass = Signer,
  baseName = 'Signer',
): SignerClass {
  if (typeof signer === 'function' && (signer === base || signer.prototype instanceof base)) return signer;
  throw new TypeError(`${name} must be the class ${baseName} or a subclass of it`);
}

/** @internal */
export function toSignerOptions(options: SignerOptions, name: string): SignerOptions {
  const own = refuseMaxAge(ownProperties(toOptions(options, name)));
  if (own.salt !== undefined) throw new TypeError(`${name} must not have a salt, which is the serializer's`);
  return own;
}

/** @internal */
export function toFallbackSigner(fallback: FallbackSigner): FallbackSigner {
  const name = 'fallbackSigners';
  if (typeof fallback === 'function') return toSignerClass(fallback, name);
  if (!isClassAndOptions(fallback)) return toSignerOptions(fallback, name);
  return [toSignerClass(fallback[0], name), toSignerOptions(fallback[1], name)];
}

/** @internal */
export function isClassAndOptions(fallback: FallbackSigner): fallback is Extract<FallbackSigner, readonly unknown[]> {
  return Array.isArray(fallback);
}

/**
 * The options of what holds no token to an age.
 *
 * @throws TypeError for a `maxAge`: a token that was to expire would never do so
 * @internal
 */
export function refuseMaxAge<Options extends object>(options: Options & { readonly maxAge?: unknown }): Options {
  if (options.maxAge != null) throw new TypeError('maxAge is for reading tokens with timestamps');
  return options;
}

/** @internal */
export function toSize(size: number, name: string): number {
  if (typeof size !== 'number') throw new TypeError(`${name} must be a number of bytes`);
  if (size === Number.POSITIVE_INFINITY || (Number.isInteger(size) && size > 0)) return size;
  throw new RangeError(`${name} must be a whole number of bytes from 1`);
}
