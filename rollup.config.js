import { readdirSync, readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { wasm } from '@rollup/plugin-wasm';

const compiled = 'build/tsc';

/**
 * Puts the declarations that tsc wrote beside each bundle. A folder whose package.json says "commonjs" makes the same
 * declarations describe a CommonJS module.
 */
const declarations = {
  name: 'declarations',
  generateBundle({ format }) {
    for (const fileName of readdirSync(compiled, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(`${compiled}/${fileName}`) });
    }
    if (format === 'cjs') {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
    }
  },
};

export default {
  input: Object.fromEntries(
    ['index', 'flask/index', 'django/index', 'starlette/index', 'express/index'].map((name) => [
      name,
      `${compiled}/${name}.js`,
    ]),
  ),
  plugins: [
    nodeResolve(),
    wasm({ sync: ['build/core.wasm', 'build/zlib.wasm'], targetEnv: 'auto-inline' }),
    declarations,
  ],
  output: [
    { dir: 'build/esm', format: 'es' },
    { dir: 'build/cjs', format: 'cjs' },
  ],
};
