import { installed, run, version } from '../command.js';

const bun = installed('.bin/bun');

export default [
  {
    host: 'Bun',
    version: () => version(bun, '--version'),
    cells: { import: 'wasm', require: 'wasm', 'import /js': 'js', 'require /js': 'js', '/script': 'js' },
    run: (program) => run(bun, ['run', '--no-install', program]),
  },
];
