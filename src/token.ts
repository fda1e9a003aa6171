/*
 * Whole tokens in the core, each in one call: see assembly/token.ts.
 */
import { type Core, core, inputText, outputText, outputView, putInput, putSigner } from './core.js';
import type { NativeDigest } from './digest.js';
import { prepareKey } from './hmac.js';
import { type BytesLike, concatBytes, copyBytes, decodeText } from './text.js';
import { highWord, lowWord, resultSeconds } from './timestamp.js';

/** What the core needs of a signer. */
export interface TokenKeys {
  readonly digest: NativeDigest;
  /** No longer than the core's MAX_SEP. */
  readonly sepLength: number;
  /** The separator as text, without which no token is text. */
  readonly sepText: string | undefined;
  /** As the core takes a signer: the separator and the newest key, which signs. */
  readonly signing: Int32Array;
  /** Bytes that the core has of one key. */
  readonly keySize: number;
  /** The same for verifying, with as many keys in each as the core takes at once, from the newest to the oldest. */
  readonly verifying: () => readonly KeyBatch[];
  /** Index of the newest key, counted from the oldest. */
  readonly newest: number;
}

interface KeyBatch {
  readonly signer: Int32Array;
  /** Number of its first key, counted from the newest. */
  readonly first: number;
  readonly count: number;
}

/**
 * @param newest index of the newest key
 * @param derive gives the signing key of an index; of older ones when a token is first verified
 */
export function prepareTokenKeys(
  digest: NativeDigest,
  sep: Uint8Array,
  sepText: string | undefined,
  newest: number,
  derive: (index: number) => Uint8Array,
): TokenKeys {
  const { MAX_KEYS, MAX_SEP } = core();
  const padded = new Uint8Array(MAX_SEP);
  padded.set(sep);
  const signingKey = prepareKey(digest, derive(newest));
  const prepare = (first: number, count: number): KeyBatch => {
    const parts: Uint8Array[] = [padded];
    for (let key = first; key < first + count; key++) {
      parts.push(key === 0 ? signingKey : prepareKey(digest, derive(newest - key)));
    }
    return { signer: new Int32Array(concatBytes(parts).buffer), first, count };
  };
  let batches: KeyBatch[] | undefined;
  const verifying = (): readonly KeyBatch[] => {
    if (batches !== undefined) return batches;
    // Kept once it is whole: a digest of the user's own may throw, or verify in the middle.
    const made: KeyBatch[] = [];
    for (let at = 0; at <= newest; at += MAX_KEYS) made.push(prepare(at, Math.min(MAX_KEYS, newest - at + 1)));
    batches = made;
    return made;
  };
  const { signer: signing } = prepare(0, 1);
  return { digest, sepLength: sep.length, sepText, signing, keySize: signingKey.length, verifying, newest };
}

/**
 * The token of `value`, with a timestamp if `seconds` are given; `undefined` where the value does not fit into the
 * core's buffer or is no well-formed text.
 */
export function signToken(keys: TokenKeys, value: BytesLike, seconds?: number): string | Uint8Array | undefined {
  const c = core();
  const length = putInput(c, value);
  if (length < 0) return undefined;
  const added = appendToInput(c, keys, length, seconds);
  if (typeof value === 'string') {
    // A separator of one byte is ASCII: a text would not have another.
    return value + (keys.sepLength === 1 ? outputText(c, added) : decodeText(outputView(c, added)));
  }
  return concatBytes([c.input.subarray(0, length), outputView(c, added)]);
}

/**
 * The token of the text of `length` bytes at the core's input, all of them ASCII, with a timestamp if `seconds` are
 * given; `undefined` where its separator is no text.
 */
export function signInput(keys: TokenKeys, length: number, seconds?: number): string | undefined {
  const c = core();
  const added = appendToInput(c, keys, length, seconds);
  c.input.set(outputView(c, added), length);
  return inputText(c, length + added);
}

/** Signs `length` bytes at the input; returns the length of what follows them in the token, at the output. */
function appendToInput(c: Core, keys: TokenKeys, length: number, seconds: number | undefined): number {
  putSigner(c, keys.signing);
  const { id } = keys.digest;
  return seconds === undefined
    ? c.run.sign(id, keys.sepLength, length)
    : c.run.signTimestamped(id, keys.sepLength, length, lowWord(seconds), highWord(seconds));
}

/** What the value of `length` bytes at the core's input stands for, if that is text; asked while it is there. */
export type TakeInput = (length: number) => string | undefined;

/** What a good token holds. */
export interface Reading {
  readonly ok: true;
  readonly value: string | Uint8Array;
  /** Which key it is signed with, counted from the oldest. */
  readonly keyIndex: number;
  /** Whether that is not the newest. */
  readonly needsResign: boolean;
  /** Of its timestamp, if it was read as a token with one. */
  readonly seconds: number;
  /** What {@link TakeInput} made of the value. */
  readonly taken: string | undefined;
}

// How the core finds a token. Any other number: the signature is good, the timestamp is not.
const GOOD = 0;
export const BAD_SIGNATURE = 1;

/** Where the core's result has the length of the value and the number of the key. */
const VALUE_LENGTH = 2;
const KEY = 3;

/**
 * Verifies a token: what it holds, or BAD_SIGNATURE, or another number if the timestamp is bad; `undefined` where it does
 * not fit into the core's buffer or is no well-formed text.
 */
export function readToken(
  keys: TokenKeys,
  signed: BytesLike,
  timestamped: boolean,
  take?: TakeInput,
): Reading | number | undefined {
  const c = core();
  const { digest, sepLength, sepText, newest } = keys;
  if (typeof signed === 'string' && sepText === undefined) return BAD_SIGNATURE;
  for (const { signer, first, count } of keys.verifying()) {
    // The core writes its padding into the token, so it wants it anew for every batch of keys.
    const length = putInput(c, signed);
    if (length < 0) return undefined;
    putSigner(c, signer);
    const status = timestamped
      ? c.run.unsignTimestamped(digest.id, sepLength, count, length)
      : c.run.unsign(digest.id, sepLength, count, length);
    if (status === BAD_SIGNATURE) continue;
    if (status !== GOOD) return status;
    const valueLength = c.result[VALUE_LENGTH] as number;
    const key = first + (c.result[KEY] as number);
    return {
      ok: true,
      value:
        typeof signed !== 'string'
          ? // The bytes that were verified: the caller's own may be another thread's to change.
            copyBytes(c.input, 0, valueLength)
          : // Where every character is one byte, the core's count is the text's own.
            signed.slice(0, length === signed.length ? valueLength : valueEnd(signed, sepText as string, timestamped)),
      keyIndex: newest - key,
      needsResign: key > 0,
      seconds: timestamped ? resultSeconds(c) : 0,
      taken: take?.(valueLength),
    };
  }
  return BAD_SIGNATURE;
}

function valueEnd(signed: string, sepText: string, timestamped: boolean): number {
  const end = signed.lastIndexOf(sepText);
  return timestamped ? signed.lastIndexOf(sepText, end - sepText.length) : end;
}
