/* Browsers, each with the policies under which pages live. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { open, REPORT } from '../browser.js';
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

/** A page that loads the program, and reports what keeps it from running. */
function writePage(folder, program) {
  const script = relative(folder, program);
  const page = `${script}.html`;
  writeFileSync(
    `${folder}/on-error.js`,
    `addEventListener('error', (event) => ${REPORT}('not run: ' + event.message), true);`,
  );
  const type = script.endsWith('.mjs') ? ' type="module"' : '';
  writeFileSync(
    `${folder}/${page}`,
    `<!doctype html><meta charset="utf-8"><script src="/on-error.js"></script><script${type} src="/${script}"></script>`,
  );
  return page;
}

export default BROWSERS.flatMap(([name, browser, debianPackage]) =>
  POLICIES.map(([suffix, policy, main]) => ({
    host: `${name}${suffix}`,
    version: () => debianVersion(debianPackage),
    byPath: true,
    print: REPORT,
    cells: { import: main, 'import /js': 'js', '/script': 'js' },
    run: (program, folder) => open(browser, folder, writePage(folder, program), policy),
  })),
);
