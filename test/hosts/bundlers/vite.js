import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build } from 'vite';

export async function bundle(app, outDir) {
  const page = `${app}.html`;
  writeFileSync(page, `<!doctype html><script type="module" src="./${basename(app)}"></script>`);
  const onwarn = ({ message }) => {
    throw new Error(message);
  };
  const rollupOptions = { input: page, output: { entryFileNames: 'app.mjs' }, onwarn };
  await build({ root: dirname(app), configFile: false, logLevel: 'error', build: { outDir, rollupOptions } });
  return `${outDir}/app.mjs`;
}
