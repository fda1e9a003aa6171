import { join } from 'node:path';
import { installed, run, version } from '../command.js';

const path = (major) => installed(`node-${major}/bin/node`);
const NEWEST = path(26);

const nodes = [20, 22, 24, 26].map((major) => ({
  host: 'Node',
  version: () => version(path(major), '--version'),
  cells: { import: 'wasm', require: 'wasm', 'import /js': 'js', 'require /js': 'js', '/script': 'js' },
  run: (program) => run(path(major), [program]),
}));

const withoutWebAssembly = {
  host: 'Node --jitless',
  version: () => version(NEWEST, '--version'),
  cells: { import: 'refused', require: 'refused', 'import /js': 'js', 'require /js': 'js', '/script': 'js' },
  run: (program) => run(NEWEST, ['--jitless', program]),
};

/** An empty context in which the host forbids wasm: what a Workers handler does, too. */
const inContext = {
  host: 'Node, vm context without wasm',
  version: () => version(NEWEST, '--version'),
  byPath: true,
  print: 'print',
  cells: { import: 'refused', 'import /js': 'js' },
  run: (program) => run(NEWEST, ['--experimental-vm-modules', join(import.meta.dirname, 'node-context.js'), program]),
};

export default [...nodes, withoutWebAssembly, inContext];
