/** Adler-32 (RFC 1950 §8.2, §9). */

/** The largest prime below 65536. */
const BASE: u32 = 65521;

/**
 * The most bytes after which `b`, from sums just reduced, still fits 32 bits: 255n(n + 1)/2 + (n + 1)(BASE − 1) < 2³².
 */
const REDUCE_EVERY: u32 = 5552;

/** The checksum of no bytes. */
export const ADLER32_INIT: u32 = 1;

/** Continues the checksum `adler` over `length` bytes. */
export function adler32(adler: u32, bytes: usize, length: u32): u32 {
  let a = adler & 0xffff;
  let b = adler >> 16;
  while (length > 0) {
    const run = min(length, REDUCE_EVERY);
    const end = bytes + run;
    const fours = bytes + (run & ~3);
    for (; bytes < fours; bytes += 4) {
      const word = load<u32>(bytes, 0, 1);
      a += word & 0xff;
      b += a;
      a += (word >> 8) & 0xff;
      b += a;
      a += (word >> 16) & 0xff;
      b += a;
      a += word >> 24;
      b += a;
    }
    for (; bytes < end; bytes++) {
      a += load<u8>(bytes);
      b += a;
    }
    a %= BASE;
    b %= BASE;
    length -= run;
  }
  return (b << 16) | a;
}
