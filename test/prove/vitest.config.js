import { defineConfig } from 'vitest/config';
import { inlineWasm } from '../../scripts/inline-wasm.js';
import { LONG } from './proof.ts';

export default defineConfig({
  plugins: [inlineWasm('build/core.wasm', 'build/simd.wasm', 'build/zlib.wasm')],
  test: {
    include: ['test/prove/*.prove.ts', ...(LONG ? ['test/prove/*.long.ts'] : [])],
    disableConsoleIntercept: true,
    testTimeout: 0,
    // All in one process, so that ending it ends a proof that hangs.
    pool: 'threads',
    maxWorkers: 2,
  },
});
