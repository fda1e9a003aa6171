import { defineConfig } from 'vitest/config';
import { inlineWasm } from './scripts/inline-wasm.js';

/** What asks nothing of the core, or of all builds at once, runs once. */
const ONCE = ['test/architecture.test.ts', 'test/builds.test.ts', 'test/package.test.ts'];

const include = ['test/*.test.ts', 'test/!(hosts)/**/*.test.ts'];

/** The same tests on both backends, each in place of the other: see test/backend.test.ts. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [inlineWasm('build/core.wasm', 'build/zlib.wasm')],
        test: { name: 'wasm', include, typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] } },
      },
      {
        resolve: {
          alias: [
            { find: /^(\.|\.\.\/src)\/backend\.js$/, replacement: `${import.meta.dirname}/src/backend-converted.ts` },
          ],
        },
        test: { name: 'converted', include, exclude: ONCE },
      },
    ],
  },
});
