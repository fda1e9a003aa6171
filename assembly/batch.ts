/*
 * Many tokens at once. The values or tokens stand one behind the other at INPUT, the length of each at BATCH, separator and
 * keys at SIGNER. The shell calls takeValues, macMany and writeTails; or takeTokens, and macMany and compare for one key after
 * the other. In the end it calls wipeBatch.
 */
import { decode, encode, encodedLength } from './base64url';
import { equal } from './constant-time';
import { outputSize } from './digest';
import { BATCH, INPUT, MAC_STEP, MACS, MAX_BATCH, RESULT, SIGNATURES, TAILS_END } from './memory';
import { addressOf, indexOf, lengthOf, macOf, moveUp, placeSize, renumber, setMessage } from './messages';
import { BAD_SIGNATURE, GOOD, isSep, KEY, putSep, putTimestamp, splitTimestamp, VALUE_LENGTH, wipeKeys } from './token';

// @ts-ignore: decorator
@inline function itemAt(index: i32): usize {
  return BATCH + 16 * index;
}

// @ts-ignore: decorator
@inline function signatureAt(index: i32): usize {
  return SIGNATURES + MAC_STEP * index;
}

/** Where the texts of the batch end. */
function textsEnd(count: i32): usize {
  let end = INPUT;
  for (let index = 0; index < count; index++) end += load<i32>(itemAt(index), VALUE_LENGTH);
  return end;
}

/** Where the places of their messages end. These begin where the texts do, and none before its text. */
function placesEnd(count: i32): usize {
  let end = INPUT;
  for (let index = 0; index < count; index++) end += placeSize(load<i32>(itemAt(index), VALUE_LENGTH));
  return end;
}

/** Makes the messages of `count` values, from the last to the first, with the seconds at BATCH where they are `timestamped`. */
export function takeValues(digest: i32, sepLength: i32, count: i32, timestamped: i32): void {
  let text = textsEnd(count), place = placesEnd(count);
  for (let index = count - 1; index >= 0; index--) {
    const length = load<i32>(itemAt(index), VALUE_LENGTH);
    text -= length;
    place -= placeSize(length);
    moveUp(text, length, place);
    let end = place + length;
    if (timestamped) end = putTimestamp(sepLength, load<u64>(itemAt(index)), end);
    setMessage(count - 1 - index, digest, place, <i32>(end - place), index);
  }
}

/**
 * With the codes of the values at MACS: returns where what follows the values in their tokens begins, each of the length
 * that is then at BATCH in the value's place.
 */
export function writeTails(digest: i32, sepLength: i32, count: i32): usize {
  const size = outputSize(digest);
  let tail = TAILS_END;
  for (let number = 0; number < count; number++) {
    const item = itemAt(indexOf(number));
    const valueLength = load<i32>(item, VALUE_LENGTH);
    const timestampLength = lengthOf(number) - valueLength;
    const added = timestampLength + sepLength + encodedLength(size);
    const timestamp = addressOf(number) + valueLength;
    tail -= added;
    for (let i = 0; i < timestampLength; i++) store<u8>(tail + i, load<u8>(timestamp + i));
    encode(macOf(number), size, putSep(tail + timestampLength, sepLength));
    store<i32>(item, added, VALUE_LENGTH);
  }
  return tail;
}

/**
 * Makes the messages of those of `count` tokens that look like tokens; returns their number. The others have at BATCH, in
 * the key's place, a number below 0: minus what is wrong with them.
 */
export function takeTokens(digest: i32, sepLength: i32, count: i32): i32 {
  const size = outputSize(digest);
  const signatureLength = encodedLength(size);
  let text = textsEnd(count), place = placesEnd(count);
  let open = 0;
  for (let index = count - 1; index >= 0; index--) {
    const item = itemAt(index);
    const length = load<i32>(item, VALUE_LENGTH);
    text -= length;
    place -= placeSize(length);
    store<i32>(item, -BAD_SIGNATURE, KEY);
    const messageLength = length - signatureLength - sepLength;
    const end = text + messageLength;
    if (
      messageLength >= 0 && isSep(end, sepLength) &&
      decode(end + sepLength, signatureLength, signatureAt(index)) == size
    ) {
      moveUp(text, messageLength, place);
      setMessage(open++, digest, place, messageLength, index);
    }
  }
  return open;
}

/**
 * With the codes of `open` messages under key number `key` at MACS: leaves at BATCH what RESULT has for one token, and
 * minus the status in the key's place if that is not good. Returns how many messages are under another key, which remain.
 */
export function compare(digest: i32, sepLength: i32, key: i32, open: i32, timestamped: i32): i32 {
  let remaining = 0;
  for (let number = 0; number < open; number++) {
    const index = indexOf(number);
    if (!equal(macOf(number), signatureAt(index), outputSize(digest))) {
      renumber(number, remaining++);
      continue;
    }
    const item = itemAt(index);
    const status = timestamped ? splitTimestamp(sepLength, addressOf(number), lengthOf(number)) : GOOD;
    if (timestamped) store<u64>(item, load<u64>(RESULT));
    store<i32>(item, timestamped ? load<i32>(RESULT, VALUE_LENGTH) : lengthOf(number), VALUE_LENGTH);
    store<i32>(item, status == GOOD ? key : -status, KEY);
  }
  return remaining;
}

/** Wipes the keys and the codes. */
export function wipeBatch(digest: i32, keyCount: i32): void {
  wipeKeys(digest, keyCount);
  memory.fill(MACS, 0, MAX_BATCH * MAC_STEP);
}
