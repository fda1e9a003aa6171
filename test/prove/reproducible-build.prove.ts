/*
 * Whoever builds the same source gets the same wasm: built twice more, in other folders. And what is built is what the
 * release notes say.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { report } from './proof.js';

/** What the build of the core reads. */
const SOURCES = ['package.json', 'asconfig.json', 'assembly', 'scripts'];

function sums(project: string): Record<string, string> {
  const built = join(project, 'build');
  const names = readdirSync(built).filter((name) => name.endsWith('.wasm'));
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(built, name)))
        .digest('hex'),
    ]),
  );
}

test('the core is built to the same bytes everywhere', () => {
  const here = sums('.');
  expect(Object.keys(here).length).toBeGreaterThan(0);
  for (const place of ['a', 'another-place']) {
    const project = mkdtempSync(join(tmpdir(), place));
    try {
      for (const source of SOURCES) cpSync(source, join(project, source), { recursive: true });
      symlinkSync(join(process.cwd(), 'node_modules'), join(project, 'node_modules'));
      execFileSync('npm', ['run', 'build:core'], { cwd: project, stdio: 'pipe' });
      expect(sums(project)).toEqual(here);
    } finally {
      rmSync(project, { recursive: true });
    }
  }
  const notes = readFileSync('CHANGELOG.md', 'utf8');
  for (const [name, sum] of Object.entries(here)) expect(notes).toContain(`${sum}  ${name}\n`);
  for (const [name, sum] of Object.entries(here)) report('build', `${name} three times alike, SHA-256 ${sum}`);
});
