import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { inlineWasm } from '../../scripts/inline-wasm.js';

/** Tests that take a second or more: a mutant that another test notices need not wait for them. */
const SLOW = /\/(?:encoding|json|mistakes|python-corpus|re-entrancy|secrets|text|zlib)\.test\.ts$/;

class QuickFirst extends BaseSequencer {
  async sort(files) {
    const isSlow = ({ moduleId }) => SLOW.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isSlow(file)), ...sorted.filter(isSlow)];
  }
}

/**
 * The tests of the shell, on one backend, but for those that take long and ask little of it, and those that import the library
 * once more: Stryker would ask them alone about code that runs on import, which has no mutants here. That of polluted prototypes
 * would see what Stryker puts into the sources, and fail with any mutant.
 */
export default defineConfig({
  plugins: [inlineWasm('build/core.wasm', 'build/simd.wasm', 'build/zlib.wasm')],
  test: {
    sequence: { sequencer: QuickFirst },
    // As test/backend.test.ts expects.
    name: 'wasm',
    include: ['test/*.test.ts', 'test/prove/*.test.ts'],
    exclude: [
      'test/{architecture,backend,builds,docs,simd,package,vectors,zlib-stock}.test.ts',
      'test/prove/polluted-prototypes.test.ts',
    ],
  },
});
