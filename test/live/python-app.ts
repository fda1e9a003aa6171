/**
 * Starts a Python app beside the tests: a file in this folder, run by the system's Python, for which Debian has the
 * packages. It prints its port, and stops when its input ends, as it does when the tests die.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PYTHON = '/usr/bin/python3';

/** Which of these Python modules are not here. */
export function missingModules(...modules: string[]): string[] {
  return modules.filter((name) => spawnSync(PYTHON, ['-c', `import ${name}`]).status !== 0);
}

export class PythonApp {
  readonly #child: ChildProcess;
  readonly #origin: string;

  private constructor(child: ChildProcess, origin: string) {
    this.#child = child;
    this.#origin = origin;
  }

  static async start(file: string): Promise<PythonApp> {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const child = spawn(PYTHON, ['-B', path], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code} before it served`);
    });
    const [port] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
    ended.catch(() => undefined);
    return new PythonApp(child, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }

  /** What the app answers to a session cookie; its status is that of the response. */
  async get(path: string, cookie?: string): Promise<{ status: number; body: unknown; cookie: string | undefined }> {
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie: `session=${cookie}` };
    const response = await fetch(this.#origin + path, { headers });
    const [, set] = /^session=([^;]*)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
    return { status: response.status, body: await response.json(), cookie: set };
  }

  /** Gives the app these keys from now on, oldest first, and this time in Unix seconds for good. */
  async set(settings: { keys: readonly string[]; now: number }): Promise<void> {
    await fetch(`${this.#origin}/settings`, { method: 'POST', body: JSON.stringify(settings) });
  }
}
