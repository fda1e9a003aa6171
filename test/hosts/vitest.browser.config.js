/*
 * The unit tests in browsers, from the same files: what they use of Node comes from node-in-browsers/.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wasm } from '@rollup/plugin-wasm';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../..');

/** The global that Node's programs have. */
const buffer = {
  name: 'buffer',
  enforce: 'pre',
  transform: (code, id) =>
    /\/test\/[\w.-]+\.ts$/.test(id) && /\bBuffer\b/.test(code)
      ? `import { Buffer } from 'node:buffer';\n${code}`
      : null,
};

/** The files that tests read: vectors, in the project and beside it. */
const files = {
  name: 'files',
  configureServer: ({ middlewares }) => {
    middlewares.use('/files', ({ url }, response) => {
      const path = url.startsWith('/shared/') ? join(root, '..', url) : join(root, url);
      if (!existsSync(path)) response.statusCode = 404;
      response.end(response.statusCode === 200 ? readFileSync(path) : '');
    });
  },
};

const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  root,
  plugins: [
    { ...wasm({ sync: ['build/core.wasm', 'build/zlib.wasm'], targetEnv: 'auto-inline' }), enforce: 'pre' },
    buffer,
    files,
  ],
  resolve: { alias: [{ find: /^node:(\w+)$/, replacement: join(import.meta.dirname, 'node-in-browsers/$1.js') }] },
  test: {
    include: ['test/*.test.ts'],
    // These look at the files of the project and of the package, and at node:zlib and the memory of its process.
    exclude: ['test/architecture.test.ts', 'test/package.test.ts', 'test/zlib.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [
        { browser: 'chromium', provider: playwright({ launchOptions: CHROMIUM }) },
        {
          browser: 'firefox',
          provider: playwright({ launchOptions: { channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr' } }),
        },
      ],
    },
  },
});
