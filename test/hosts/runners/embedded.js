/* Engines for embedding that have no WebAssembly, and load one script. */
import { debianVersion, installed, packageVersion, run } from '../command.js';

const hermes = installed('hermes-engine-cli/linux64-bin/hermes');

export default [
  {
    host: 'Hermes',
    version: () => packageVersion('hermes-engine-cli'),
    print: 'print',
    cells: { '/script': 'js' },
    run: (program) => run(hermes, [program]),
  },
  {
    host: 'Duktape',
    version: () => debianVersion('duktape'),
    print: 'print',
    cells: { '/script': 'js' },
    run: (program) => run('duk', [program]),
  },
];
