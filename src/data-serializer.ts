import { BadPayload } from './errors.js';
import { type BytesLike, copyBytes, decodeText, isBytesLike, toBytes } from './text.js';

/**
 * Turns values into text and back: `JSON` itself fits, so do `devalue` and `superjson`. What it reads comes from a token
 * whose signature was good; whatever it throws then is reported as a `BadPayload`.
 */
export interface TextSerializer {
  /** The text of a value. `args` are the `serializerArgs` of the serializer that calls. */
  // biome-ignore lint/suspicious/noExplicitAny: with unknown[], JSON.stringify and its like would not be assignable
  stringify(value: unknown, ...args: any[]): string;
  /** The value of a text that `stringify` wrote. Throws if the text is not of this format. */
  parse(text: string): unknown;
}

/** Turns values into bytes and back: `msgpackr` and `cbor-x` fit as they are. Otherwise like {@link TextSerializer}. */
export interface BinarySerializer {
  /** The bytes of a value. `args` are the `serializerArgs` of the serializer that calls. */
  // biome-ignore lint/suspicious/noExplicitAny: with unknown[], encoders with typed options would not be assignable
  encode(value: unknown, ...args: any[]): Uint8Array;
  /** The value of bytes that `encode` wrote. Throws if the bytes are not of this format. */
  decode(bytes: Uint8Array): unknown;
}

/** @internal */
export function isTextSerializer(serializer: TextSerializer | BinarySerializer): serializer is TextSerializer {
  const { stringify, parse } = (serializer ?? {}) as Partial<TextSerializer>;
  return typeof stringify === 'function' && typeof parse === 'function';
}

/**
 * @throws TypeError if it has neither pair of methods
 * @internal
 */
export function toDataSerializer(
  serializer: TextSerializer | BinarySerializer,
  name: string,
): TextSerializer | BinarySerializer {
  const { encode, decode } = (serializer ?? {}) as Partial<BinarySerializer>;
  if (isTextSerializer(serializer) || (typeof encode === 'function' && typeof decode === 'function')) return serializer;
  throw new TypeError(`${name} must have the methods stringify and parse, or encode and decode`);
}

/**
 * What a serializer makes of a value: text or bytes, which may be a buffer of its own.
 *
 * @param args further arguments for `stringify` or `encode`
 * @throws TypeError if it gives neither
 */
export function writeData(
  serializer: TextSerializer | BinarySerializer,
  value: unknown,
  args: readonly unknown[],
): BytesLike {
  const data: unknown = isTextSerializer(serializer)
    ? serializer.stringify(value, ...args)
    : serializer.encode(value, ...args);
  if (!isBytesLike(data)) throw new TypeError('serializer must give a string or a Uint8Array for the value');
  return data;
}

/** The same as bytes. They are a copy, for an encoder may use its buffer again. */
export function dumpData(
  serializer: TextSerializer | BinarySerializer,
  value: unknown,
  args: readonly unknown[] = [],
): Uint8Array {
  return copyBytes(toBytes(writeData(serializer, value, args), 'what serializer gives'));
}

/**
 * The value of bytes.
 *
 * @throws BadPayload if the serializer cannot read them
 */
export function loadData(serializer: TextSerializer | BinarySerializer, data: Uint8Array): unknown {
  if (isTextSerializer(serializer)) return parseData(serializer, decodeText(data));
  try {
    return serializer.decode(data);
  } catch (error) {
    throw unreadable(error);
  }
}

/**
 * The value of text.
 *
 * @throws BadPayload if the serializer cannot read it, or there is none
 */
export function parseData(serializer: TextSerializer, text: string | undefined): unknown {
  try {
    if (text === undefined) throw new SyntaxError('The payload is not UTF-8');
    return serializer.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): BadPayload {
  const message = 'Could not load the payload because an exception occurred on unserializing the data.';
  return new BadPayload(message, error);
}
