/*
 * Whole tokens, each in one call: value, separator, signature, and with a timestamp value, separator, timestamp,
 * separator, signature. The shell puts the value or the token at INPUT and the separator and the keys at SIGNER, and takes
 * the rest from here.
 *
 * What is secret is wiped before a call returns: the midstates, and the state and the code that come of them. The value
 * is not secret, nor is the inner hash that stays in BLOCK and SCHEDULE, from which neither key nor code can be had.
 */
import { decode, encode, encodedLength } from './base64url';
import { equal } from './constant-time';
import { outputSize, stateSize } from './digest';
import { mac } from './hmac';
import { INPUT, MAC, MAX_SEP, OUTPUT, RESULT, SIGNATURE, SIGNER, STATE } from './memory';
import { MAX_TEXT, read, READ, write } from './timestamp';

export const GOOD: i32 = 0;
export const BAD_SIGNATURE: i32 = 1;
/** The signature is good, but there is no timestamp, or none that itsdangerous writes. */
const BAD_TIMESTAMP: i32 = 2;

/** Where RESULT has what a good token holds, behind the timestamp's two words. */
export const VALUE_LENGTH: usize = 8;
export const KEY: usize = 12;

/** Where the midstates of key number `key` are. */
// @ts-ignore: decorator
@inline function keyAt(digest: i32, key: i32): usize {
  return SIGNER + MAX_SEP + key * 2 * stateSize(digest);
}

export function putSep(to: usize, sepLength: i32): usize {
  for (let i = 0; i < sepLength; i++) store<u8>(to + i, load<u8>(SIGNER + i));
  return to + sepLength;
}

export function isSep(at: usize, sepLength: i32): bool {
  for (let i = 0; i < sepLength; i++) {
    if (load<u8>(at + i) != load<u8>(SIGNER + i)) return false;
  }
  return true;
}

export function wipeKeys(digest: i32, keyCount: i32): void {
  for (let i: usize = 0; i < 64; i += 8) {
    store<u64>(STATE + i, 0);
    store<u64>(MAC + i, 0);
  }
  const end = keyAt(digest, keyCount);
  for (let at = keyAt(digest, 0); at < end; at += 8) store<u64>(at, 0);
}

/** Writes a separator and the timestamp of `seconds` to `to`; returns where they end. */
export function putTimestamp(sepLength: i32, seconds: u64, to: usize): usize {
  to = putSep(to, sepLength);
  return to + write(seconds, to);
}

/** Signs the first `length` bytes of INPUT and writes a separator and the signature to `to`; returns where they end. */
function putSignature(digest: i32, sepLength: i32, length: i32, to: usize): usize {
  mac(digest, keyAt(digest, 0), INPUT, length);
  to = putSep(to, sepLength);
  to += encode(MAC, outputSize(digest), to);
  wipeKeys(digest, 1);
  return to;
}

/** Signs the value of `length` bytes; returns the length of what follows it in the token, at OUTPUT. */
export function sign(digest: i32, sepLength: i32, length: i32): i32 {
  return <i32>(putSignature(digest, sepLength, length, OUTPUT) - OUTPUT);
}

/** As sign, with a timestamp of the seconds that `low` and `high` make. */
export function signTimestamped(digest: i32, sepLength: i32, length: i32, low: i32, high: i32): i32 {
  const end = putTimestamp(sepLength, (<u64>(<u32>high) << 32) | <u32>low, OUTPUT);
  const added = <i32>(end - OUTPUT);
  for (let i = 0; i < added; i++) store<u8>(INPUT + length + i, load<u8>(OUTPUT + i));
  return <i32>(putSignature(digest, sepLength, length + added, end) - OUTPUT);
}

/**
 * Verifies the token of `length` bytes with the first `keyCount` keys and leaves in RESULT the length of the value and
 * which key it was.
 *
 * The last separator is where the signature makes it be: a signature has one length, and as a separator is never made
 * of base64url characters alone, none can begin later and end within a signature.
 */
export function unsign(digest: i32, sepLength: i32, keyCount: i32, length: i32): i32 {
  const status = verify(digest, sepLength, keyCount, length);
  wipeKeys(digest, keyCount);
  return status;
}

function verify(digest: i32, sepLength: i32, keyCount: i32, length: i32): i32 {
  const size = outputSize(digest);
  const signatureLength = encodedLength(size);
  const valueLength = length - signatureLength - sepLength;
  const end = INPUT + valueLength;
  if (
    valueLength < 0 || !isSep(end, sepLength) ||
    decode(end + sepLength, signatureLength, SIGNATURE) != size
  ) return BAD_SIGNATURE;
  for (let key = 0; key < keyCount; key++) {
    mac(digest, keyAt(digest, key), INPUT, valueLength);
    if (equal(MAC, SIGNATURE, size)) {
      store<i32>(RESULT, valueLength, VALUE_LENGTH);
      store<i32>(RESULT, key, KEY);
      return GOOD;
    }
  }
  return BAD_SIGNATURE;
}

/**
 * Of the `length` bytes at `data`, whose signature is good: finds the timestamp that they end with, and leaves in RESULT
 * its seconds and the length of the value before it.
 */
export function splitTimestamp(sepLength: i32, data: usize, length: i32): i32 {
  const end = data + length;
  for (let textLength = 0; textLength <= MAX_TEXT; textLength++) {
    const at = end - textLength - sepLength;
    if (at < data) break;
    if (isSep(at, sepLength)) {
      if (read(end - textLength, textLength) != READ) break;
      store<i32>(RESULT, <i32>(at - data), VALUE_LENGTH);
      return GOOD;
    }
  }
  return BAD_TIMESTAMP;
}

/** As unsign, for a token with a timestamp. */
export function unsignTimestamped(digest: i32, sepLength: i32, keyCount: i32, length: i32): i32 {
  const status = unsign(digest, sepLength, keyCount, length);
  return status == GOOD ? splitTimestamp(sepLength, INPUT, load<i32>(RESULT, VALUE_LENGTH)) : status;
}
