import { expect, test } from 'vitest';
import { core } from '../src/core.js';

test('the backend is the one that these tests are to run on', ({ task }) => {
  const isWasm = core().run.memory instanceof WebAssembly.Memory;
  expect(isWasm ? 'wasm' : 'converted').toBe(task.file.projectName);
});
