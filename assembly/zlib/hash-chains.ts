/**
 * Where the three bytes at a position stood before: a table with the latest position of each hash, and from each
 * position a link to the one before it with the same hash.
 *
 * Positions count on from one value to the next, so that those of earlier values are recognised as too old. The table
 * therefore never needs clearing, which for a short value would take longer than all the rest, nor adjusting when the
 * window moves.
 */
import { WINDOW_SIZE } from './buffers';

const HASH_BITS = 15;
const HASH_MASK: u32 = (1 << HASH_BITS) - 1;
const HASH_SHIFT = 5;

/** From here on positions begin again at 0: the most that a value may hold is what is left to 2³¹. */
const RESTART: i32 = 1 << 30;

const latest: usize = memory.data(4 << HASH_BITS, 4);
const links: usize = memory.data(4 * WINDOW_SIZE, 4);

/** The position of a value's first byte, given where the value before it ended. */
export function firstPosition(previousEnd: i32): i32 {
  if (previousEnd < RESTART) return previousEnd;
  memory.fill(latest, 0, 4 << HASH_BITS);
  return 0;
}

/** Enters the three bytes at `address`, which are at `position`; answers where their hash was last. */
@inline
export function enter(position: i32, address: usize): i32 {
  const hash =
    ((<u32>load<u8>(address) << (2 * HASH_SHIFT)) ^ (<u32>load<u8>(address, 1) << HASH_SHIFT) ^ load<u8>(address, 2)) &
    HASH_MASK;
  const at = latest + (hash << 2);
  const earlier = load<i32>(at);
  store<i32>(at, position);
  store<i32>(links + ((position & (WINDOW_SIZE - 1)) << 2), earlier);
  return earlier;
}

/** Where the hash of the bytes at `position` was before. */
@inline
export function previous(position: i32): i32 {
  return load<i32>(links + ((position & (WINDOW_SIZE - 1)) << 2));
}
