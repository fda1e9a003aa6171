import { expect, test } from 'vitest';
import { core } from '../src/core.js';

test('the backend is the one that these tests are to run on', ({ task }) => {
  const isWasm = core().run.memory instanceof WebAssembly.Memory;
  // In a browser its name follows.
  expect(task.file.projectName?.split(' ')[0]).toBe(isWasm ? 'wasm' : 'converted');
});
