/*
 * Before all tests: Express, which only two of them want, has a manifest of its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const APP = 'examples/express/app';

export function setup() {
  if (existsSync(`${APP}/node_modules`)) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: APP, stdio: ['ignore', 'ignore', 'inherit'] });
}
