/*
 * What an installation brings along: nothing but the package. And what its tools are, to the byte.
 * That the build gives the same wasm twice is proved in prove/reproducible-build.prove.ts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Where tools are installed: each folder with a manifest has a lockfile. */
const MANIFESTS = ['.', 'bench', 'examples/express/app', 'test/hosts', 'test/measures', 'test/package'];

test('the package depends on nothing, and runs nothing when it is installed', () => {
  const manifest = json('package.json');
  for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies']) {
    expect(manifest, kind).not.toHaveProperty(kind);
  }
  for (const script of [
    'preinstall',
    'install',
    'postinstall',
    'prepare',
    'preprepare',
    'postprepare',
    'dependencies',
  ]) {
    expect(manifest.scripts, script).not.toHaveProperty(script);
  }
  // npm would compile what it finds there.
  expect(readdirSync('.')).not.toContain('binding.gyp');
});

test('its source imports itself alone', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) {
    const source = readFileSync(`src/${file}`, 'utf8').replace(/^ *(\*|\/\/).*$/gm, '');
    const imports = [...source.matchAll(/\b(?:from|import|require)\b\s*\(?\s*['"]([^'"]*)/g)];
    for (const [, from] of imports) expect(from, file).toMatch(/^(\.\.?\/|#(core|simd|zlib)\.(wasm|js)$)/);
  }
});

test.each(MANIFESTS)('%s: a lockfile names every tool with its hash, and no place to get it from', (folder) => {
  const manifest = json(`${folder}/package.json`);
  const { lockfileVersion, packages } = json(`${folder}/package-lock.json`);
  expect(lockfileVersion).toBe(3);
  const { '': root, ...tools } = packages;
  for (const kind of ['dependencies', 'devDependencies']) expect(root[kind], kind).toEqual(manifest[kind]);
  for (const [path, tool] of Object.entries<{ integrity?: string; inBundle?: boolean }>(tools)) {
    // What another package brings in itself is in that one's hash.
    if (!tool.inBundle) expect(tool.integrity, path).toMatch(/^sha512-/);
    expect(tool, path).not.toHaveProperty('resolved');
  }
});
