/*
 * Many tokens in one call: the values or tokens stand one behind the other at INPUT, the length of each at BATCH. They
 * are taken from the last to the first, for what is written behind each, a timestamp and padding, covers the next.
 */
import { BATCH, INPUT, OUTPUT, RESULT, TAILS_END } from './memory';
import { GOOD, KEY, signAt, signTimestampedAt, unsignAt, unsignTimestampedAt, VALUE_LENGTH, wipeKeys } from './token';

function endOf(count: i32): usize {
  let end = INPUT;
  for (let item = BATCH; item < BATCH + 16 * count; item += 16) end += load<i32>(item, VALUE_LENGTH);
  return end;
}

/**
 * Signs `count` values, with the seconds at BATCH for timestamps where they are `timestamped`. Returns where what
 * follows the values in their tokens begins, each of the length that is then at BATCH in the value's place.
 */
export function signMany(digest: i32, sepLength: i32, count: i32, timestamped: i32): usize {
  let data = endOf(count);
  let tail = TAILS_END;
  for (let item = BATCH + 16 * (count - 1); item >= BATCH; item -= 16) {
    const length = load<i32>(item, VALUE_LENGTH);
    data -= length;
    const added = timestamped
      ? signTimestampedAt(digest, sepLength, data, length, load<u64>(item))
      : signAt(digest, sepLength, data, length);
    tail -= added;
    // From behind, for what is copied too much is covered by the next.
    for (let i = added - 4; i > -4; i -= 4) store<u32>(tail + i, load<u32>(OUTPUT + i, 0, 1), 0, 1);
    store<i32>(item, added, VALUE_LENGTH);
  }
  wipeKeys(digest, 1);
  return tail;
}

/**
 * Verifies `count` tokens and leaves at BATCH what RESULT has for one; in the key's place a number below 0, minus the
 * status, where it is not good.
 */
export function unsignMany(digest: i32, sepLength: i32, keyCount: i32, count: i32, timestamped: i32): void {
  let data = endOf(count);
  for (let item = BATCH + 16 * (count - 1); item >= BATCH; item -= 16) {
    const length = load<i32>(item, VALUE_LENGTH);
    data -= length;
    const status = timestamped
      ? unsignTimestampedAt(digest, sepLength, keyCount, data, length)
      : unsignAt(digest, sepLength, keyCount, data, length);
    store<u64>(item, load<u64>(RESULT));
    store<i32>(item, load<i32>(RESULT, VALUE_LENGTH), VALUE_LENGTH);
    store<i32>(item, status == GOOD ? load<i32>(RESULT, KEY) : -status, KEY);
  }
  wipeKeys(digest, keyCount);
}
