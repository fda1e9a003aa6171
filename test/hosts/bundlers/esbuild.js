import { build } from 'esbuild';

export async function bundle(app, outdir) {
  const outfile = `${outdir}/app.mjs`;
  const { warnings } = await build({ entryPoints: [app], outfile, bundle: true, minify: true, format: 'esm' });
  if (warnings.length) throw new Error(warnings[0].text);
  return outfile;
}
