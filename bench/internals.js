import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { wasm } from '@rollup/plugin-wasm';
import { rollup } from 'rollup';

const build = fileURLToPath(new URL('../build', import.meta.url));
const ENTRY = `${build}/internals.js`;

/**
 * Modules of the package that it does not export, with one core between them: bundled from the build as the package is.
 */
export async function importInternals(...names) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load: (id) => (id === ENTRY ? names.map((name) => `export * from './tsc/${name}.js';`).join('\n') : undefined),
  };
  const bundle = await rollup({
    input: ENTRY,
    plugins: [
      entry,
      nodeResolve(),
      wasm({ sync: ['core', 'simd', 'zlib'].map((name) => `${build}/${name}.wasm`), targetEnv: 'auto-inline' }),
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
