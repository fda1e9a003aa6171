/* React Native's bundler, set up as a new app of React Native is. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Metro from 'metro';

const { resolve } = createRequire(import.meta.url);

export async function bundle(app, out) {
  const projectRoot = dirname(dirname(app));
  const preset = JSON.stringify(resolve('@react-native/babel-preset'));
  writeFileSync(join(projectRoot, 'babel.config.js'), `module.exports = { presets: [${preset}] };`);
  const installed = join(import.meta.dirname, '../node_modules');
  const config = await Metro.loadConfig(
    { cwd: projectRoot },
    {
      projectRoot,
      watchFolders: [projectRoot, installed],
      resolver: {
        nodeModulesPaths: [installed],
        sourceExts: ['js', 'mjs', 'cjs', 'json'],
        unstable_enablePackageExports: true,
        unstable_conditionNames: ['require', 'react-native'],
      },
      transformer: { babelTransformerPath: resolve('metro-babel-transformer') },
      reporter: { update() {} },
    },
  );
  await Metro.runBuild(config, { entry: app, out, platform: 'android', dev: false, minify: false });
  return `${out}.js`;
}
