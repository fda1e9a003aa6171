import { promisify } from 'node:util';
import webpack from 'webpack';

export async function bundle(app, path) {
  const compiler = webpack({ mode: 'production', entry: app, output: { path, filename: 'app.js' } });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
  return `${path}/app.js`;
}
