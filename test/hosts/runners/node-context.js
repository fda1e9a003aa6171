/* Runs the module that is named on the command line in a context of its own, which has no host's objects and may not compile wasm. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createContext, SourceTextModule } from 'node:vm';

const context = createContext({ print: console.log }, { codeGeneration: { strings: false, wasm: false } });

async function load(path) {
  const module = new SourceTextModule(readFileSync(path, 'utf8'), { context, identifier: path });
  await module.link((specifier) => load(resolve(path, '..', specifier)));
  return module;
}

await (await load(process.argv[2])).evaluate();
