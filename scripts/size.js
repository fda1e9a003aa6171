/*
 * How large the package is for whoever downloads what uses it: bundles of the packed package by rollup, minified by esbuild, plain
 * and compressed. Fails where something is larger than it may be, or a bundle holds what it must not.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import { MODULES } from '../rollup.config.js';
import { encode } from './inline-wasm.js';
import { installPacked } from './install-packed.js';

const KB = 1000;

/** The most that the package may have once it is unpacked. */
const MAX_UNPACKED = 400 * KB;

/** What is bundled, and the most that it may have in gzip. */
const BUNDLES = [
  ['Signer alone', "export { Signer } from 'itsdangerous-wasm'", 16.4 * KB],
  ['TimestampSigner alone', "export { TimestampSigner } from 'itsdangerous-wasm'", 17.6 * KB],
  ['URLSafeTimedSerializer alone', "export { URLSafeTimedSerializer } from 'itsdangerous-wasm'", 29.5 * KB],
  ['the main entry', "export * from 'itsdangerous-wasm'", 30.1 * KB],
  ...MODULES.map((name) => [`/${name}`, `export * from 'itsdangerous-wasm/${name}'`, 31.6 * KB]),
  ['/js', "export * from 'itsdangerous-wasm/js'", 42.4 * KB],
];

/** What a bundle with Signer alone must not hold, each by a text that only it has. */
const NOT_IN_SIGNER = {
  'the zlib module': encode(readFileSync('build/zlib.wasm')).slice(1000, 1100),
  'the shell of zlib': 'wrong Adler-32 checksum',
  serializers: 'maxPayloadSize',
  JSON: 'which JSON cannot carry',
  schemas: 'Standard Schema',
  streams: 'source must give strings',
  TimestampSigner: 'Malformed timestamp',
};

async function bundle(source) {
  const input = join(project, 'entry.mjs');
  writeFileSync(input, source);
  const built = await rollup({ input, plugins: [nodeResolve(), commonjs()] });
  const { output } = await built.generate({ format: 'es' });
  const { code } = await transform(output.map((chunk) => chunk.code).join('\n'), { minify: true, format: 'esm' });
  return code;
}

const { project, size, unpackedSize } = installPacked();
const failures = [];
try {
  console.log(`package: ${size} bytes packed, ${unpackedSize} unpacked`);
  if (unpackedSize > MAX_UNPACKED) failures.push(`the package has more than ${MAX_UNPACKED} bytes unpacked`);

  const rows = {};
  const codes = {};
  for (const [name, source, limit] of BUNDLES) {
    const code = await bundle(source);
    const gzip = gzipSync(code, { level: 9 }).length;
    codes[name] = code;
    rows[name] = { minified: code.length, gzip, brotli: brotliCompressSync(code).length, 'most in gzip': limit };
    if (gzip > limit) failures.push(`${name}: more than ${limit} bytes in gzip`);
  }
  console.table(rows);
  for (const [what, text] of Object.entries(NOT_IN_SIGNER)) {
    if (!codes['the main entry'].includes(text)) failures.push(`"${text}" is not the text to know ${what} by`);
    if (codes['Signer alone'].includes(text)) failures.push(`Signer alone: holds ${what}`);
  }
} finally {
  rmSync(project, { recursive: true });
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
