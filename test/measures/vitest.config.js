import { defineConfig } from 'vitest/config';
import { inlineWasm } from '../../scripts/inline-wasm.js';

/** The tests of the shell, on one backend, but for those that take long and ask little of it. */
export default defineConfig({
  plugins: [inlineWasm('build/core.wasm', 'build/lanes.wasm', 'build/zlib.wasm')],
  test: {
    // As test/backend.test.ts expects.
    name: 'wasm',
    include: ['test/*.test.ts', 'test/prove/*.test.ts'],
    exclude: ['test/{architecture,builds,docs,package,vectors,zlib}.test.ts'],
  },
});
