/*
 * @rollup/plugin-wasm inlines a module as base64, and decodes that with Buffer or atob, which some hosts lack. Here it is
 * written and decoded in a way that needs nothing of the host, is shorter, and nearly as well compressed by gzip as the bytes
 * are: base64 takes a fourth more there, for the same bytes look different in it at every third place.
 */
import { wasm } from '@rollup/plugin-wasm';

/** Copies of fewer bytes make the text no shorter once gzip has compressed it. */
const LEAST_COPY = 8;

/**
 * The bytes in shorter, as turns: how many bytes stand here as they are, those, how many follow that were there before, and how
 * far back they are, its low byte first.
 */
function shorten(bytes) {
  const turns = [];
  let fresh = [];
  const endTurn = (length, distance) => {
    turns.push(fresh.length, ...fresh, length, distance & 255, distance >> 8);
    fresh = [];
  };
  for (let at = 0; at < bytes.length; ) {
    let length = 0;
    let distance = 0;
    for (let from = at - 1; from >= 0; from--) {
      let same = 0;
      // What is copied lies before where it goes, so that a copy is one call.
      const most = Math.min(255, at - from);
      while (same < most && at + same < bytes.length && bytes[from + same] === bytes[at + same]) same++;
      if (same > length) [length, distance] = [same, at - from];
    }
    if (length >= LEAST_COPY) {
      endTurn(length, distance);
      at += length;
    } else {
      fresh.push(bytes[at++]);
      if (fresh.length === 255) endTurn(0, 0);
    }
  }
  endTurn(0, 0);
  return turns;
}

/**
 * The text of bytes: of the turns that they are in short, in 86 characters that no string must escape, from "(" to "~" without
 * the backslash. The 84 most frequent bytes are one character each, any other is one of the last two and a second one. Which bytes
 * those 84 are stands first, each as its distance from the one before.
 */
export function encode(wasm) {
  const bytes = shorten(wasm);
  const character = (symbol) => String.fromCharCode(symbol < 52 ? 40 + symbol : 41 + symbol);
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const byCount = [...counts.keys()].sort((a, b) => counts[b] - counts[a]);
  const ascending = (a, b) => a - b;
  const frequent = byCount.slice(0, 84).sort(ascending);
  const rare = byCount.slice(84).sort(ascending);
  const textOf = new Map();
  for (const [i, byte] of frequent.entries()) textOf.set(byte, character(i));
  for (const [i, byte] of rare.entries()) textOf.set(byte, character(84 + Math.floor(i / 86)) + character(i % 86));
  const distances = frequent.map((byte, i) => byte - (frequent[i - 1] ?? 0));
  if (Math.max(...distances) >= 86) throw new Error('the frequent bytes are further apart than one character says');
  return distances.map(character).join('') + Array.from(bytes, (byte) => textOf.get(byte)).join('');
}

/** In the place of the plugin's own: decodes what `encode` made, and makes an instance. */
const LOADER = `
export function _loadWasmModule(sync, path, text, imports) {
  let at = 0;
  const next = () => {
    const code = text.charCodeAt(at++);
    return code < 92 ? code - 40 : code - 41;
  };
  const known = [];
  for (let byte = 0; at < 84; ) known.push((byte += next()));
  for (let byte = 0; byte < 256; byte++) if (known.indexOf(byte) < 0) known.push(byte);
  const byte = () => {
    const symbol = next();
    return known[symbol < 84 ? symbol : 84 + 86 * (symbol - 84) + next()];
  };
  const bytes = new Uint8Array(65536);
  let size = 0;
  while (at < text.length) {
    for (let fresh = byte(); fresh > 0; fresh--) bytes[size++] = byte();
    const length = byte();
    const from = size - byte() - 256 * byte();
    bytes.copyWithin(size, from, from + length);
    size += length;
  }
  const wasm = bytes.subarray(0, size);
  return new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
}`;

/** Plugins for rollup and vite: an import of a wasm file is a function that makes an instance. */
export const inlineWasm = (...files) => [
  {
    name: 'wasm-loader',
    enforce: 'pre',
    load: (id) => (id === '\0wasmHelpers.js' ? LOADER : null),
  },
  { ...wasm({ sync: files, targetEnv: 'auto-inline' }), enforce: 'pre' },
  {
    name: 'wasm-text',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.wasm')) return null;
      const text = code.replace(/'([\w+/=]{100,})'/, (_, base64) => `'${encode(Buffer.from(base64, 'base64'))}'`);
      if (text === code) this.error('@rollup/plugin-wasm wrote no base64 where it is looked for');
      return { code: text, map: null };
    },
  },
];
