/*
 * The module of lanes, which a host may do without: the same tokens either way.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { referenceToken } from './reference.js';

const key = 'secret key';

/** Lengths from 0 to 200, each beside every other within a list or two: four lanes of unequal numbers of blocks. */
const LENGTHS = Array.from({ length: 64 * 65 }, (_, i) => (i * i + 89 * i) % 201);
const values = LENGTHS.map((length, i) => `${i}:`.repeat(length).slice(0, length));
const tokens = values.map((value) => String(referenceToken({ key }, value)));
const SIZES = [1, 2, 3, 4, 5, 63, 64, 65, values.length];

/** The library as if it were just loaded, with the calls of the function of lanes, if it is there, counted. */
async function loadLibrary(
  forbid: boolean,
): Promise<{ library: typeof import('../src/index.js'); calls: () => number }> {
  vi.resetModules();
  let calls = 0;
  const Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports = {}]): object {
      if (!('env' in imports)) return new target(module, imports);
      if (forbid) throw new WebAssembly.CompileError('no vectors here');
      const { macMany } = new target(module, imports).exports as { macMany: (...numbers: number[]) => void };
      const counted = (...numbers: number[]): void => {
        calls++;
        macMany(...numbers);
      };
      return { exports: { macMany: counted } };
    },
  });
  vi.stubGlobal('WebAssembly', {
    Instance,
    Module: WebAssembly.Module,
    Memory: WebAssembly.Memory,
  });
  const library = await import('../src/index.js');
  return { library, calls: () => calls };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ['where there are vectors', false],
  ['where there are none', true],
])('%s: the same tokens in lists of every length', async (_name, forbid) => {
  const { library, calls } = await loadLibrary(forbid);
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
  const { core } = await import('../src/core.js');
  const expectsLanes = core().run.memory instanceof WebAssembly.Memory && !forbid;
  expect(calls() > 0).toBe(expectsLanes);
});
