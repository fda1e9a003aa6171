import { defineConfig } from 'vitest/config';
import { inlineWasm } from '../../scripts/inline-wasm.js';

export default defineConfig({
  plugins: [inlineWasm('build/core.wasm', 'build/simd.wasm', 'build/zlib.wasm')],
  test: {
    include: ['test/prove/*.prove.ts'],
    disableConsoleIntercept: true,
    testTimeout: 0,
    // All in one process, so that ending it ends a proof that hangs.
    pool: 'threads',
    maxWorkers: 2,
  },
});
