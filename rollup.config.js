/*
 * Bundles what tsc compiled: as ES modules, as CommonJS modules, and as one classic script on the converted core.
 */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { transformAsync } from '@babel/core';
import presetEnv from '@babel/preset-env';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { minify as uglify } from 'uglify-js';
import { inlineWasm } from './scripts/inline-wasm.js';
import { privateNames } from './scripts/private-names.js';

/** The entries beside the main one, each from src/<name>/index.ts. The package's `exports` have them too. */
export const MODULES = ['flask', 'django', 'starlette', 'express'];

const WASM = ['core', 'simd', 'zlib'].map((name) => `build/${name}.wasm`);
const compiled = posix.resolve('build/tsc');
const fileOf = (name) => (name === 'index' ? 'index.js' : `${name}/index.js`);
const entries = ['index', ...MODULES];
const input = Object.fromEntries(entries.map((name) => [name, `${compiled}/${fileOf(name)}`]));

/** What is put in the place of a call is longer once it is compressed. */
const compress = { passes: 2, inline: false, reduce_funcs: false };

/** Duktape does not keep the order of a value that is assigned within an expression that uses it. */
const compressES5 = { ...compress, arrows: false, collapse_vars: false };

/** Names that a user sees stay as they are. */
const minify = (options) => ({
  name: 'minify',
  renderChunk(source) {
    const { code, error } = uglify(source, { compress, output: { comments: /^!/ }, ...options });
    if (error) throw error;
    return code;
  },
});

/** Private names too, which the other leaves as they are. */
const minifyPrivate = {
  name: 'minify-private',
  renderChunk: (code) => transform(code, { minify: true, legalComments: 'inline', target: 'es2022' }),
};

/** What Babel may take for granted: less code, and less that such hosts lack, as Reflect.get with a receiver for calls of super. */
const ASSUMPTIONS = {
  constantSuper: true,
  ignoreFunctionLength: true,
  ignoreToPrimitiveHint: true,
  noDocumentAll: true,
  noNewArrows: true,
  objectRestNoSymbols: true,
  setClassMethods: true,
  setComputedProperties: true,
  setPublicClassFields: true,
  setSpreadProperties: true,
};

/**
 * Makes a classic script with one global, in the language of 2009, that is a CommonJS module where there is `module`. Babel puts its
 * helpers at the top level, so there is a function around everything.
 */
const classicScript = {
  name: 'classic-script',
  async renderChunk(code) {
    const { code: es5 } = await transformAsync(code, {
      // A host that has symbols tells their type itself.
      presets: [[presetEnv, { forceAllTransforms: true, modules: false, exclude: ['transform-typeof-symbol'] }]],
      plugins: [privateNames],
      assumptions: ASSUMPTIONS,
      configFile: false,
    });
    return `
      var itsdangerous = (function () { ${es5}; return itsdangerous; })();
      if (typeof module === 'object' && module.exports) module.exports = itsdangerous;
      else if (typeof globalThis === 'object') globalThis.itsdangerous = itsdangerous;`;
  },
};

/** Never runs; Node reads in it which names an ES module can import from a CommonJS one. */
const namesForNode = {
  name: 'names-for-node',
  renderChunk: (code, { exports }) => `${code}0&&(${exports.map((name) => `exports.${name}=`).join('')}0);\n`,
};

const script = {
  name: 'script',
  resolveId: (id) => (id === 'script' ? id : id === './backend.js' ? `${compiled}/backend-converted.js` : null),
  load(id) {
    if (id !== 'script') return null;
    const modules = MODULES.map((name) => `export * as ${name} from '${input[name]}';`);
    return [`export * from '${input.index}';`, ...modules].join('\n');
  },
};

/** Adds files, of which `list` gives names and texts, to a bundle. */
const files = (list) => ({
  name: 'files',
  generateBundle(_, bundle) {
    for (const [fileName, source] of list(bundle)) this.emitFile({ type: 'asset', fileName, source: `${source}\n` });
  },
});

/** A function or a constant with what is said of it: no other declaration is made of one, so that those of no entry can go. */
const VALUE = /(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export declare (?:function|const) (\w+)\b[\s\S]*?;\n(?=[^\s}]|$)/g;

/** The declarations that entries need, as tsc wrote them: CommonJS, which both kinds of module may import. */
function declarations() {
  const found = new Set(entries.map(fileOf));
  const sourceOf = (file) => readFileSync(`${compiled}/${file.replace(/\.js$/, '.d.ts')}`, 'utf8');
  const exported = [...found].map(sourceOf).join();
  const list = [];
  for (const file of found) {
    const source = sourceOf(file).replace(VALUE, (text, name) => (exported.match(`\\b${name}\\b`) ? text : ''));
    const withTabs = source.trimEnd().replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4));
    list.push([`types/${file.replace(/\.js$/, '.d.ts')}`, withTabs]);
    for (const [, imported] of source.matchAll(/from '(\.[^']+)'/g)) {
      found.add(posix.join(posix.dirname(file), imported));
    }
  }
  return list;
}

/** What makes a folder one of CommonJS modules. */
const COMMONJS = '{ "type": "commonjs" }';

/** The same, of a script that may make a global. */
const SCRIPT = '{ "type": "commonjs", "sideEffects": true }';

/**
 * The ES module of an entry on the converted core: the script, by names. Imported by an ES module the script is a CommonJS module,
 * but for hosts that know none of those: there it has no default. (Rollup without a plugin for CommonJS is such a host, and would
 * warn of script.default.)
 */
function wrapScript(name, { exports }) {
  return [
    "import * as script from '../script/index.js';",
    'const { default: exported } = script;',
    `export const { ${exports.join(', ')} } = (exported ?? globalThis.itsdangerous)${name === 'index' ? '' : `.${name}`};`,
  ].join('\n');
}

/** The ES module of an entry for Workers: each export by itself, so that those nobody uses can go. */
function forWorkers(name, { exports }) {
  return [
    "import { withModules as use } from './modules.js';",
    `import * as all from '../esm/${name}.js';`,
    ...exports.map((exported) => `export const ${exported} = /* @__PURE__ */ use(all.${exported});`),
  ].join('\n');
}

/**
 * Entries share these chunks, so that `instanceof` holds between those that are used together: each is what a module needs that the
 * one before it does not. They are two, since not every bundler sees that a class that nobody uses can be left out, but all
 * leave out a file.
 */
const CHUNKS = { signers: 'timestamp-signer.js', serializers: 'url-safe-serializer.js' };

function manualChunks(id, { getModuleInfo }) {
  const needs = (from) => from === id || getModuleInfo(from).importedIds.some(needs);
  return Object.keys(CHUNKS).find((name) => needs(`${compiled}/${CHUNKS[name]}`));
}

const output = {
  dir: 'build',
  banner: '/*! itsdangerous-wasm, MIT licence */',
  // Nobody asks a CommonJS module for its tag.
  generatedCode: { preset: 'es2015', symbols: false },
  manualChunks,
  minifyInternalExports: true,
};

export default [
  {
    input: { ...input, workerd: `${compiled}/workerd.js` },
    external: /^\.\.\/\w+\.wasm$/,
    makeAbsoluteExternalsRelative: false,
    plugins: [nodeResolve(), inlineWasm(...WASM), minify({ module: true }), minifyPrivate],
    output: {
      ...output,
      format: 'es',
      entryFileNames: ({ name }) => (name === 'workerd' ? 'workerd/modules.js' : `esm/${name}.js`),
      chunkFileNames: 'esm/[name].js',
      plugins: [
        files(() => entries.map((name) => [`esm/${name}.d.ts`, `export * from '../types/${fileOf(name)}';`])),
        files((bundle) => entries.map((name) => [`js/${name}.js`, wrapScript(name, bundle[`esm/${name}.js`])])),
        files((bundle) => entries.map((name) => [`workerd/${name}.js`, forWorkers(name, bundle[`esm/${name}.js`])])),
      ],
    },
  },
  {
    input,
    plugins: [nodeResolve(), inlineWasm(...WASM), minify({ toplevel: true }), minifyPrivate],
    output: {
      ...output,
      format: 'cjs',
      entryFileNames: 'cjs/[name].js',
      chunkFileNames: 'cjs/[name].js',
      plugins: [files(() => [['cjs/package.json', COMMONJS], ['types/package.json', COMMONJS], ...declarations()])],
    },
  },
  {
    input: { index: 'script' },
    plugins: [script, nodeResolve(), classicScript, minify({ compress: compressES5 }), namesForNode],
    output: {
      dir: 'build/script',
      format: 'iife',
      name: 'itsdangerous',
      banner: output.banner,
      freeze: false,
      plugins: [
        files(() => [['package.json', SCRIPT]]),
        files(() => MODULES.map((name) => [`${name}.js`, `module.exports = require('./index.js').${name};`])),
      ],
    },
  },
];
