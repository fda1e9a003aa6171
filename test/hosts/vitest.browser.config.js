/*
 * The unit tests in browsers, from the same files: what they use of Node comes from node-in-browsers/.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import inNode from '../../vitest.config.js';

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

const FIREFOX = { channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr' };
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

/** They look at the project's files, the package and its builds, or at the memory of Node's process. */
const ONLY_IN_NODE = ['architecture', 'builds', 'docs', 'express', 'package', 'supply-chain', 'zlib', 'zlib-stock'].map(
  (name) => `test/${name}.test.ts`,
);

const alias = {
  find: /^node:(assert\/strict|buffer|crypto|fs|stream|util|v8|vm|zlib)$/,
  replacement: join(import.meta.dirname, 'node-in-browsers/$1.js'),
};

/** A project of the root's configuration, in browsers. */
const inBrowsers = ({ test: { typecheck: _, ...test }, ...project }) => ({
  ...project,
  test: {
    ...test,
    exclude: ['**/node_modules/**', 'test/{live,prove}/**', ...ONLY_IN_NODE],
    globalSetup: [],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [
        { browser: 'chromium', provider: playwright({ launchOptions: CHROMIUM }) },
        { browser: 'firefox', provider: playwright({ launchOptions: FIREFOX }) },
      ],
    },
  },
});

export default defineConfig({
  root,
  plugins: [buffer, files],
  resolve: { alias: [alias] },
  test: { ...inNode.test, globalSetup: [], projects: inNode.test.projects.map(inBrowsers) },
});
