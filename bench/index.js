/*
 * npm run bench [-- options] [words]: see README.md. Measures the built package beside its peers, which it installs first
 * where they are missing.
 */
import { fork, spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.js';
import { resultsMarkdown, resultText, targetsMarkdown, targetsText } from './report.js';
import { judge } from './targets.js';

/** In the order of the report. Each has a process of its own: what one does to the machine code, the next never meets. */
const FAMILIES = [
  'signer',
  'timestamp-signer',
  'serializer',
  'session',
  'jwt',
  'keys',
  'forged',
  'many',
  'large',
  'digest',
  'zlib',
  'sign-budget',
  'dumps-budget',
  'start-up',
  'memory',
];

const { values: options, positionals: phrases } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    targets: { type: 'boolean', default: false },
  },
});

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

function installPeers() {
  if (!existsSync(path('node_modules'))) {
    const { status } = spawnSync('npm ci', { cwd: path('.'), shell: true, stdio: ['ignore', 2, 2] });
    if (status !== 0) process.exit(1);
  }
  // The package is where its users have it.
  const link = path('node_modules/itsdangerous-wasm');
  if (!existsSync(link)) symlinkSync(path('..'), link, 'junction');
}

/** Runs the jobs of a family that are picked, and calls `report` with the result of each; answers whether all went well. */
function runFamily(family, report) {
  const choice = JSON.stringify({ targets: options.targets, phrases });
  const child = fork(path('family.js'), [family, choice], { execArgv: ['--expose-gc'] });
  child.on('message', report);
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code === 0));
  });
}

const asText = !options.json && !options.markdown;
const machine = describeMachine();
const results = [];

installPeers();
if (asText) console.log(`${machine}\n`);
for (const family of FAMILIES) {
  const well = await runFamily(family, (result) => {
    results.push(result);
    if (asText && !options.targets) console.log(resultText(result));
    else console.error(result.job);
  });
  // The other families' results are minutes of work.
  if (!well) process.exitCode = 1;
}

const targets = judge(results);
if (results.length === 0) {
  if (process.exitCode !== 1) console.error(`No job is called ${phrases.join(', or ')}`);
  process.exitCode = 1;
} else if (options.json) {
  console.log(JSON.stringify({ machine, results, targets }, null, 2));
} else if (options.markdown) {
  console.log([machine, targetsMarkdown(targets), resultsMarkdown(results)].join('\n\n'));
} else if (targets.length > 0) {
  console.log(targetsText(targets));
}
