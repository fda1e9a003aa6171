/* Commands that end: by themselves, or at their time limit with everything that they started. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** How long a host may take for the suite, in milliseconds. */
export const TIME_LIMIT = 120_000;

/** The path of a file that npm installed for the matrix. */
export const installed = (path) => join(import.meta.dirname, 'node_modules', path);

/** Hermes, by itself and with what Metro makes. */
export const HERMES = installed('hermes-engine-cli/linux64-bin/hermes');

/** What a command prints of its own version: its first line with a number, and of that the number. */
export function version(command, ...args) {
  const text = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 });
  return /\d[\w.]*(-[\w.]+)?/.exec(text)[0];
}

/** The version of a package that npm installed for the matrix. */
export const packageVersion = (name) => JSON.parse(readFileSync(installed(`${name}/package.json`), 'utf8')).version;

/** The version of an installed Debian package. */
export const debianVersion = (name) =>
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
  version('dpkg-query', '-W', '-f', '${Version}', name);

/** Starts a command in a process group of its own. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text));
  const ended = new Promise((resolve, reject) => {
    const name = basename(command);
    child.on('error', ({ code, message }) =>
      reject(new Error(code === 'ENOENT' ? `${name} is not installed` : message)),
    );
    child.on('close', resolve);
  });
  return { output, ended, stop: () => stop(child, ended) };
}

async function stop(child, ended) {
  if (child.pid === undefined) return; // it never started
  try {
    process.kill(-child.pid, 'SIGTERM');
    await Promise.race([ended, sleep(2000)]);
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // the group is gone
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a command to its end, and gives what it wrote to standard output. */
export async function run(command, args, options) {
  const running = start(command, args, options);
  const code = await withinLimit(running.ended).catch((error) => error);
  await running.stop();
  if (code === 0) return running.output.stdout;
  const { stdout, stderr } = running.output;
  throw new Error(
    `${code instanceof Error ? code.message : `exit status ${code}`}\n${stderr.slice(-1500) || stdout.slice(-1500)}`,
  );
}

export async function withinLimit(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${TIME_LIMIT / 1000} s`)), TIME_LIMIT);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
