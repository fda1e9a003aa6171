/** Codes from code lengths (RFC 1951 §3.2.2). */
import { MAX_BITS, reverseBits } from './alphabets';

/** How many codes there are of each length (u16), and the next code of each length (u16). */
const counts: usize = memory.data(2 * (MAX_BITS + 1), 2);
const nextCodes: usize = memory.data(2 * (MAX_BITS + 1), 2);

/**
 * Writes the codes of `size` symbols, a word each: the length above the code, whose bits are reversed, ready to be
 * written. Words of symbols without a code stay as they are.
 */
export function assignCodes(lengths: usize, size: u32, codes: usize): void {
  memory.fill(counts, 0, 2 * (MAX_BITS + 1));
  for (let symbol: u32 = 0; symbol < size; symbol++) {
    const length: u32 = load<u8>(lengths + symbol);
    if (length == 0) continue;
    const count = counts + (length << 1);
    store<u16>(count, load<u16>(count) + 1);
  }
  let code: u32 = 0;
  for (let length: u32 = 1; length <= MAX_BITS; length++) {
    code = (code + load<u16>(counts + ((length - 1) << 1))) << 1;
    store<u16>(nextCodes + (length << 1), <u16>code);
  }
  for (let symbol: u32 = 0; symbol < size; symbol++) {
    const length: u32 = load<u8>(lengths + symbol);
    if (length == 0) continue;
    const next = nextCodes + (length << 1);
    const code: u32 = load<u16>(next);
    store<u16>(next, <u16>(code + 1));
    store<u32>(codes + (symbol << 2), (length << 16) | reverseBits(code, length));
  }
}
