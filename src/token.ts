/*
 * Whole tokens in the core, each in one call: see assembly/token.ts.
 */
import { type Core, core, outputView, putInput } from './core.js';
import type { NativeDigest } from './digest.js';
import type { Midstates } from './hmac.js';
import { type BytesLike, concatBytes, decodeText } from './text.js';
import { highWord, lowWord, resultSeconds } from './timestamp.js';

/** What the core needs of a signer. */
export interface TokenKeys {
  readonly digest: NativeDigest;
  /** No longer than the core's MAX_SEP. */
  readonly sep: Uint8Array;
  /** The separator as text, without which no token is text. */
  readonly sepText: string | undefined;
  /** Of all keys, newest first. */
  readonly midstates: readonly Midstates[];
}

/** Puts at most `most` keys, from number `from` on, where the core takes them; returns how many. */
function putKeys(c: Core, { sep, midstates }: TokenKeys, from: number, most: number): number {
  const count = Math.min(midstates.length - from, most);
  c.memory.set(sep, c.SEP);
  for (let i = 0; i < count; i++) c.memory.set(midstates[from + i] as Midstates, c.MIDSTATES + i * c.MIDSTATES_SIZE);
  return count;
}

/**
 * The token of `value`, with a timestamp if `seconds` are given; `undefined` where the value does not fit into the
 * core's buffer or is no well-formed text.
 */
export function signToken(keys: TokenKeys, value: BytesLike, seconds?: number): string | Uint8Array | undefined {
  const c = core();
  const length = putInput(c, value);
  if (length < 0) return undefined;
  putKeys(c, keys, 0, 1);
  const { id } = keys.digest;
  const added =
    seconds === undefined
      ? c.run.sign(id, keys.sep.length, length)
      : c.run.signTimestamped(id, keys.sep.length, length, lowWord(seconds), highWord(seconds));
  const tail = outputView(c, added);
  return typeof value === 'string' ? value + decodeText(tail) : concatBytes([c.input.subarray(0, length), tail]);
}

/** What a good token holds. */
export interface Reading {
  readonly value: string | Uint8Array;
  /** Which key it is signed with, counted from the oldest. */
  readonly keyIndex: number;
  /** Of its timestamp, if it was read as a token with one. */
  readonly seconds: number;
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
export function readToken(keys: TokenKeys, signed: BytesLike, timestamped: boolean): Reading | number | undefined {
  const c = core();
  const { digest, sep, sepText, midstates } = keys;
  if (typeof signed === 'string' && sepText === undefined) return BAD_SIGNATURE;
  for (let from = 0; from < midstates.length; from += c.MAX_KEYS) {
    // The core writes its padding into the token, so it wants it anew for every batch of keys.
    const length = putInput(c, signed);
    if (length < 0) return undefined;
    const count = putKeys(c, keys, from, c.MAX_KEYS);
    const status = timestamped
      ? c.run.unsignTimestamped(digest.id, sep.length, count, length)
      : c.run.unsign(digest.id, sep.length, count, length);
    if (status === BAD_SIGNATURE) continue;
    if (status !== GOOD) return status;
    const valueLength = c.result[VALUE_LENGTH] as number;
    return {
      value:
        typeof signed !== 'string'
          ? // The bytes that were verified: the caller's own may be another thread's to change.
            c.input.slice(0, valueLength)
          : // Where every character is one byte, the core's count is the text's own.
            signed.slice(0, length === signed.length ? valueLength : valueEnd(signed, sepText as string, timestamped)),
      keyIndex: midstates.length - 1 - from - (c.result[KEY] as number),
      seconds: resultSeconds(c),
    };
  }
  return BAD_SIGNATURE;
}

function valueEnd(signed: string, sepText: string, timestamped: boolean): number {
  const end = signed.lastIndexOf(sepText);
  return timestamped ? signed.lastIndexOf(sepText, end - sepText.length) : end;
}
