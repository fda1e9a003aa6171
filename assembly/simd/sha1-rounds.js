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
    i < 4
      ? `message(data + ${16 * i})`
      : i < 8
        ? `schedule(${w(i - 1)}, ${w(i - 2)}, ${w(i - 3)}, ${w(i - 4)})`
        : `scheduleLater(${w(i - 1)}, ${w(i - 2)}, ${w(i - 4)}, ${w(i - 7)}, ${w(i - 8)})`;
  return `    const ${w(i)} = ${vector}; put(kw + ${16 * i}, ${w(i)}, ${CONSTANTS[Math.floor(i / 5)]});\n`;
}

function round(t) {
  // Each round's T is the next one's a. Instead of moving five variables, each round calls them by other names.
  const [a, b, c, d, e] = Array.from({ length: 5 }, (_, i) => 'abcde'[(i + 4 * t) % 5]);
  const f = `${FUNCTIONS[Math.floor(t / 20)]}(${b}, ${c}, ${d})`;
  return `    ${e} = temp(${a}, ${f}, ${e} + load<u32>(kw, ${4 * t})); ${b} = rotl<u32>(${b}, 30);\n`;
}

/** Four rounds, and before them the words of four that are sixteen rounds away. */
const turn = (i) => (i < 16 ? words(i + 4) : '') + [0, 1, 2, 3].map((t) => round(4 * i + t)).join('');

const source = `// Written by assembly/simd/sha1-rounds.js.
import { ch, maj, parity, temp } from '../assembly/sha1-functions';
import { SCHEDULE } from '../assembly/simd/core';
import { put, schedule, scheduleLater } from '../assembly/simd/sha1';
import { message } from '../assembly/simd/vector';

/** §6.1.2 over \`blocks\` blocks of 64 bytes. */
export function compressSha1(state: usize, data: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16);
  const kw = SCHEDULE;
  for (; blocks > 0; blocks--, data += 64) {
    let a = h0, b = h1, c = h2, d = h3, e = h4;
${[0, 1, 2, 3].map(words).join('')}\
${Array.from({ length: 20 }, (_, i) => turn(i)).join('')}\
    h0 += a; h1 += b; h2 += c; h3 += d; h4 += e;
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16);
}
`;

mkdirSync('build', { recursive: true });
writeFileSync('build/sha1-rounds.ts', source);
