import { wasm } from '@rollup/plugin-wasm';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [{ ...wasm({ sync: ['build/core.wasm', 'build/zlib.wasm'], targetEnv: 'auto-inline' }), enforce: 'pre' }],
  test: {
    include: ['test/prove/*.prove.ts'],
    disableConsoleIntercept: true,
    testTimeout: 0,
    // All in one process, so that ending it ends a proof that hangs.
    pool: 'threads',
  },
});
