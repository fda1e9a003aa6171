import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** The ids of a wasm binary's sections (WebAssembly core specification, 5.5.2). */
function sectionIds(binary: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < binary.length; ) {
    ids.push(binary[at++] as number);
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = binary[at++] as number;
      size |= (byte & 0x7f) << shift;
    }
    at += size;
  }
  return ids;
}

for (const file of ['build/core.wasm', 'build/zlib.wasm']) {
  describe(file, () => {
    const wasm = readFileSync(file);

    test('imports nothing and has no start function', () => {
      const START_SECTION = 8;
      expect(WebAssembly.Module.imports(new WebAssembly.Module(wasm))).toEqual([]);
      expect(sectionIds(wasm)).not.toContain(START_SECTION);
    });

    test('has a memory that cannot grow', () => {
      const { memory } = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
      expect(() => (memory as WebAssembly.Memory).grow(1)).toThrow(RangeError);
    });
  });
}

describe('build/simd.wasm', () => {
  const simd = new WebAssembly.Module(readFileSync('build/simd.wasm'));
  const core = new WebAssembly.Module(readFileSync('build/core.wasm'));

  test('imports the memory of the core and addresses in it, and nothing else', () => {
    const exported = WebAssembly.Module.exports(core).map(({ name, kind }) => ({ module: 'env', name, kind }));
    for (const imported of WebAssembly.Module.imports(simd)) {
      expect(['memory', 'global']).toContain(imported.kind);
      expect(exported).toContainEqual(imported);
    }
  });

  test('has nothing of its own in that memory', () => {
    const DATA_SECTION = 11;
    expect(sectionIds(readFileSync('build/simd.wasm'))).not.toContain(DATA_SECTION);
  });

  test('takes the place of functions in the table of the core', () => {
    const { exports } = new WebAssembly.Instance(core);
    const table = exports['table'] as WebAssembly.Table;
    const replaced = Array.from({ length: table.length }, (_, i) => table.get(i));
    for (const { name } of WebAssembly.Module.exports(simd)) expect(replaced).toContain(exports[name]);
  });
});
