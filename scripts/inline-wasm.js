/*
 * @rollup/plugin-wasm inlines a module as base64, and decodes that with Buffer or atob, which some hosts lack. Here it is
 * written and decoded in a way that needs nothing of the host and that gzip compresses nearly as well as the bytes: base64
 * takes a fourth more, for in it the same bytes look different at every third place.
 */
import { wasm } from '@rollup/plugin-wasm';

/**
 * A byte is one character from "(" to "[", none of which a string must escape; before it stands another, from "]" to "a", for
 * each 52 that it is greater. The bytes of wasm are mostly small.
 */
export const encode = (bytes) =>
  Array.from(bytes, (byte) => {
    const high = Math.floor(byte / 52);
    return (high > 0 ? String.fromCharCode(92 + high) : '') + String.fromCharCode(40 + (byte % 52));
  }).join('');

/** In the place of the plugin's own: decodes what `encode` made, and makes an instance. */
const LOADER = `
export function _loadWasmModule(sync, path, text, imports) {
  const bytes = [];
  let high = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 92) {
      high = 52 * (code - 92);
    } else {
      bytes.push(high + code - 40);
      high = 0;
    }
  }
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), imports);
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
