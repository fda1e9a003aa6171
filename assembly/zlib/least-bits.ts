/**
 * How few bits a dynamic block (RFC 1951 §3.2.7) can take at all, found without building its codes. A short value
 * seldom pays, and most are found out here: its codes would take longer than all the rest.
 */
import { LITERAL_SYMBOLS } from './alphabets';
import { extraBits, literalFrequencies, symbols, symbolsEnd } from './symbols';

/** Blocks of more symbols are not looked at. */
const MOST_SYMBOLS: u32 = 63;

/** ⌊16 log₂ n⌋ for n up to MOST_SYMBOLS; 0 for 0. */
export const LOG2: usize = memory.data<u8>([
  0, 0, 16, 25, 32, 37, 41, 44, 48, 50, 53, 55, 57, 59, 60, 62, 64, 65, 66, 67, 69, 70, 71, 72, 73, 74, 75, 76, 76, 77, 78, 79,
  80, 80, 81, 82, 82, 83, 83, 84, 85, 85, 86, 86, 87, 87, 88, 88, 89, 89, 90, 90, 91, 91, 92, 92, 92, 93, 93, 94, 94, 94, 95, 95,
]);

/** HLIT, HDIST and HCLEN. */
export const COUNTS_BITS: u32 = 5 + 5 + 4;

/**
 * A complete code of fewer than 32 symbols has a length of at most 4 among its lengths, and one of fewer than 64 has one
 * of at most 5. In the order in which the code length code's lengths are sent, that is the twelfth, or the tenth.
 */
@inline
export function codeLengthCodeBits(used: u32): u32 {
  return 3 * (used < 32 ? 12 : 10);
}

/** Of `count` zeros among the code lengths, each symbol that stands for them taking one bit and its extra bits. */
@inline
function zerosBits(count: u32): u32 {
  const many = count / 138;
  const rest = count - 138 * many;
  return 8 * many + (rest < 3 ? rest : rest <= 10 ? 4 : 8);
}

let used: u32 = 0;
let zeros: u32 = 0;
let run: u32 = 0;
let lengthsBits: u32 = 0;
let logarithms: u32 = 0;

/** Takes the next symbol of the alphabet into account. */
@inline
function add(frequency: u32): void {
  if (frequency == 0) {
    zeros++;
    run = 0;
    return;
  }
  used++;
  lengthsBits += zerosBits(zeros);
  zeros = 0;
  // A length takes one bit, unless it repeats those before: from the fifth of a run on it may come with the fourth.
  if (++run <= 4) lengthsBits++;
  logarithms += frequency * (load<u8>(LOG2 + frequency) + <u32>((frequency & (frequency - 1)) != 0));
}

/** A lower bound of the bits of the current block without its header; 0 where it has too many symbols to tell. */
export function leastDynamicBits(): u32 {
  const total = (<u32>(symbolsEnd - symbols) >> 2) + 1;
  if (total > MOST_SYMBOLS) return 0;
  used = zeros = run = lengthsBits = logarithms = 0;
  // In pairs, for most are 0.
  for (let at = literalFrequencies; at < literalFrequencies + 2 * LITERAL_SYMBOLS; at += 4) {
    const two = load<u32>(at);
    if (two == 0) {
      zeros += 2;
      run = 0;
    } else {
      add(two & 0xffff);
      add(two >> 16);
    }
  }
  // Shannon's bound: a symbol takes log₂(total / frequency) bits. One is rounded down here, the other up.
  const codesBits = max<i32>(0, total * load<u8>(LOG2 + total) - logarithms) >> 4;
  return COUNTS_BITS + codeLengthCodeBits(used) + lengthsBits + codesBits + extraBits;
}
