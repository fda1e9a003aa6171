import { build } from 'esbuild';

export async function bundle(app, outdir) {
  const outfile = `${outdir}/app.mjs`;
  await build({ entryPoints: [app], outfile, bundle: true, minify: true, format: 'esm' });
  return outfile;
}
