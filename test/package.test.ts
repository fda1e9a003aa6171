/*
 * The package as a user gets it: packed, installed into an empty project, imported, required and type-checked there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODULES } from '../rollup.config.js';
import { installPacked } from '../scripts/install-packed.js';

const { exports, typesVersions } = JSON.parse(readFileSync('package.json', 'utf8'));
let installed: ReturnType<typeof installPacked>;

/** Tools with a manifest of their own. */
const tool = (path: string): string => resolve('test/package/node_modules', path);

beforeAll(() => {
  const install = ['ci', '--no-audit', '--no-fund'];
  if (!existsSync(tool('publint'))) execFileSync('npm', install, { cwd: 'test/package', stdio: 'ignore' });
  installed = installPacked();
});

afterAll(() => rmSync(installed.project, { recursive: true }));

function node(...args: string[]): string {
  try {
    const options = { cwd: installed.project, encoding: 'utf8' } as const;
    return execFileSync(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(stdout + stderr);
  }
}

const esModule = (program: string): string => node('--input-type=module', '--eval', program);
const commonJS = (program: string): string => node('--input-type=commonjs', '--eval', program);

describe('exports', () => {
  test('are the entries that are built', () => {
    const expected: Record<string, unknown> = {};
    for (const name of ['index', ...MODULES]) {
      const subpath = name === 'index' ? '' : `/${name}`;
      const esTypes = `./build/esm/${name}.d.ts`;
      const types = `./build/types/${name === 'index' ? name : `${name}/index`}.d.ts`;
      expected[`.${subpath}`] = {
        workerd: { types: esTypes, default: `./build/workerd/${name}.js` },
        import: { types: esTypes, default: `./build/esm/${name}.js` },
        require: { types, default: `./build/cjs/${name}.js` },
      };
      expected[`./js${subpath}`] = {
        import: { types: esTypes, default: `./build/js/${name}.js` },
        require: { types, default: `./build/script/${name}.js` },
      };
    }
    expected['./script'] = { types: './build/types/index.d.ts', default: './build/script/index.js' };
    expected['./core.wasm'] = './build/core.wasm';
    expected['./package.json'] = './package.json';
    // As text, for of conditions the first that holds is taken.
    expect(JSON.stringify(exports, null, 2)).toBe(JSON.stringify(expected, null, 2));
  });

  test('are there for TypeScript that knows no exports', () => {
    const types = Object.entries<{ types?: string; require?: { types: string } }>(exports)
      .map(([subpath, entry]) => [subpath.slice(2), entry.require?.types ?? entry.types])
      .filter(([name, file]) => name !== '' && file !== undefined);
    const { 'js/*': underJS, ...others } = typesVersions['*'];
    const found = (name: string): string[] =>
      others[name] ?? underJS.map((file: string) => file.replace('*', name.slice('js/'.length)));
    expect(Object.keys(others)).toEqual(types.map(([name]) => name).filter((name) => !name?.startsWith('js/')));
    expect(Object.fromEntries(types.map(([name]) => [name, found(name as string)]))).toEqual(
      Object.fromEntries(types.map(([name, file]) => [name, [file]])),
    );
  });

  const entries = ['', '/js', '/script', ...MODULES.flatMap((name) => [`/${name}`, `/js/${name}`])];

  test.each(entries)('itsdangerous-wasm%s: the same names, imported and required', (entry) => {
    // The script, which is what is required as /js, has the modules too.
    const others = JSON.stringify(['default', 'module.exports', ...MODULES]);
    const names = `Object.keys(entry).filter((name) => !${others}.includes(name)).sort().join()`;
    const imported = esModule(`import * as entry from 'itsdangerous-wasm${entry}'; console.log(${names})`);
    expect(imported).toBe(commonJS(`const entry = require('itsdangerous-wasm${entry}'); console.log(${names})`));
    expect(imported.length).toBeGreaterThan(10);
  });

  const signs = "console.log(new Signer('secret key').sign('value'))";
  const TOKEN = 'value.3h1kfBFjrdSRQnulP4JjSjkZVAc\n';

  test.each(['', '/js', '/script'])('itsdangerous-wasm%s signs as Python does', (entry) => {
    expect(esModule(`import { Signer } from 'itsdangerous-wasm${entry}'; ${signs}`)).toBe(TOKEN);
    expect(commonJS(`const { Signer } = require('itsdangerous-wasm${entry}'); ${signs}`)).toBe(TOKEN);
  });

  test.each(['', '/js'])('instanceof holds among the entries of itsdangerous-wasm%s', (entry) => {
    const classes =
      "filter(([name, value]) => typeof value === 'function' && /(Serializer|TimestampSigner|^Signer)$/.test(name))";
    const check = `
      const bases = Object.values(main).filter((value) => typeof value === 'function');
      const strangers = modules.flatMap((entry) => Object.entries(entry).${classes})
        .filter(([, value]) => !bases.some((base) => base === value || base.isPrototypeOf(value)));
      console.log(strangers.length)`;
    const paths = MODULES.map((name) => `'itsdangerous-wasm${entry}/${name}'`);
    const imports = paths.map((path) => `await import(${path})`);
    expect(esModule(`import * as main from 'itsdangerous-wasm${entry}'; const modules = [${imports}]; ${check}`)).toBe(
      '0\n',
    );
    const requires = paths.map((path) => `require(${path})`);
    expect(commonJS(`const main = require('itsdangerous-wasm${entry}'), modules = [${requires}]; ${check}`)).toBe(
      '0\n',
    );
  });

  test('importing makes nothing: no instance, no global', () => {
    const program = `
      const before = Object.getOwnPropertyNames(globalThis).length;
      let calls = 0;
      for (const name of ['Module', 'Instance']) WebAssembly[name] = class { constructor() { calls++; } };
      for (const entry of ${JSON.stringify(entries)}) await import('itsdangerous-wasm' + entry);
      console.log(calls, Object.getOwnPropertyNames(globalThis).length - before)`;
    expect(esModule(program)).toBe('0 0\n');
  });
});

test('the first example of the README', () => {
  const [, example] = /```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) as unknown as [string, string];
  expect(esModule(example)).toBe('42 ada@example.com\n');
});

describe('types', () => {
  const program = `
    import { BadSignature, TimestampSigner, URLSafeTimedSerializer } from 'itsdangerous-wasm';
    import { Signer } from 'itsdangerous-wasm/js';
    import { context } from 'itsdangerous-wasm/script';
    const text: string = new TimestampSigner('secret key').unsign('token', { maxAge: 5 });
    const dated: [string, Date] = new TimestampSigner('secret key').unsign(text, { returnTimestamp: true });
    const loaded: number = new URLSafeTimedSerializer<number>('secret key').loads(dated[0]);
    // One declaration, whichever entry it comes from.
    export const signer: Signer = new TimestampSigner('secret key', { salt: context('a') });
    export const error: Error = new BadSignature(String(loaded), text);
    // @ts-expect-error: no such option
    new TimestampSigner('secret key', { nonsense: 1 });
  `;
  const TSC = resolve('node_modules/typescript/bin/tsc');
  const settings: [what: string, file: string, compiler: string, options: string[]][] = [
    ['an ES module', 'program.mts', TSC, ['--module', 'nodenext']],
    ['CommonJS', 'program.cts', TSC, ['--module', 'nodenext']],
    ['a bundler', 'program.ts', TSC, ['--module', 'esnext', '--moduleResolution', 'bundler']],
    [
      'TypeScript 5 without exports',
      'program.ts',
      tool('typescript/bin/tsc'),
      ['--module', 'commonjs', '--moduleResolution', 'node10'],
    ],
  ];
  for (const [what, file, compiler, options] of settings) {
    test(`in ${what}`, () => {
      writeFileSync(join(installed.project, file), program);
      // The declarations themselves are checked too, without the types of any host.
      const strict = ['--strict', '--noEmit', '--lib', 'es2022', '--target', 'es2022'];
      expect(node(compiler, ...strict, ...options, file)).toBe('');
    });
  }

  test('attw finds nothing', () => {
    // No module that TypeScript knows.
    const options = ['--exclude-entrypoints', 'core.wasm', '--format', 'json'];
    const report = JSON.parse(node(tool('@arethetypeswrong/cli/dist/index.js'), installed.tarball, ...options));
    expect(report.analysis.problems).toEqual([]);
  });
});

test('publint finds nothing', () => {
  expect(node(tool('publint/src/cli.js'), installed.tarball, '--strict')).toContain('All good!');
});

test.each(['import', 'workerd'])(
  'what is imported for nothing is left out, but for the script: %s',
  async (condition) => {
    const [script, ...others] = await Promise.all(
      ['/script', '', '/js', ...MODULES.flatMap((name) => [`/${name}`, `/js/${name}`])].map(async (entry) => {
        const { outputFiles } = await build({
          stdin: { contents: `import 'itsdangerous-wasm${entry}';`, resolveDir: installed.project },
          bundle: true,
          write: false,
          minify: true,
          format: 'esm',
          logLevel: 'silent',
          conditions: [condition],
          external: ['*.wasm'],
        });
        return (outputFiles[0] as { text: string }).text;
      }),
    );
    expect(others.filter((text) => text !== '')).toEqual([]);
    expect(script).not.toBe('');
  },
);

test('is as small as it is to be', () => {
  execFileSync(process.execPath, ['scripts/size.js'], { stdio: ['ignore', 'ignore', 'pipe'] });
});

test('the script is ES5', () => {
  const script = join(installed.project, 'node_modules/itsdangerous-wasm/build/script/index.js');
  expect(node(tool('acorn/bin/acorn'), '--ecma5', '--silent', script)).toBe('');
});

test('holds what is used, and nothing else', () => {
  const expected = [
    /^(package\.json|README\.md|LICENSE)$/,
    /^build\/(core|simd|zlib)\.wasm$/,
    /^build\/(esm|cjs|workerd|js|script)\/[\w-]+\.js$/,
    /^build\/(types|esm)\/([\w-]+\/)?[\w-]+\.d\.ts$/,
    /^build\/(types|cjs|script)\/package\.json$/,
  ];
  expect(installed.files.filter((path) => !expected.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(installed.files).toContain('LICENSE');
});
