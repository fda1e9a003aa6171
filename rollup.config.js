/*
 * Bundles what tsc compiled: once for each backend and module format. A build shares the shell among its entries, so that
 * `instanceof` holds between those that are used together.
 */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { transformAsync } from '@babel/core';
import presetEnv from '@babel/preset-env';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { inlineWasm } from './scripts/inline-wasm.js';

/** The entries but for the main one, each from src/<name>/index.ts. They are in the package's `exports` too. */
const MODULES = [];

const compiled = 'build/tsc';
const sourceOf = (name) => `${compiled}/${name === 'index' ? name : `${name}/index`}.js`;
const entries = Object.fromEntries(['index', ...MODULES].map((name) => [name, sourceOf(name)]));

/** Puts another backend in the place of src/backend.ts. */
const backend = (name) => ({
  name: 'backend',
  resolveId: (source) => (source === './backend.js' ? { id: posix.resolve(compiled, `${name}.js`) } : null),
});

const banner = '/*! itsdangerous-wasm, MIT licence, https://www.npmjs.com/package/itsdangerous-wasm */';

/** Without this all entries together were some megabyte. Names that a user sees stay as they are. */
const minify = (options) => ({
  name: 'minify',
  renderChunk: (code) => transform(code, { minify: true, legalComments: 'inline', ...options }),
});

/**
 * One classic script with one global, `itsdangerous`, in the language of 2009; where there is `module`, a CommonJS module. Babel
 * puts its helpers at the top level, so there is a function around all.
 */
const classicScript = {
  name: 'classic-script',
  async renderChunk(code) {
    const { code: es5 } = await transformAsync(code, {
      presets: [[presetEnv, { forceAllTransforms: true, modules: false }]],
      // What such hosts lack: weak maps for private fields, Reflect.get with a receiver for calls of super.
      assumptions: {
        privateFieldsAsProperties: true,
        setClassMethods: true,
        setPublicClassFields: true,
        constantSuper: true,
      },
      configFile: false,
    });
    return `var itsdangerous = (function () {
      ${es5}
      return itsdangerous;
    })();
    if (typeof module === 'object' && module.exports) module.exports = itsdangerous;`;
  },
};

/** A folder whose package.json says so holds CommonJS modules. */
const commonJS = {
  name: 'commonjs',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
};

/** The declarations that an entry needs, as tsc wrote them. */
const declarations = {
  name: 'declarations',
  generateBundle() {
    const found = new Set(Object.keys(entries).map((name) => sourceOf(name).slice(compiled.length + 1)));
    for (const file of found) {
      const fileName = file.replace(/\.js$/, '.d.ts');
      const source = readFileSync(`${compiled}/${fileName}`, 'utf8');
      for (const [, imported] of source.matchAll(/from '(\.[^']+)'/g))
        found.add(posix.join(posix.dirname(file), imported));
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
};

/** Declarations of the same name elsewhere that say the same, so that a type is there once however it is imported. */
const sameDeclarations = (folder) => ({
  name: 'same-declarations',
  generateBundle() {
    for (const name of Object.keys(entries)) {
      const target = `${folder}/${sourceOf(name).slice(compiled.length + 1)}`;
      this.emitFile({ type: 'asset', fileName: `${name}.d.ts`, source: `export * from '${target}';\n` });
    }
  },
});

const target = 'es2022';
const output = { banner, chunkFileNames: 'shell.js', generatedCode: 'es2015' };

export default [
  {
    input: entries,
    plugins: [nodeResolve(), inlineWasm('build/core.wasm', 'build/zlib.wasm')],
    output: [
      {
        ...output,
        dir: 'build/esm',
        format: 'es',
        plugins: [minify({ target, format: 'esm' }), sameDeclarations('../cjs')],
      },
      {
        ...output,
        dir: 'build/cjs',
        format: 'cjs',
        plugins: [minify({ target, format: 'cjs' }), declarations, commonJS],
      },
    ],
  },
  {
    input: entries,
    external: /\.wasm$/,
    plugins: [backend('backend-module'), nodeResolve(), minify({ target, format: 'esm' })],
    output: { ...output, dir: 'build/workerd', format: 'es' },
  },
  {
    input: entries,
    plugins: [backend('backend-converted'), nodeResolve(), minify({ target, format: 'esm' })],
    output: { ...output, dir: 'build/js', format: 'es', plugins: [sameDeclarations('../cjs')] },
  },
  {
    input: sourceOf('index'),
    plugins: [backend('backend-converted'), nodeResolve(), classicScript, minify({ target: 'es5' })],
    output: {
      banner,
      dir: 'build/script',
      format: 'iife',
      name: 'itsdangerous',
      plugins: [sameDeclarations('../cjs'), commonJS],
    },
  },
];
