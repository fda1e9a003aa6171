/**
 * Writes build/sha1-rounds.ts: the 80 rounds of SHA-1 (FIPS 180-4 §6.1.2), one after the other. Unrolled, the sixteen
 * words of the schedule (§6.1.3) and the working variables are locals that never move, which takes half the time of a
 * loop: five variables and sixteen words are back in their places after 80 rounds, and not before.
 */
import { mkdirSync, writeFileSync } from 'node:fs';

/** §4.1.1 and §4.2.1: twenty rounds each. */
const FUNCTIONS = ['ch', 'parity', 'maj', 'parity'];
const CONSTANTS = ['0x5a827999', '0x6ed9eba1', '0x8f1bbcdc', '0xca62c1d6'];

/** W of round t, in one of sixteen locals. */
const w = (t) => `w${t & 15}`;

function round(t) {
  // Each round's T is the next one's a. Instead of moving five variables, each round calls them by other names.
  const [a, b, c, d, e] = Array.from({ length: 5 }, (_, i) => 'abcde'[(i + 4 * t) % 5]);
  const word =
    t < 16 ? `let ${w(t)} = message(data, ${t})` : `${w(t)} = schedule(${w(t - 3)}, ${w(t - 8)}, ${w(t - 14)}, ${w(t)})`;
  const f = `${FUNCTIONS[Math.floor(t / 20)]}(${b}, ${c}, ${d})`;
  const ew = `${e} + (${w(t)} + ${CONSTANTS[Math.floor(t / 20)]})`;
  return `    ${word}; ${e} = temp(${a}, ${f}, ${ew}); ${b} = rotl<u32>(${b}, 30);\n`;
}

const source = `// Written by assembly/sha1-rounds.js.
import { ch, maj, message, parity, schedule, temp } from '../assembly/sha1';

/** §6.1.2 over \`blocks\` blocks of 64 bytes. */
export function compress(state: usize, data: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16);
  for (; blocks > 0; blocks--, data += 64) {
    let a = h0, b = h1, c = h2, d = h3, e = h4;
${Array.from({ length: 80 }, (_, t) => round(t)).join('')}\
    h0 += a; h1 += b; h2 += c; h3 += d; h4 += e;
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16);
}
`;

mkdirSync('build', { recursive: true });
writeFileSync('build/sha1-rounds.ts', source);
