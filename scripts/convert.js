/*
 * Converts each wasm module to JavaScript with binaryen's wasm2js: build/core.wasm becomes build/core.js, and so on. The
 * result is a function that makes an instance, so that nothing happens on import and an unused module can be dropped.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const wasm2js = new URL('bin/wasm2js', import.meta.resolve('binaryen'));

/** What assemblyscript compiles to beyond the first version of WebAssembly, and the most optimization. */
const FLAGS = [
  '--enable-bulk-memory',
  '--enable-bulk-memory-opt',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '-O3',
];

/** Typed arrays of ES5 hosts can neither fill nor copy within themselves. */
const HELPERS = [
  [
    'bufferView.fill(value, dest, dest + size);',
    'if (bufferView.fill) bufferView.fill(value, dest, dest + size); else while (size--) bufferView[dest++] = value;',
  ],
  [
    'bufferView.copyWithin(dest, source, source + size);',
    'if (bufferView.copyWithin) bufferView.copyWithin(dest, source, source + size); else bufferView.set(bufferView.subarray(source, source + size), dest);',
  ],
];

/** Where wasm2js makes the instance and exports what it has, at the top level of the file. */
const TAIL = /var retasmFunc = asmFunc\(\{\s*\}\);\n(?:export var \w+ = retasmFunc\.\w+;\n)+$/;

for (const name of ['core', 'zlib']) {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 26 };
  let code = execFileSync(process.execPath, [fileURLToPath(wasm2js), `build/${name}.wasm`, ...FLAGS], options);
  if (!TAIL.test(code)) throw new Error(`wasm2js gave build/${name}.js an end that is not known here`);
  code = code.replace(TAIL, '');
  for (const [helper, replacement] of HELPERS) code = code.replace(helper, replacement);
  writeFileSync(`build/${name}.js`, `export default function instantiate() {\n${code}return asmFunc({});\n}\n`);
}
