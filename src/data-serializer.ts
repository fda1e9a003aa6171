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

export function isTextSerializer(serializer: TextSerializer | BinarySerializer): serializer is TextSerializer {
  const { stringify, parse } = (serializer ?? {}) as Partial<TextSerializer>;
  return typeof stringify === 'function' && typeof parse === 'function';
}

/** @throws TypeError if it has neither pair of methods */
export function toDataSerializer(
  serializer: TextSerializer | BinarySerializer,
  name: string,
): TextSerializer | BinarySerializer {
  const { encode, decode } = (serializer ?? {}) as Partial<BinarySerializer>;
  if (isTextSerializer(serializer) || (typeof encode === 'function' && typeof decode === 'function')) return serializer;
  throw new TypeError(`${name} must have the methods stringify and parse, or encode and decode`);
}
