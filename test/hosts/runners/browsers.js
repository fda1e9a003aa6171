/* Browsers, each with the policies under which pages live. */
import { relative } from 'node:path';
import { REPORT, runInPage } from '../browser.js';
import { debianVersion } from '../command.js';

const BROWSERS = [
  ['Chromium', 'chromium', 'chromium'],
  ['Firefox', 'firefox', 'firefox-esr'],
  ['WebKitGTK', 'webkit', 'libwebkit2gtk-4.1-0'],
];

const POLICIES = [
  ['', undefined, 'wasm'],
  [", script-src 'self'", "script-src 'self'", 'refused'],
  [", with 'wasm-unsafe-eval'", "script-src 'self' 'wasm-unsafe-eval'", 'wasm'],
];

export default BROWSERS.flatMap(([name, browser, debianPackage]) =>
  POLICIES.map(([suffix, policy, main]) => ({
    host: `${name}${suffix}`,
    version: () => debianVersion(debianPackage),
    byPath: true,
    print: REPORT,
    cells: { import: main, 'import /js': 'js', '/script': 'js' },
    run: (program, folder) => runInPage(browser, folder, relative(folder, program), policy),
  })),
);
