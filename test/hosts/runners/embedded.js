/* Engines for embedding that have no WebAssembly, and load one script. */
import { debianVersion, HERMES, packageVersion, run } from '../command.js';

export default [
  {
    host: 'Hermes',
    version: () => packageVersion('hermes-engine-cli'),
    print: 'print',
    cells: { '/script': 'js' },
    run: (program) => run(HERMES, [program]),
  },
  {
    host: 'Duktape',
    version: () => debianVersion('duktape'),
    print: 'print',
    cells: { '/script': 'js' },
    run: (program) => run('duk', [program]),
  },
];
