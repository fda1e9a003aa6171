import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Debian's Python comes first: it is built with optimisation, which one that was compiled by hand often is not. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

const VERSIONS = `
import platform
from importlib.metadata import version
print(f"Python {platform.python_version()} with itsdangerous {version('itsdangerous')}")
`;

/** The Python that has itsdangerous, and what to call the two; `undefined` where there is none. */
function find() {
  for (const command of PYTHONS) {
    const { status, stdout } = spawnSync(command, ['-c', VERSIONS], { encoding: 'utf8' });
    if (status === 0) return { command, versions: stdout.trim() };
  }
  return undefined;
}

const found = find();

/** The versions of Python and its itsdangerous, or that there is none. */
export const pythonVersions = found?.versions ?? 'no Python with itsdangerous';

/**
 * glibc's malloc gives memory back to the system when the last of it is freed, and in a process as small as this one zlib's
 * 268 KB are now and then that: then every stream begins with page faults, at up to thirty times its own time. A server,
 * which has more loaded, does not see that; with these settings nor does this process.
 */
const KEEPING_MEMORY = { MALLOC_TRIM_THRESHOLD_: `${2 ** 27}`, MALLOC_MMAP_THRESHOLD_: `${2 ** 25}` };

/** Sends a message to the one process of bench/python.py, and gives its answer. */
let ask;

function start(command) {
  const child = spawn(command, [fileURLToPath(new URL('python.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...KEEPING_MEMORY },
  });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return async (message) => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const { done, value } = await answers.next();
    if (done) throw new Error('bench/python.py stopped');
    return JSON.parse(value);
  };
}

/**
 * A call that Python makes and measures.
 *
 * @param call what to call, as bench/python.py wants it
 * @returns its `results`, one for each input, and `measure(milliseconds)`, which calls it for so long and gives the mean
 *   milliseconds of one pass over the inputs; `undefined` where there is no Python with itsdangerous
 */
export async function python(call, inputs) {
  if (found === undefined) return undefined;
  ask ??= start(found.command);
  const toBase64 = (value) => Buffer.from(value).toString('base64');
  const { id, results } = await ask({ ...call, inputs: call.base64 ? inputs.map(toBase64) : inputs });
  return {
    results: call.base64 ? results.map((result) => Buffer.from(result, 'base64')) : results,
    measure: (milliseconds) => ask({ id, milliseconds }),
  };
}
