import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { inlineWasm } from './scripts/inline-wasm.js';

/** What is of no backend, or of all of them. */
const ONCE = ['test/architecture.test.ts', 'test/builds.test.ts', 'test/package.test.ts', 'test/supply-chain.test.ts'];

/** The same tests on both backends; test/backend.test.ts sees to it that each ran on its own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/install.js',
    // No test is to fail for a slow or busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    coverage: {
      // vitest's own, which is installed for `npm run coverage` alone.
      provider: 'custom',
      customProviderModule: resolve('test/measures/node_modules/@vitest/coverage-v8/dist/index.js'),
      include: ['src/**/*.ts'],
      reporter: ['text'],
      reportsDirectory: 'coverage/lines',
      thresholds: { lines: 98, branches: 95 },
    },
    projects: [
      {
        extends: true,
        plugins: [inlineWasm('build/core.wasm', 'build/simd.wasm', 'build/zlib.wasm')],
        test: { name: 'wasm', typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] } },
      },
      {
        extends: true,
        resolve: {
          alias: [{ find: /^(\.|\.\.\/src)\/backend\.js$/, replacement: resolve('src/backend-converted.ts') }],
        },
        test: { name: 'converted', exclude: ['**/node_modules/**', ...ONCE] },
      },
    ],
  },
});
