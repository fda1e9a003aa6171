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

describe('build/lanes.wasm', () => {
  const lanes = new WebAssembly.Module(readFileSync('build/lanes.wasm'));

  test('imports the memory of the core and nothing else', () => {
    expect(WebAssembly.Module.imports(lanes)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  });

  test('has nothing of its own in that memory', () => {
    const DATA_SECTION = 11;
    expect(sectionIds(readFileSync('build/lanes.wasm'))).not.toContain(DATA_SECTION);
  });
});
