import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Line } from '../python-corpus.js';

/** Debian's, which has python3-itsdangerous beside it. */
const PYTHON = '/usr/bin/python3';

/** A call of itsdangerous that was not made yet: a line without its answers. */
export type Question = Pick<Line, 'op'> & Partial<Line>;

/** A process of Python that answers questions: see python-oracle.py. */
export class PythonOracle {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  static isHere(): boolean {
    try {
      execFileSync(PYTHON, ['-c', 'import itsdangerous'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  constructor() {
    this.#process = spawn(PYTHON, ['test/prove/python-oracle.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** The first line it says: its versions. */
  async versions(): Promise<{ itsdangerous: string; python: string }> {
    return this.#next();
  }

  async answer(questions: readonly Question[]): Promise<Line[]> {
    this.#process.stdin.write(`${JSON.stringify(questions)}\n`);
    return this.#next();
  }

  end(): void {
    this.#process.stdin.end();
  }

  async #next<Answer>(): Promise<Answer> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('Python has ended');
    return JSON.parse(value);
  }
}
