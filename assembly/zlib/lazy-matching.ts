/**
 * Turns bytes into literals and matches. A match is not taken before the next position has been looked at: where that
 * has a longer one, the first byte becomes a literal (RFC 1951 §4).
 */
import { MIN_MATCH } from './alphabets';
import { endBlock } from './block';
import { PIECE_SIZE, WINDOW_SIZE, piece, window } from './buffers';
import { enter, firstPosition } from './hash-chains';
import { MAX_DISTANCE, MIN_LOOKAHEAD, longestMatch, matchPosition } from './match-finder';
import { addLiteral, addMatch, resetSymbols } from './symbols';

/** Level 6: a match this long is taken at once. */
const MAX_LAZY: i32 = 16;

/** A match of three bytes farther back costs more than three literals. */
const TOO_FAR: i32 = 4096;

const NO_MATCH: i32 = MIN_MATCH - 1;

/** Of the value at hand: its first byte, where its bytes end so far, what comes next, where the block began. */
let first: i32 = 0;
let end: i32 = 0;
let position: i32 = 0;
let blockStart: i32 = 0;

/** A position plus this is its address. */
let origin: i32 = 0;

/** The match found at the position before, and whether that byte still waits to be output. */
let heldLength: i32 = 0;
let heldMatch: i32 = 0;
let waiting = false;

/** Begins a value. */
export function startMatching(): void {
  first = firstPosition(end);
  end = first;
  position = first;
  blockStart = first;
  origin = <i32>piece - first;
  heldLength = NO_MATCH;
  waiting = false;
  resetSymbols();
}

/**
 * Processes a piece of `length` bytes, and of the piece before it what had too little after it to be decided. Ends the
 * blocks that become full, and with the `last` piece the stream's last block. False if the stream became too long.
 */
export function matchPiece(length: i32, last: bool): bool {
  end += length;
  const stop = last ? end : end - MIN_LOOKAHEAD + 1;

  while (position < stop) {
    const left = end - position;
    const candidate = left >= <i32>MIN_MATCH ? enter(position, position + origin) : first;

    let foundLength = NO_MATCH;
    if (candidate > first && heldLength < MAX_LAZY && heldLength < left && position - candidate <= MAX_DISTANCE) {
      foundLength = longestMatch(position, candidate, first, heldLength, left, origin);
      if (foundLength == <i32>MIN_MATCH && position - matchPosition > TOO_FAR) foundLength = NO_MATCH;
    }

    if (heldLength >= <i32>MIN_MATCH && foundLength <= heldLength) {
      const full = addMatch(position - 1 - heldMatch, heldLength);
      const next = position - 1 + heldLength;
      for (let inside = position + 1; inside < next; inside++) enter(inside, inside + origin);
      position = next;
      heldLength = NO_MATCH;
      waiting = false;
      if (full && !endBlockHere(false)) return false;
      continue;
    }
    if (waiting && addLiteral(load<u8>(position + origin - 1)) && !endBlockHere(false)) return false;
    waiting = true;
    heldLength = foundLength;
    heldMatch = matchPosition;
    position++;
  }

  if (!last) return true;
  if (waiting) addLiteral(load<u8>(position + origin - 1));
  return endBlockHere(true);
}

/** Moves the piece just processed to where the next one finds it as its window. */
export function keepWindow(): void {
  memory.copy(window, window + PIECE_SIZE, WINDOW_SIZE);
  origin -= PIECE_SIZE;
}

/** How many bytes of the value have come. */
export function valueLength(): i32 {
  return end - first;
}

/**
 * Ends the block before `position`. Its bytes are asked for only if storing them is shortest, and then are still in the
 * window: as every match takes fewer bits than its bytes, and a literal at most one more, that is at most 27,305 bytes.
 */
function endBlockHere(last: bool): bool {
  const start = blockStart;
  blockStart = position;
  return endBlock(start + origin, position - start, last);
}
