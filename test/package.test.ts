/*
 * The package as a user gets it: packed, installed into an empty project, imported, required and type-checked there.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = mkdtempSync(join(tmpdir(), 'itsdangerous-wasm-'));
const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
let packed: string[];

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  // The build is there already, and another one would take it away from the tests beside this one.
  const pack = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const report = JSON.parse(pack);
  const [{ filename, files }] = Array.isArray(report) ? report : Object.values(report);
  packed = files.map(({ path }: { path: string }) => path);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', `./${filename}`);
}, 120_000);

afterAll(() => rmSync(project, { recursive: true }));

const USE = "console.log(new Signer('secret key').unsign(new Signer('secret key').sign('value')))";

test('imports and requires', () => {
  const imported = `import { Signer } from 'itsdangerous-wasm'; ${USE}`;
  expect(run('node', '--input-type=module', '--eval', imported)).toBe('value\n');
  const required = `const { Signer } = require('itsdangerous-wasm'); ${USE}`;
  expect(run('node', '--eval', required)).toBe('value\n');
});

test('the first example of the README', () => {
  const [, example] = /```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) as unknown as [string, string];
  expect(run('node', '--input-type=module', '--eval', example)).toBe('42 ada@example.com\n');
});

describe('types', () => {
  const program = `
    import { BadSignature, TimestampSigner, URLSafeTimedSerializer } from 'itsdangerous-wasm';
    const text: string = new TimestampSigner('secret key').unsign('token', { maxAge: 5 });
    const dated: [string, Date] = new TimestampSigner('secret key').unsign(text, { returnTimestamp: true });
    const loaded: number = new URLSafeTimedSerializer<number>('secret key').loads(dated[0]);
    export const error: Error = new BadSignature(String(loaded), text);
    // @ts-expect-error: no such option
    new TimestampSigner('secret key', { nonsense: 1 });
  `;
  const settings: [what: string, file: string, options: string[]][] = [
    ['an ES module', 'program.mts', ['--module', 'nodenext']],
    ['CommonJS', 'program.cts', ['--module', 'nodenext']],
    ['a bundler', 'program.ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ];
  for (const [what, file, options] of settings) {
    test(`in ${what}`, () => {
      writeFileSync(join(project, file), program);
      // The declarations themselves are checked too, without the types of any host.
      const strict = ['--strict', '--noEmit', '--types', '', '--lib', 'es2022', '--target', 'es2022'];
      expect(run('node', tsc, ...strict, ...options, file)).toBe('');
    });
  }
});

test('holds what is used, and nothing else', () => {
  const expected =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|build\/(core|zlib)\.wasm|build\/(esm|cjs|workerd|js|script)\/(index\.js|[\w-]+\.d\.ts|package\.json))$/;
  expect(packed.filter((path) => !expected.test(path))).toEqual([]);
  expect(packed).toContain('LICENSE');
});
