import { installed, run, version } from '../command.js';

const deno = installed('.bin/deno');

export default [
  {
    host: 'Deno',
    version: () => version(deno, '--version'),
    cells: { import: 'wasm', require: 'wasm', 'import /js': 'js', 'require /js': 'js', '/script': 'js' },
    run: (program) => run(deno, ['run', '--allow-read', '--no-prompt', program]),
  },
];
