/**
 * zlib streams against node:zlib, pako and Python's zlib, in one run: `npm run bench`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync, inflateSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
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
    plugins: [nodeResolve(), wasm({ sync: ['build/core.wasm', MODULE], targetEnv: 'auto-inline' })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}

/** `size` bytes of JSON about users from number `id` on. */
function users(size, id) {
  const cities = ['London', 'Turin', 'Lagos', 'Kyiv', 'Lima', 'Osaka'];
  let json = '';
  for (; json.length < size; id++) {
    const seed = Math.imul(id, 2654435761) >>> 8;
    const name = `user${seed % 977}`;
    const user = { id: seed, name, city: cities[seed % 6], admin: seed % 7 === 0, score: (seed % 801) / 8 };
    json += `${json ? ',' : '['}${JSON.stringify(user)}`;
  }
  return new TextEncoder().encode(json.slice(0, size));
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
import statistics, sys, timeit, zlib
size = int(sys.argv[1])
data = sys.stdin.buffer.read()
values = [data[at:at + size] for at in range(0, len(data), size)]
streams = [zlib.compress(value) for value in values]
def median(run, inputs):
    def turn():
        for value in inputs: run(value)
    number = timeit.Timer(turn).autorange()[0] // 20 + 1
    return statistics.median(timeit.repeat(turn, repeat=${ROUNDS}, number=number)) / number / len(inputs) * 1e6
print(median(zlib.compress, values), median(zlib.decompress, streams))
`;

/** Python's figures for compressing and decompressing, NaN where there is no Python. */
function measurePython(values) {
  const options = { input: Buffer.concat(values), encoding: 'utf8' };
  const { stdout } = spawnSync(PYTHON, ['-c', python, `${values[0].length}`], options);
  return stdout ? stdout.split(' ').map(Number) : [Number.NaN, Number.NaN];
}

const { compress, decompress } = await importShell();

const table = {};
for (const size of [31, 200, 800, 24 * 1024]) {
  // The same value over and over is what benchmarks show; a processor learns its branches by heart.
  for (const count of [1, 100]) {
    const values = Array.from({ length: count }, (_, i) => users(size, 1 + 7 * i));
    const streams = values.map((value) => pako.deflate(value));
    const each = (inputs, run) => {
      let turn = 0;
      return () => run(inputs[turn++ % count]);
    };
    const [ours, ifItPays, node, inPako] = measure([
      each(values, (value) => compress(value, Number.POSITIVE_INFINITY)),
      each(values, (value) => compress(value, value.length - 1)),
      each(values, (value) => deflateSync(value)),
      each(values, (value) => pako.deflate(value)),
    ]);
    const [oursBack, nodeBack, pakoBack] = measure([
      each(streams, (stream) => decompress(stream, size)),
      each(streams, (stream) => inflateSync(stream)),
      each(streams, (stream) => pako.inflate(stream)),
    ]);
    const [python, pythonBack] = measurePython(values);
    const rows = {
      compress: { ours, ifItPays, node, pako: inPako, python, 'node / ours': node / ours },
      decompress: {
        ours: oursBack,
        node: nodeBack,
        pako: pakoBack,
        python: pythonBack,
        'node / ours': nodeBack / oursBack,
      },
    };
    for (const [what, row] of Object.entries(rows)) {
      const rounded = Object.entries(row).map(([name, figure]) => [name, Number(figure.toFixed(2))]);
      table[`${what} ${size} bytes, ${count === 1 ? 'one value' : `${count} values`}`] = Object.fromEntries(rounded);
    }
  }
}
console.log(`Node ${process.version}; median µs a call of ${ROUNDS} rounds`);
console.table(table);
const module = readFileSync(MODULE);
const packed = `gzip ${gzipSync(module).length}, brotli ${brotliCompressSync(module).length}`;
console.log(`zlib.wasm: ${module.length} bytes, ${packed}`);
