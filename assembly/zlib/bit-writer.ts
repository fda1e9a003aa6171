/** Writes bits, least significant first (RFC 1951 §3.1.1), to the output buffer. */
import { output } from './buffers';

/** Where the next byte goes. */
let out: usize = 0;

/** Fewer than 8 bits that do not make a byte yet. */
let hold: u32 = 0;
let held: u32 = 0;

/** Bytes of the stream that have left the output buffer. */
let gone: u32 = 0;

export function resetWriter(): void {
  out = output;
  hold = 0;
  held = 0;
  gone = 0;
}

/** Hands over the bytes in the output buffer and begins it again. Answers how many they are. */
export function emptyOutput(): u32 {
  const length = <u32>(out - output);
  gone += length;
  out = output;
  return length;
}

/** Writes up to 24 bits. Whether they complete a byte cannot be predicted: a word is stored in any case. */
@inline
export function writeBits(value: u32, count: u32): void {
  hold |= value << held;
  held += count;
  store<u32>(out, hold, 0, 1);
  out += held >> 3;
  hold >>= held & 24;
  held &= 7;
}

/** Fills the byte that was begun, if any, with zeros. */
export function padToByte(): void {
  writeBits(0, (8 - held) & 7);
}

/** Writes whole bytes, on a byte boundary. */
export function writeBytes(bytes: usize, length: u32): void {
  memory.copy(out, bytes, length);
  out += length;
}

/** How long the stream would be, padded to a whole byte, after `bits` more. */
export function sizeAfter(bits: u32): u32 {
  return gone + <u32>(out - output) + ((held + bits + 7) >> 3);
}
