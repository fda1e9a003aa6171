/* Bundlers, each as it comes, with no setting for this package. What they make runs in Node and in a browser. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { encode } from '../../../scripts/inline-wasm.js';
import { REPORT, runInPage } from '../browser.js';
import { bundle as esbuild } from '../bundlers/esbuild.js';
import { bundle as metro } from '../bundlers/metro.js';
import { bundle as rollup } from '../bundlers/rollup.js';
import { bundle as vite } from '../bundlers/vite.js';
import { bundle as webpack } from '../bundlers/webpack.js';
import { HERMES, installed, packageVersion, run } from '../command.js';

/** What Python's `Signer('secret key').sign('value')` gives. */
const TOKEN = 'value.3h1kfBFjrdSRQnulP4JjSjkZVAc';

/** Where only a module is: in the middle of its wasm as it is inlined. */
const pieceOf = (wasm) => encode(readFileSync(join(import.meta.dirname, '../../../build', wasm))).slice(1000, 1100);

/** What is to be said of the bundle of an app that only signs, in the form of the suite's results. */
function judgeSignerOnly(file, output) {
  const code = readFileSync(file, 'utf8');
  const message = `${output.trim()}, ${code.length} bytes`;
  return JSON.stringify([
    { name: 'signs as Python does', ok: output.trim() === TOKEN, message },
    { name: 'holds no serializer', ok: !code.includes('unserializing'), message }, // in its messages
    { name: 'holds the core', ok: code.includes(pieceOf('core.wasm')), message },
    { name: 'holds no zlib module', ok: !code.includes(pieceOf('zlib.wasm')), message },
  ]);
}

/** Where bundles run. */
const PLACES = {
  Node: (file) => run(installed('node-26/bin/node'), [file]),
  Chromium: (file, folder) => runInPage('chromium', folder, relative(folder, file)),
};

/** How a bundle reports, wherever it runs. */
const PRINT = `(typeof document === 'object' ? ${REPORT} : console.log)`;

/** A row for each place; they share the bundles. */
function rows(name, bundle, ...places) {
  const bundles = {};
  return places.map((place) => ({
    host: `${name}, in ${place}`,
    version: () => packageVersion(name.toLowerCase()),
    print: PRINT,
    cells: { import: 'wasm', 'import /js': 'js', 'Signer only': 'wasm' },
    run: async (program, folder, way) => {
      bundles[way] ??= bundle(program, `${program}-${name}`);
      const file = await bundles[way];
      const output = await PLACES[place](file, folder);
      return way === 'Signer only' ? judgeSignerOnly(file, output) : output;
    },
  }));
}

export default [
  ...rows('Vite', vite, 'Chromium'),
  ...rows('webpack', webpack, 'Node', 'Chromium'),
  ...rows('esbuild', esbuild, 'Node', 'Chromium'),
  ...rows('Rollup', rollup, 'Node', 'Chromium'),
  {
    host: 'Metro, in Hermes',
    version: () => packageVersion('metro'),
    print: 'print',
    cells: { 'import /js': 'js' }, // the main entry is in a language that only newer ones parse
    run: async (program) => run(HERMES, [await metro(program, `${program}-metro`)]),
  },
];
