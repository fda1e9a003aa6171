import { defineConfig } from 'vitest/config';
import { inlineWasm } from '../../scripts/inline-wasm.js';

/**
 * The tests of the shell, on one backend, but for those that take long and ask little of it, and those that import the library
 * once more: Stryker would ask them alone about code that runs on import, which has no mutants here.
 */
export default defineConfig({
  plugins: [inlineWasm('build/core.wasm', 'build/lanes.wasm', 'build/zlib.wasm')],
  test: {
    // As test/backend.test.ts expects.
    name: 'wasm',
    include: ['test/*.test.ts', 'test/prove/*.test.ts'],
    exclude: ['test/{architecture,backend,builds,docs,lanes,package,vectors,zlib-stock}.test.ts'],
  },
});
