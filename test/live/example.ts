/**
 * Starts an example as its README says, on ports that are free.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

export class Example {
  readonly #child: ChildProcess;
  readonly #ports: Record<string, number>;

  private constructor(child: ChildProcess, ports: Record<string, number>) {
    this.#child = child;
    this.#ports = ports;
  }

  /** Runs the command of `examples/<name>/README.md`, and waits until there is an answer on all ports. */
  static async start(name: string, ...portNames: string[]): Promise<Example> {
    const readme = readFileSync(`examples/${name}/README.md`, 'utf8');
    const [, file] = /^```sh\nnode (\S+)\n```$/m.exec(readme) as unknown as [string, string];
    const ports: Record<string, number> = {};
    for (const portName of portNames) ports[portName] = await freePort();
    const env = { ...process.env, ...Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, `${port}`])) };
    // It ends when the channel to this process does.
    const child = fork(file, {
      env: { ...env, PYTHON: '/usr/bin/python3' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const example = new Example(child, ports);
    for (const portName of portNames) await example.#answers(portName);
    return example;
  }

  async #answers(portName: string): Promise<void> {
    while (this.#child.exitCode === null) {
      const answer = await this.fetch(portName, '/').catch(() => undefined);
      if (answer !== undefined) return;
      await setTimeout(50);
    }
    throw new Error(`The example ended with ${this.#child.exitCode} before it served`);
  }

  url(portName: string, path: string): string {
    return `http://127.0.0.1:${this.#ports[portName]}${path}`;
  }

  /** Follows no redirect, as that would lose cookies. */
  fetch(portName: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url(portName, path), { redirect: 'manual', ...init });
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/** `session=…`, or Django's `sessionid=…`, as a response sets it, for the next request. */
export function cookieOf(response: Response): string {
  const [cookie] = /^session(?:id)?=[^;]+/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  if (cookie === undefined) throw new Error('The response sets no session');
  return cookie;
}
