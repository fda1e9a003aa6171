/** Finds the longest earlier occurrence of the bytes at a position, as far as zlib looks at level 6. */
import { MAX_MATCH, MIN_MATCH } from './alphabets';
import { WINDOW_SIZE } from './buffers';
import { previous } from './hash-chains';

/** Unless the value ends, as many bytes lie ahead of a position as can matter to it. */
export const MIN_LOOKAHEAD: i32 = MAX_MATCH + MIN_MATCH + 1;

/** How far back zlib looks, less than the format allows. */
export const MAX_DISTANCE: i32 = WINDOW_SIZE - MIN_LOOKAHEAD;

/** Level 6: how many candidates to try, a quarter of them with a GOOD match at hand; a NICE one ends the search. */
const MAX_CHAIN: i32 = 128;
const GOOD_LENGTH: i32 = 8;
const NICE_LENGTH: i32 = 128;

/** Where the last match found begins. */
export let matchPosition: i32 = 0;

/**
 * The length of the longest match at `position` with what stands at `candidate` or before it with the same hash;
 * `length` if none is longer than that. `first` and positions before it do not count. There are `left` bytes from
 * `position` on, more than `length`. A position plus `origin` is its address.
 */
export function longestMatch(
  position: i32,
  candidate: i32,
  first: i32,
  length: i32,
  left: i32,
  origin: i32,
): i32 {
  const here = <usize>(position + origin);
  // The first candidate may be at MAX_DISTANCE, the following ones must be nearer.
  const limit = max(first, position - MAX_DISTANCE);
  const longest = min(<i32>MAX_MATCH, left);
  const nice = min(NICE_LENGTH, left);
  let tries = length >= GOOD_LENGTH ? MAX_CHAIN >> 2 : MAX_CHAIN;

  // Only a string that agrees in the last bytes of a longer match can be one: four bytes, or at first three.
  let probe = max(length - 3, 0);
  let mask: u32 = length < 3 ? 0xffffff : 0xffffffff;
  let expected = load<u32>(here + probe, 0, 1);
  do {
    const there = <usize>(candidate + origin);
    if (((load<u32>(there + probe, 0, 1) ^ expected) & mask) == 0) {
      let equal = 0;
      while (equal < longest) {
        const difference = load<u32>(here + equal, 0, 1) ^ load<u32>(there + equal, 0, 1);
        if (difference != 0) {
          equal += ctz(difference) >> 3;
          break;
        }
        equal += 4;
      }
      equal = min(equal, longest);
      if (equal > length) {
        matchPosition = candidate;
        length = equal;
        if (length >= nice) break;
        probe = length - 3;
        mask = 0xffffffff;
        expected = load<u32>(here + probe, 0, 1);
      }
    }
    candidate = previous(candidate);
  } while (candidate > limit && --tries != 0);
  return length;
}
