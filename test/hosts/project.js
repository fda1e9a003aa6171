/* The package as a user gets it: packed, and installed from the archive into an empty project. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'itsdangerous-wasm';

/** The ways to the library, each a column of the table. */
export const WAYS = {
  import: { entry: '', form: 'module' },
  require: { entry: '', form: 'commonjs' },
  'import /js': { entry: '/js', form: 'module' },
  'require /js': { entry: '/js', form: 'commonjs' },
  '/script': { entry: '/script', form: 'script' },
  'Signer only': { app: 'bundlers/signer-only.js' },
};

const EXTENSIONS = { module: 'mjs', commonjs: 'cjs', script: 'js' };

const read = (...path) => readFileSync(join(...path), 'utf8');

export class Project {
  folder = mkdtempSync(join(tmpdir(), 'itsdangerous-hosts-'));
  #suite = read(import.meta.dirname, 'suite.js');
  #corpus = read(import.meta.dirname, '../vectors/itsdangerous.jsonl')
    .trim()
    .split('\n')
    .slice(1)
    .join(',\n');

  constructor() {
    const root = join(import.meta.dirname, '../..');
    const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    npm(root, 'pack', '--silent', '--pack-destination', this.folder);
    const archive = readdirSync(this.folder).find((file) => file.endsWith('.tgz'));
    writeFileSync(join(this.folder, 'package.json'), '{ "private": true }');
    npm(this.folder, 'install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', `./${archive}`);
  }

  /** The file of an entry, as `exports` of the installed package names it, from the project's folder. */
  #fileOf(entry, ...conditions) {
    let target = JSON.parse(read(this.folder, 'node_modules', NAME, 'package.json')).exports[`.${entry}`];
    while (typeof target === 'object') {
      target = Object.entries(target).find(([key]) => [...conditions, 'default'].includes(key))?.[1];
    }
    if (target === undefined) throw new Error(`the package exports no ${NAME}${entry}`);
    return join('node_modules', NAME, target);
  }

  /**
   * Writes a program that asks the suite of what one of WAYS leads to, and hands the results as JSON to the host's `print`.
   * A host that resolves no package names (`byPath`) imports the file.
   *
   * @returns the program's path
   */
  write(way, backend, { print = 'console.log', byPath = false }) {
    const folder = mkdtempSync(join(this.folder, 'program-'));
    const { app, entry, form } = WAYS[way];
    if (app) {
      const path = join(folder, 'app.mjs');
      writeFileSync(path, read(import.meta.dirname, app).replace('console.log', print));
      return path;
    }
    const specifier = byPath ? `../${this.#fileOf(entry, 'import')}` : NAME + entry;
    const library = {
      module: () => `import * as library from '${specifier}';`,
      commonjs: () => `var library = require('${specifier}');`,
      script: () => `${read(this.folder, this.#fileOf(entry))}\nvar library = itsdangerous;`,
    }[form]();
    const path = join(folder, `program.${EXTENSIONS[form]}`);
    const ask = `${print}(JSON.stringify(suite(library, corpus, '${backend}')));`;
    writeFileSync(path, `${[library, this.#suite, `var corpus = [${this.#corpus}];`, ask].join('\n')}\n`);
    return path;
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}
