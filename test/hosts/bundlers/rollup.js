import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';

export async function bundle(app, outdir) {
  const file = `${outdir}/app.mjs`;
  const onwarn = ({ message }) => {
    throw new Error(message);
  };
  const build = await rollup({ input: app, plugins: [nodeResolve()], onwarn });
  await build.write({ file, format: 'es' });
  await build.close();
  return file;
}
