/**
 * zlib streams against node:zlib, pako and Python's zlib, in one run. From the project's folder, after `npm run build:core`:
 *
 *     npx tsc -p tsconfig.build.json && node bench/zlib.js
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync, inflateSync } from 'node:zlib';
import { wasm } from '@rollup/plugin-wasm';
import pako from 'pako';
import { rollup } from 'rollup';

const ROUNDS = 41;
const ROUND_MS = 8;
const PYTHON = '/usr/bin/python3';
const MODULE = resolve('build/zlib.wasm');

/** The package does not export the functions under test: they are bundled as the package bundles them. */
async function importShell() {
  const bundle = await rollup({
    input: 'build/tsc/zlib.js',
    plugins: [
      { name: 'imports', resolveId: (id) => (id === '#zlib.wasm' ? MODULE : null) },
      wasm({ sync: [MODULE], targetEnv: 'auto-inline' }),
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}

/** The first `size` bytes of a list of users in JSON. */
function users(size) {
  const cities = ['London', 'Turin', 'Lagos', 'Kyiv', 'Lima', 'Osaka'];
  const list = [];
  for (let id = 1; JSON.stringify(list).length < size; id++) {
    const seed = Math.imul(id, 2654435761) >>> 8;
    list.push({
      id: seed,
      name: `user${seed % 977}`,
      city: cities[seed % 6],
      admin: seed % 7 === 0,
      score: (seed % 801) / 8,
    });
  }
  return JSON.stringify(list).slice(0, size);
}

/** Median microseconds a call of each of `runs`, taking turns so that all meet the same machine. */
function measure(runs) {
  const calls = runs.map((run) => {
    let count = 0;
    for (const start = performance.now(); performance.now() - start < 200; count++) run();
    return Math.max(1, Math.round((count * ROUND_MS) / 200));
  });
  const times = runs.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    runs.forEach((run, i) => {
      const start = performance.now();
      for (let call = 0; call < calls[i]; call++) run();
      times[i].push(((performance.now() - start) * 1000) / calls[i]);
    });
  }
  return times.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1]);
}

const python = `
import sys, timeit, zlib, statistics
data = sys.stdin.buffer.read()
def median(run):
    number = timeit.Timer(run).autorange()[0] // 20 + 1
    return statistics.median(timeit.repeat(run, repeat=${ROUNDS}, number=number)) / number * 1e6
stream = zlib.compress(data)
print(median(lambda: zlib.compress(data)), median(lambda: zlib.decompress(stream)))
`;

/** The same two figures for Python's zlib, NaN where there is no Python. */
function measurePython(input) {
  const { stdout } = spawnSync(PYTHON, ['-c', python], { input, encoding: 'utf8' });
  return stdout ? stdout.split(' ').map(Number) : [Number.NaN, Number.NaN];
}

const { compress, decompress } = await importShell();

const table = {};
for (const text of ['{"id":42,"name":"Ada Lovelace"}', users(200), users(800), users(24 * 1024)]) {
  const data = new TextEncoder().encode(text);
  const stream = pako.deflate(data);
  const names = ['ours', 'ours, if it pays', 'node:zlib', 'pako'];
  const compressing = measure([
    () => compress(data, Number.POSITIVE_INFINITY),
    () => compress(data, data.length - 1),
    () => deflateSync(data),
    () => pako.deflate(data),
  ]);
  const decompressing = measure([
    () => decompress(stream, data.length),
    () => inflateSync(stream),
    () => pako.inflate(stream),
  ]);
  const [pythonCompress, pythonDecompress] = measurePython(data);
  const row = (figures) => Object.fromEntries(figures.map(([name, µs]) => [name, Number(µs.toFixed(2))]));
  table[`compress ${data.length} bytes (to ${stream.length})`] = row([
    ...names.map((name, i) => [name, compressing[i]]),
    ['python', pythonCompress],
    ['node:zlib / ours', compressing[2] / compressing[0]],
  ]);
  table[`decompress ${data.length} bytes`] = row([
    ...['ours', 'node:zlib', 'pako'].map((name, i) => [name, decompressing[i]]),
    ['python', pythonDecompress],
    ['node:zlib / ours', decompressing[1] / decompressing[0]],
  ]);
}
console.log(`Node ${process.version}; median µs a call of ${ROUNDS} rounds`);
console.table(table);
const module = readFileSync(MODULE);
console.log(
  `zlib.wasm: ${module.length} bytes, gzip ${gzipSync(module).length}, brotli ${brotliCompressSync(module).length}`,
);
