/*
 * Cloudflare's runtime, by itself. It takes wasm only as a module of the worker, which a bundler finds in the package under
 * the `workerd` condition, as wrangler does; without that condition it is a host that forbids wasm.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { installed, packageVersion, run } from '../command.js';

const workerd = installed('.bin/workerd');

/** Bundles the program into a worker that runs it inside a handler. */
async function runWorker(program, conditions) {
  const outdir = `${program}-${conditions.join('-')}`;
  await build({
    stdin: {
      contents: `export default { async test() { await import('./${basename(program)}'); } };`,
      resolveDir: dirname(program),
      sourcefile: 'worker.js',
    },
    outdir,
    entryNames: 'worker',
    bundle: true,
    format: 'esm',
    conditions,
    loader: { '.wasm': 'copy' },
  });
  const wasm = readdirSync(outdir).filter((name) => name.endsWith('.wasm'));
  const modules = ['(name = "worker.js", esModule = embed "worker.js")'];
  for (const name of wasm) modules.push(`(name = "./${name}", wasm = embed "${name}")`);
  const config = join(outdir, 'config.capnp');
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (services = [(name = "main", worker = (
      modules = [${modules}], compatibilityDate = "2026-10-20"))]);`,
  );
  return run(workerd, ['test', config]);
}

const row = (host, conditions, cells) => ({
  host,
  version: () => packageVersion('workerd'),
  cells,
  run: (program) => runWorker(program, conditions),
});

export default [
  row('workerd', ['workerd', 'worker', 'browser'], { import: 'wasm', 'import /js': 'js' }),
  row('workerd, without its condition', ['import'], { import: 'refused' }),
];
