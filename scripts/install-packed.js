/*
 * The package as a user gets it: packed, and installed into an empty project.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packs what is built; the caller removes `project` in the end. */
export function installPacked() {
  const project = mkdtempSync(join(tmpdir(), 'itsdangerous-wasm-'));
  // No scripts, for the build is there already, and another one would take it away from tests that run beside this.
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const report = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const [{ filename, files, size, unpackedSize }] = Array.isArray(report) ? report : Object.values(report);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `./${filename}`];
  execFileSync('npm', install, { cwd: project, stdio: 'ignore' });
  return { project, tarball: join(project, filename), files: files.map(({ path }) => path), size, unpackedSize };
}
