import { wasm } from '@rollup/plugin-wasm';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [{ ...wasm({ sync: ['build/core.wasm', 'build/zlib.wasm'], targetEnv: 'auto-inline' }), enforce: 'pre' }],
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] },
  },
});
