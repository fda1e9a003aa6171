import { promisify } from 'node:util';
import webpack from 'webpack';

export async function bundle(app, path) {
  const performance = { hints: false }; // the suite brings a large corpus
  const compiler = webpack({ mode: 'production', entry: app, output: { path, filename: 'app.js' }, performance });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
  return `${path}/app.js`;
}
