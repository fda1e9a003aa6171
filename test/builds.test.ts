/*
 * What `npm run build` makes, on hosts that lack something: contexts without anything of Node's, a Node without WebAssembly, and a
 * bundler that hands over compiled modules. Real hosts of each kind are in test/hosts.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Context, createContext, Script } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Loads a CommonJS file and what it requires into a context that has nothing of Node's. */
function requireIn(context: Context, file: string): Record<string, unknown> {
  const module = { exports: {} };
  const wrapped = `(function (module, exports, require) {${readFileSync(file, 'utf8')}\n})`;
  const require = (path: string): unknown => requireIn(context, join(dirname(file), path));
  new Script(wrapped).runInContext(context)(module, module.exports, require);
  return module.exports;
}

/** The token that Python makes: see the README. */
const SIGN = "new itsdangerous.Signer('secret key').sign('value')";
const TOKEN = 'value.3h1kfBFjrdSRQnulP4JjSjkZVAc';
const COMPRESS = "new itsdangerous.URLSafeSerializer('secret key').dumps('a'.repeat(99)).slice(0, 6)";

function evaluate(context: Context, expression: string): unknown {
  return new Script(expression).runInContext(context);
}

describe('without anything of Node or the web', () => {
  for (const file of ['build/cjs/index.js', 'build/script/index.js']) {
    test(`${file} works`, () => {
      const context = createContext({});
      expect(evaluate(context, 'typeof Buffer + typeof atob + typeof TextEncoder')).toBe('undefined'.repeat(3));
      Object.assign(context, { itsdangerous: requireIn(context, file) });
      expect(evaluate(context, SIGN)).toBe(TOKEN);
      expect(evaluate(context, COMPRESS)).toBe('.eJxTS');
    });
  }
});

describe('where WebAssembly is forbidden', () => {
  const forbidding = (): Context => createContext({}, { codeGeneration: { wasm: false, strings: false } });

  test('the main entry loads, and every call that needs the core says what to use instead', () => {
    const context = forbidding();
    Object.assign(context, { itsdangerous: requireIn(context, 'build/cjs/index.js') });
    for (const expression of [SIGN, SIGN, COMPRESS]) {
      expect(() => evaluate(context, expression)).toThrow(/WebAssembly.*itsdangerous-wasm\/js/);
    }
  });

  test('/js works', () => {
    const context = forbidding();
    Object.assign(context, { itsdangerous: requireIn(context, 'build/script/index.js') });
    expect(evaluate(context, SIGN)).toBe(TOKEN);
    expect(evaluate(context, COMPRESS)).toBe('.eJxTS');
  });
});

describe('in a Node that has no WebAssembly', () => {
  function jitless(folder: string): string {
    const url = pathToFileURL(`build/${folder}/index.js`);
    const program = `
      import * as itsdangerous from '${url}';
      const answers = [typeof WebAssembly];
      for (let i = 0; i < 2; i++) {
        try {
          answers.push(${SIGN});
        } catch (error) {
          answers.push(error.message);
        }
      }
      console.log(JSON.stringify(answers));`;
    return execFileSync(process.execPath, ['--jitless', '--input-type=module', '--eval', program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  test('the main entry says so, at the second call too', () => {
    const message = 'This host forbids WebAssembly or has none: import itsdangerous-wasm/js instead';
    expect(JSON.parse(jitless('esm'))).toEqual(['undefined', message, message]);
  });

  test('/js works', () => {
    expect(JSON.parse(jitless('js'))).toEqual(['undefined', TOKEN, TOKEN]);
  });
});

test('Workers: modules that the host compiled are used, and no bytes', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { Signer, URLSafeSerializer } from './build/workerd/index.js';
        const itsdangerous = { Signer, URLSafeSerializer };
        answer = [${SIGN}, ${COMPRESS}];`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: 'iife',
    plugins: [
      {
        name: 'compiled-modules',
        setup({ onLoad }) {
          onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
            contents: `export default compile(${JSON.stringify(path)});`,
          }));
        },
      },
    ],
  });
  const context = createContext({ answer: undefined }, { codeGeneration: { wasm: false, strings: false } });
  // Compiled out here, as by the host that refuses bytes inside.
  Object.assign(context, { compile: (path: string) => new WebAssembly.Module(readFileSync(path)) });
  evaluate(context, (outputFiles[0] as { text: string }).text);
  expect(evaluate(context, 'answer.join()')).toBe(`${TOKEN},.eJxTS`);
});

describe('the script', () => {
  const script = readFileSync('build/script/index.js', 'utf8');

  /** A context in which the script ran as a classic one. */
  function running(before = ''): Context {
    const context = createContext({});
    evaluate(context, before);
    evaluate(context, script);
    return context;
  }

  test('makes one global', () => {
    expect(Object.keys(running())).toEqual(['itsdangerous']);
  });

  test('has what the main entry has', async () => {
    const main = await import(String(pathToFileURL('build/esm/index.js')));
    expect(evaluate(running(), 'Object.keys(itsdangerous)')).toEqual(expect.arrayContaining(Object.keys(main)));
  });

  // Each is what some embedded host lacks.
  const MISSING = [
    'Symbol, Map, WeakMap, Set, Promise, Proxy, Reflect, BigInt, WebAssembly',
    'Array.from, Array.of, Array.prototype.find, Array.prototype.includes, Array.prototype.flatMap, Array.prototype[Symbol.iterator]',
    'String.prototype.padStart, String.prototype.isWellFormed, String.prototype[Symbol.iterator]',
    'Uint8Array.of, Uint8Array.from, Object.getPrototypeOf(Uint8Array).of, Object.getPrototypeOf(Uint8Array).from',
    ...['slice', 'fill', 'map', 'copyWithin'].map((name) => `Object.getPrototypeOf(Uint8Array).prototype.${name}`),
    'Object.entries, Object.values, Object.fromEntries, Math.fround',
  ];
  for (const names of MISSING) {
    test(`works without ${names}`, () => {
      const context = running(
        names
          .split(', ')
          .map((name) => `delete ${name === name.split('.')[0] ? `globalThis.${name}` : name};`)
          .join('\n'),
      );
      expect(evaluate(context, SIGN)).toBe(TOKEN);
      expect(
        evaluate(
          context,
          `var s = new itsdangerous.URLSafeTimedSerializer(['old', 'new'], { salt: new Uint8Array([1]), fallbackSigners: [{ digestMethod: 'sha512' }] });
          var value = { 'ä\\ud83d\\ude00': [new Array(99).join('b'), null, 1.5] };
          JSON.stringify(s.loads(s.dumps(value), { maxAge: 60 })) === JSON.stringify(value)`,
        ),
      ).toBe(true);
    });
  }

  test('without BigInt, an integer that a number cannot hold is refused', () => {
    const context = running('delete globalThis.BigInt');
    const load = (json: string): unknown =>
      evaluate(
        context,
        `var s = new itsdangerous.Serializer('key'); var result = s.tryLoads(new itsdangerous.Signer('key', { salt: 'itsdangerous' }).sign('${json}'));
        result.ok ? result.payload : result.error.code + ' ' + result.error.originalError.message`,
      );
    expect(load('9007199254740991')).toBe(2 ** 53 - 1);
    expect(load('9007199254740993')).toBe(
      'ERR_BAD_PAYLOAD 9007199254740993 needs BigInt, which this host does not have',
    );
    expect(evaluate(context, 'itsdangerous.bytesToInt(itsdangerous.intToBytes(9007199254740991))')).toBe(2 ** 53 - 1);
    expect(() => evaluate(context, 'itsdangerous.bytesToInt(new Uint8Array([32, 0, 0, 0, 0, 0, 1]))')).toThrow(
      'BigInt',
    );
  });
});
