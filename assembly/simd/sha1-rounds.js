/**
 * Writes build/sha1-rounds.ts: the 80 rounds of SHA-1 (FIPS 180-4 §6.1.2), one after the other, and between them the
 * schedule of later ones. In loops they take half as long again: then rounds wait for the schedule, and it for them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';

/** §4.1.1 and §4.2.1: twenty rounds each. */
const FUNCTIONS = ['ch', 'parity', 'maj', 'parity'];
const CONSTANTS = ['0x5a827999', '0x6ed9eba1', '0x8f1bbcdc', '0xca62c1d6'];

/** The vector of the words from 4i on. */
const w = (i) => `w${4 * i}`;

/** Makes the words from 4i on, and W + K of their rounds. */
function words(i) {
  const vector =
    i < 8
      ? `schedule(${w(i - 1)}, ${w(i - 2)}, ${w(i - 3)}, ${w(i - 4)})`
      : `scheduleLater(${w(i - 1)}, ${w(i - 2)}, ${w(i - 4)}, ${w(i - 7)}, ${w(i - 8)})`;
  return (i < 4 ? '' : `  const ${w(i)} = ${vector};\n`) + `  put(kw + ${16 * i}, ${w(i)}, ${CONSTANTS[Math.floor(i / 5)]});\n`;
}

function round(t) {
  // Each round's T is the next one's a. Instead of moving five variables, each round calls them by other names.
  const [a, b, c, d, e] = Array.from({ length: 5 }, (_, i) => 'abcde'[(i + 4 * t) % 5]);
  const f = `${FUNCTIONS[Math.floor(t / 20)]}(${b}, ${c}, ${d})`;
  return `  ${e} = temp(${a}, ${f}, ${e} + load<u32>(kw, ${4 * t})); ${b} = rotl<u32>(${b}, 30);\n`;
}

/** Four rounds, and before them the words of four that are sixteen rounds away. */
const turn = (i) => (i < 16 ? words(i + 4) : '') + [0, 1, 2, 3].map((t) => round(4 * i + t)).join('');

const source = `// Written by assembly/simd/sha1-rounds.js.
import { ch, maj, parity, temp } from '../assembly/sha1-functions';
import { SCHEDULE } from '../assembly/simd/core';
import { put, schedule, scheduleLater } from '../assembly/simd/sha1-schedule';

/** §6.1.2 over one block, its words in four vectors. */
export function compressBlock(state: usize, w0: v128, w4: v128, w8: v128, w12: v128): void {
  const kw = SCHEDULE;
  let a = load<u32>(state), b = load<u32>(state, 4), c = load<u32>(state, 8), d = load<u32>(state, 12);
  let e = load<u32>(state, 16);
${[0, 1, 2, 3].map(words).join('')}\
${Array.from({ length: 20 }, (_, i) => turn(i)).join('')}\
  store<u32>(state, load<u32>(state) + a); store<u32>(state, load<u32>(state, 4) + b, 4);
  store<u32>(state, load<u32>(state, 8) + c, 8); store<u32>(state, load<u32>(state, 12) + d, 12);
  store<u32>(state, load<u32>(state, 16) + e, 16);
}
`;

mkdirSync('build', { recursive: true });
writeFileSync('build/sha1-rounds.ts', source);
