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
const BAD_SIGNATURE: i32 = 1;
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

function putSep(to: usize, sepLength: i32): usize {
  for (let i = 0; i < sepLength; i++) store<u8>(to + i, load<u8>(SIGNER + i));
  return to + sepLength;
}

function isSep(at: usize, sepLength: i32): bool {
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

/** Signs the `length` bytes at `data` and writes a separator and the signature to `to`; returns where they end. */
function appendSignature(digest: i32, sepLength: i32, data: usize, length: i32, to: usize): usize {
  mac(digest, keyAt(digest, 0), data, length);
  to = putSep(to, sepLength);
  return to + encode(MAC, outputSize(digest), to);
}

/** Signs the value of `length` bytes at `data`; returns the length of what follows it in the token, at OUTPUT. */
export function signAt(digest: i32, sepLength: i32, data: usize, length: i32): i32 {
  return <i32>(appendSignature(digest, sepLength, data, length, OUTPUT) - OUTPUT);
}

/** As signAt, with a timestamp, which it writes behind the value too. */
export function signTimestampedAt(digest: i32, sepLength: i32, data: usize, length: i32, seconds: u64): i32 {
  const timestamp = putSep(OUTPUT, sepLength);
  const end = timestamp + write(seconds, timestamp);
  const added = <i32>(end - OUTPUT);
  for (let i = 0; i < added; i++) store<u8>(data + length + i, load<u8>(OUTPUT + i));
  return <i32>(appendSignature(digest, sepLength, data, length + added, end) - OUTPUT);
}

/** Signs the value of `length` bytes; returns the length of what follows it in the token, at OUTPUT. */
export function sign(digest: i32, sepLength: i32, length: i32): i32 {
  const added = signAt(digest, sepLength, INPUT, length);
  wipeKeys(digest, 1);
  return added;
}

/** As sign, with a timestamp of the seconds that `low` and `high` make. */
export function signTimestamped(digest: i32, sepLength: i32, length: i32, low: i32, high: i32): i32 {
  const added = signTimestampedAt(digest, sepLength, INPUT, length, (<u64>(<u32>high) << 32) | <u32>low);
  wipeKeys(digest, 1);
  return added;
}

/**
 * Verifies the token of `length` bytes at `data` with the first `keyCount` keys and leaves in RESULT the length of the
 * value and which key it was.
 *
 * The last separator is where the signature makes it be: a signature has one length, and as a separator is never made
 * of base64url characters alone, none can begin later and end within a signature.
 */
export function unsignAt(digest: i32, sepLength: i32, keyCount: i32, data: usize, length: i32): i32 {
  const size = outputSize(digest);
  const signatureLength = encodedLength(size);
  const valueLength = length - signatureLength - sepLength;
  const end = data + valueLength;
  if (
    valueLength < 0 || !isSep(end, sepLength) ||
    decode(end + sepLength, signatureLength, SIGNATURE) != size
  ) return BAD_SIGNATURE;
  for (let key = 0; key < keyCount; key++) {
    mac(digest, keyAt(digest, key), data, valueLength);
    if (equal(MAC, SIGNATURE, size)) {
      store<i32>(RESULT, valueLength, VALUE_LENGTH);
      store<i32>(RESULT, key, KEY);
      return GOOD;
    }
  }
  return BAD_SIGNATURE;
}

/** As unsignAt, for a token with a timestamp, whose seconds it leaves in RESULT. The value ends before the timestamp. */
export function unsignTimestampedAt(digest: i32, sepLength: i32, keyCount: i32, data: usize, length: i32): i32 {
  const status = unsignAt(digest, sepLength, keyCount, data, length);
  if (status != GOOD) return status;
  const end = data + load<i32>(RESULT, VALUE_LENGTH);
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

/** Verifies the token of `length` bytes: see unsignAt. */
export function unsign(digest: i32, sepLength: i32, keyCount: i32, length: i32): i32 {
  const status = unsignAt(digest, sepLength, keyCount, INPUT, length);
  wipeKeys(digest, keyCount);
  return status;
}

/** As unsign, for a token with a timestamp: see unsignTimestampedAt. */
export function unsignTimestamped(digest: i32, sepLength: i32, keyCount: i32, length: i32): i32 {
  const status = unsignTimestampedAt(digest, sepLength, keyCount, INPUT, length);
  wipeKeys(digest, keyCount);
  return status;
}
