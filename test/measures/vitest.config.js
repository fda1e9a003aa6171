import { wasm } from '@rollup/plugin-wasm';
import { defineConfig } from 'vitest/config';

/** The tests of the shell, with its lines and branches counted by `npm run coverage`. */
export default defineConfig({
  plugins: [{ ...wasm({ sync: ['build/core.wasm', 'build/zlib.wasm'], targetEnv: 'auto-inline' }), enforce: 'pre' }],
  test: {
    include: ['test/*.test.ts', 'test/prove/*.test.ts'],
    exclude: ['test/architecture.test.ts', 'test/package.test.ts', 'test/vectors.test.ts'],
    testTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text'],
      reportsDirectory: 'coverage/lines',
      thresholds: { lines: 98, branches: 95 },
    },
  },
});
