/* GNOME's two JavaScript shells: gjs is Firefox's engine without `atob`, jsc WebKit's without `TextEncoder`. */
import { debianVersion, run, version } from '../command.js';

const cells = { import: 'wasm', 'import /js': 'js', '/script': 'js' };

export default [
  {
    host: 'gjs',
    version: () => version('gjs', '--version'),
    byPath: true,
    print: 'print',
    cells,
    run: (program) => run('gjs', program.endsWith('.mjs') ? ['-m', program] : [program]),
  },
  {
    host: 'jsc',
    version: () => debianVersion('libjavascriptcoregtk-4.0-bin'),
    byPath: true,
    print: 'print',
    cells,
    run: (program) => run('jsc', [program]),
  },
];
