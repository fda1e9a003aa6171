/* QuickJS and quickjs-ng, each compiled to WebAssembly itself; what runs inside has none. */
import { join } from 'node:path';
import { packageVersion, run } from '../command.js';

const cells = { import: 'refused', 'import /js': 'js', '/script': 'js' };

const inside = (engine) => (program) => run('node', [join(import.meta.dirname, 'quickjs-shell.js'), engine, program]);

export default [
  {
    host: 'QuickJS',
    version: () => `quickjs-emscripten ${packageVersion('quickjs-emscripten')}`,
    byPath: true,
    print: 'print',
    cells,
    run: inside('@jitl/quickjs-wasmfile-release-sync'),
  },
  {
    host: 'quickjs-ng',
    version: () => `quickjs-emscripten ${packageVersion('@jitl/quickjs-ng-wasmfile-release-sync')}`,
    byPath: true,
    print: 'print',
    cells,
    run: inside('@jitl/quickjs-ng-wasmfile-release-sync'),
  },
];
