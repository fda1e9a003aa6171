/*
 * For the examples' start.js: a Python app beside this process.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs the Python file at a URL for as long as this process lives, which ends if the app does. */
export function runPython(url) {
  const app = spawn(process.env.PYTHON ?? 'python3', ['-B', fileURLToPath(url)], { stdio: 'inherit' });
  app.on('exit', (code) => process.exit(code ?? 1));
  process.on('exit', () => app.kill());
  for (const ending of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(ending, () => process.exit());
}
