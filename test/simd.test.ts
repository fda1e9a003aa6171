/*
 * The module of vectors, which a host may do without: the same tokens either way.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { referenceToken } from './reference.js';

const key = 'secret key';

/** Lengths from 0 to 200, each beside every other within a list or two: four lanes of unequal numbers of blocks. */
const LENGTHS = Array.from({ length: 64 * 65 }, (_, i) => (i * i + 89 * i) % 201);
const values = LENGTHS.map((length, i) => `${i}:`.repeat(length).slice(0, length));
const tokens = values.map((value) => String(referenceToken({ key }, value)));
const SIZES = [1, 2, 3, 4, 5, 63, 64, 65, values.length];

/** The library as if it were just loaded, and what its core exports. */
async function loadLibrary(
  forbid: boolean,
): Promise<{ library: typeof import('../src/index.js'); core: () => WebAssembly.Exports | undefined }> {
  vi.resetModules();
  let core: WebAssembly.Exports | undefined;
  const Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports = {}]): object {
      if (!('env' in imports)) return new target(module, imports);
      core = imports.env;
      if (forbid) throw new WebAssembly.CompileError('no vectors here');
      return new target(module, imports);
    },
  });
  vi.stubGlobal('WebAssembly', { ...WebAssembly, Module: WebAssembly.Module, Instance });
  return { library: await import('../src/index.js'), core: () => core };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ['where there are vectors', false],
  ['where there are none', true],
])('%s: the same tokens of every length, by themselves and in lists', async (_name, forbid) => {
  const { library, core } = await loadLibrary(forbid);
  for (const digestMethod of ['sha1', 'sha224', 'sha256', 'sha512'] as const) {
    const signer = new library.Signer(key, { digestMethod });
    for (const value of values.slice(0, 201)) {
      expect(signer.sign(value), `${digestMethod}: ${value}`).toBe(
        String(referenceToken({ key, digestMethod }, value)),
      );
    }
  }
  const signer = new library.Signer(key);
  const old = new library.Signer([key, 'newer']);
  for (const size of SIZES) {
    for (const from of [0, 7]) {
      const expected = tokens.slice(from, from + size);
      expect(signer.signMany(values.slice(from, from + size))).toEqual(expected);
      const read = old.tryUnsignMany(expected).map((result) => result.ok && result.value);
      expect(read).toEqual(values.slice(from, from + size));
    }
  }
  // On the converted core, nobody asks for vectors.
  const exports = core();
  if (exports === undefined) return;
  const table = exports['table'] as WebAssembly.Table;
  const own = Array.from({ length: table.length }, (_, i) => Object.values(exports).includes(table.get(i)));
  expect(own.filter(Boolean).length).toBe(forbid ? 5 : 0);
});
