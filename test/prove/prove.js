/*
 * npm run prove [-- [--long | --times=<factor>] [--seed=<number>] [--report=<file>] [name of a proof …]]
 *
 * Runs the proofs that try more than fits into `npm test`. --long tries ten times as many cases, and what takes too long
 * otherwise; --report writes what came of them as JSON too.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean' },
    times: { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'string' },
  },
});
const times = values.times ?? (values.long ? '10' : '1');
const seed = values.seed ?? String(Date.now() % 2 ** 31);
const reporters =
  values.report === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${values.report}`];

/** A proof that hangs is ended, and fails. */
const LIMIT_IN_MINUTES = 15 * Math.max(1, Number(times));

console.log(`seed ${seed}, ${times} times the usual number of cases`);
const { status, error } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/prove/vitest.config.js', ...reporters, ...positionals],
  {
    stdio: 'inherit',
    env: { ...process.env, PROVE_TIMES: times, PROVE_SEED: seed },
    timeout: LIMIT_IN_MINUTES * 60_000,
    killSignal: 'SIGKILL',
  },
);
if (error) console.error(error.message);
process.exitCode = status ?? 1;
